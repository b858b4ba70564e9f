"""The benchmark on a real series, without trees: what it scores, and that the choice is no worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.suites import forecast as benchmark
from scheduler.demand.forecast.methods import methods_for


@pytest.mark.heavy
@pytest.mark.data
def test_the_choice_beats_means_and_naive_and_the_bounds_hold(data_folder: Path, monkeypatch):
    monkeypatch.setattr(benchmark, "methods_for", lambda history, with_boosting: methods_for(history, with_boosting=False))
    result = benchmark.run(benchmark.SERIES[2], 7, data_folder / "calls")
    assert result.origins == 15
    assert result.intervals == (15 * 5 - 2) * 14 * 4  # two public holidays are not in the data
    assert result.wape[benchmark.CHOSEN] < min(result.wape["weekday means"], result.wape["seasonal naive"])
    assert 0.7 <= result.coverage <= 0.9
    rows = list(benchmark.measured(result))
    assert {row.method: row.figures["WAPE"] for row in rows} == result.wape
    assert sum(result.chosen.values()) == 15
