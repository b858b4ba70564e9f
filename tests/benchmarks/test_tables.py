"""Tables, files and comparisons by ratio."""

from __future__ import annotations

import csv
import json
import math

import pytest

from benchmarks.compare import main, ratio, ratio_table
from benchmarks.environment import environment
from benchmarks.tables import read, table, write
from tests.builders.benchmark_rows import row


def cells(text: str) -> list[list[str]]:
    """Cells of a Markdown table, line by line."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]


def test_a_table_has_a_line_for_each_instance_and_method_with_medians_over_seeds():
    rows = [row(seed=seed, gap=gap, memory_mb=200.0 + seed) for seed, gap in enumerate((4.0, 9.0, 5.0))]
    head, _, *lines = cells(table([*rows, row(method="peer", cost=None, gap=None, cost_at={}, gap_at={}, note="no roster")]))
    assert len(lines) == 2 and all(len(line) == len(head) for line in lines)
    first, peer = (dict(zip(head, line, strict=True)) for line in lines)
    assert first["at the end"] == "100.00 (5.00)"
    assert first["cost (gap %) at 10 s"] == "100.00 (4.00)"
    assert first["MB"] == "202"
    assert peer["at the end"] == "–" and peer["note"] == "no roster"
    assert "cost (gap %) at 60 s" not in head


def test_files_hold_what_was_measured_and_where(tmp_path):
    rows = [row(), row(seed=1, faults=("a fault",))]
    write(rows, environment(), tmp_path)
    assert read(tmp_path / "results.json") == rows
    told = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["environment"]
    assert told["cpu"] and told["cores"] > 0 and told["commit"] and told["ortools"]
    with (tmp_path / "results.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["gap_at_10_s"] == "4.0" and first["gap_at_60_s"] == ""
    assert second["faults"] == "a fault"


def test_a_file_of_something_else_is_no_baseline(tmp_path):
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="rows"):
        read(tmp_path / "other.json")


def test_a_comparison_is_the_median_ratio_of_equal_seeds():
    old = [row(seed=seed, gap=4.0, cost=100.0, build_s=0.2) for seed in range(3)]
    new = [row(seed=seed, gap=gap, cost=90.0, build_s=0.4) for seed, gap in enumerate((2.0, 3.0, 40.0))] + [row(seed=9)]
    head, _, line = cells(ratio_table(new, old))
    told = dict(zip(head, line, strict=True))
    assert told["seeds"] == "3"
    assert (told["gap, new / old"], told["cost, new / old"], told["build, new / old"]) == ("0.750", "0.900", "2.000")
    assert told["gap at 10 s, new / old"] == "1.000"


def test_a_comparison_with_nothing_in_common_is_refused():
    with pytest.raises(ValueError, match="same instance"):
        ratio_table([row(seed=1)], [row(seed=2)])


@pytest.mark.parametrize(("new", "old", "expected"), [
    (2.0, 4.0, 0.5), (0.0, 0.0, 1.0), (1.0, 0.0, math.inf), (None, 1.0, None), (1.0, None, None),
])
def test_ratio(new, old, expected):
    assert ratio(new, old) == expected


def test_figures_of_a_suite_are_columns_and_columns_of_nothing_are_left_out():
    rows = [row(cost=None, gap=None, cost_at={}, gap_at={}, memory_mb=None, short_h=None, figures={"WAPE": value})
            for value in (0.1, 0.3, 0.2)]
    head, _, line = cells(table(rows))
    assert "MB" not in head and "short h" not in head
    assert dict(zip(head, line, strict=True))["WAPE"] == "0.20"
    head, _, line = cells(ratio_table(rows, [each.model_copy(update={"figures": {"WAPE": 0.2}, "seed": 0}) for each in rows]))
    assert dict(zip(head, line, strict=True))["WAPE, new / old"] == "1.000"


def test_files_with_figures_are_read_back(tmp_path):
    rows = [row(figures={"known": 5.0}), row(seed=1)]
    write(rows, environment(), tmp_path)
    assert read(tmp_path / "results.json") == rows
    with (tmp_path / "results.csv").open(encoding="utf-8", newline="") as file:
        assert [line["known"] for line in csv.DictReader(file)] == ["5.0", ""]


def test_two_files_are_compared(tmp_path, capsys):
    write([row(cost=90.0)], environment(), tmp_path / "new")
    write([row(cost=100.0)], environment(), tmp_path / "old")
    assert main([str(tmp_path / name / "results.json") for name in ("new", "old")]) == 0
    head, _, line = cells(capsys.readouterr().out)
    assert dict(zip(head, line, strict=True))["cost, new / old"] == "0.900"


@pytest.mark.parametrize("files", [[], ["one.json"], ["missing.json", "missing.json"]])
def test_no_two_files_are_bad_usage(files, capsys):
    assert main(files) == 2
    assert "two files results.json" in capsys.readouterr().err
