"""The committed results of the backtest keep what the page on the forecast promises, and the page shows these results."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

BASELINES = ("seasonal naive", "weekday means", "LightGBM")


def results(root: Path) -> dict[tuple[str, str], dict[str, dict[str, str]]]:
    """Rows by series and days ahead, and by method."""
    found: dict[tuple[str, str], dict[str, dict[str, str]]] = defaultdict(dict)
    with (root / "benchmarks" / "results" / "forecast" / "backtest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["series"], row["days_ahead"]][row["method"]] = row
    return found


def test_the_choice_is_no_worse_than_any_baseline_and_the_bounds_hold(root: Path):
    assert len(results(root)) >= 5
    for key, methods in results(root).items():
        assert float(methods["chosen"]["wape"]) <= min(float(methods[name]["wape"]) for name in BASELINES), key
        assert 0.75 <= float(methods["chosen"]["coverage"]) <= 0.85, key


def test_the_page_shows_the_results(root: Path):
    page = (root / "docs" / "results" / "forecast.md").read_text("utf-8")
    shown = {}
    for line in re.findall(r"^\| .*?, .* \| \d+ \|.*$", page, re.MULTILINE):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        shown[cells[0], cells[1]] = cells[4:]
    expected = {
        key: [*(f"{float(methods[name]['wape']):.4f}" for name in (*BASELINES, "chosen")),
              f"{float(methods['chosen']['coverage']):.1%}"]
        for key, methods in results(root).items()
    }
    assert shown.keys() == expected.keys()
    for key, cells in expected.items():
        for cell, other in zip(cells, shown[key], strict=True):
            assert abs(float(cell.strip("%")) - float(other.strip("%"))) <= (0.1001 if "%" in cell else 0.0001001), key
