"""The plot against operators and days: its ticks, its panels, its files, and that it fails on a lost guarantee."""

from __future__ import annotations

import csv
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from benchmarks import scaling
from benchmarks.hotlines import Size
from benchmarks.plot import Panel, figure, nice_ticks
from tests.builders.benchmark_rows import row


@pytest.mark.parametrize(("values", "from_zero", "expected"), [
    ([3.0, 7.9], True, [0, 2, 4, 6, 8]), ([1.02, 1.07], False, [1.02, 1.04, 1.06, 1.08]), ([0.0], True, [0, 0.5]),
    ([900.0], True, [0, 500, 1000]), ([5.0, 5.0], False, [4, 6]),
])
def test_ticks_are_round_and_enclose_the_values(values, from_zero, expected):
    found = nice_ticks(values, from_zero=from_zero)
    assert found[0] <= min(values) and found[-1] >= max(values)
    steps = {round(after - before, 9) for before, after in pairwise(found)}
    assert len(steps) == 1
    assert len(found) <= 7
    if len(expected) > 2:
        assert found == pytest.approx(expected)


def test_a_figure_is_well_formed_and_points_lie_inside_their_panel():
    panel = Panel("a < b & c", "operators", [(20, 1.0), (20, 3.0), (2000, 7.0)], log=True)
    root = ElementTree.fromstring(figure([panel, panel], 2, "title", "caption"))
    circles = root.findall(".//{*}circle")
    assert len(circles) == 6
    assert all(0 <= float(each.get("cx")) <= 300 and 0 <= float(each.get("cy")) <= 120 for each in circles)
    higher = [float(each.get("cy")) for each in circles[:3]]
    assert higher[0] > higher[1] > higher[2]
    assert "a < b & c" in [text.text for text in root.findall(".//{*}text")]


@pytest.fixture
def measured(monkeypatch):
    faults = []
    monkeypatch.setattr(scaling, "measure", lambda case, name, seconds, seed, workers: row(
        instance=str(case), seed=seed, seconds=seconds, faults=tuple(faults)))
    return faults


def test_one_of_operators_and_days_grows_at_a_time():
    assert scaling.sizes((20, 200), (7, 14)) == [Size(20, 7), Size(200, 7), Size(200, 14)]


def test_the_command_draws_and_writes_every_run(measured, tmp_path, capsys):
    assert scaling.main(["--operators", "20,200", "--days", "7,14", "--seeds", "2", "--out", str(tmp_path)]) == 0
    root = ElementTree.fromstring((tmp_path / "scaling.svg").read_text(encoding="utf-8"))
    assert len(root.findall(".//{*}g")) == 8
    assert (tmp_path / "scaling.svg").stat().st_size < 20_000
    with (tmp_path / "scaling.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["operators"], line["days"], line["seed"]) for line in lines] == [
        (*size, seed) for seed in "01" for size in (("20", "7"), ("200", "7"), ("200", "14"))]
    assert float(lines[0]["cost of a paid operator-hour"]) == pytest.approx(100 / 90)
    assert capsys.readouterr().out.count("x 7") == 2


def test_a_lost_guarantee_fails_it(measured, tmp_path):
    measured.append("a bound above a cost")
    assert scaling.main(["--operators", "20", "--days", "", "--out", str(tmp_path)]) == 1


def test_nothing_to_measure_is_bad_usage(measured, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        scaling.main(["--operators", "", "--days", "", "--out", str(tmp_path)])
    assert stopped.value.code == 2
