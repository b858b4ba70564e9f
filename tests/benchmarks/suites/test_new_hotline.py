"""The benchmark of short histories: what it scores, on a series made for it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from benchmarks.suites.forecast import Series
from benchmarks.suites.new_hotline import after_few_days, handling
from scheduler.demand.forecast import boosting
from scheduler.demand.forecast.history import Days, History
from scheduler.instance.hours import Hours

HOURS = Hours.model_validate({"weekly": {"mon-sun": "09:00-12:00"}})
MONDAY = dt.date(2026, 1, 5)


def series_of(calls: np.ndarray) -> tuple[Series, History]:
    history = History.of(Days.of(MONDAY, len(calls)), 60, calls, np.where(np.isnan(calls), np.nan, 200.0))
    return Series("made", lambda _: history, HOURS, 28, 7), history


@pytest.mark.parametrize("days", [3, 14])
def test_calls_that_never_change_are_foretold_without_error(days, monkeypatch):
    monkeypatch.setattr(boosting, "is_installed", lambda: False)
    calls = np.full((50, 24), np.nan)
    calls[:, 9:12] = 40
    row = after_few_days(*series_of(calls), days)
    assert (row.figures["origins"], row.figures["days known"]) == (2, days)
    assert row.figures["WAPE"] == pytest.approx(0, abs=1e-6)
    assert row.figures["coverage of 80 %"] == 100
    assert [each.figures["error"] for each in handling(series_of(calls)[1])] == pytest.approx([0, 0, 0], abs=1e-9)
