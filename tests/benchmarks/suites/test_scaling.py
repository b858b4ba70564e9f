"""The plot against operators and days: its ticks, its panels, and what it is made of."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from benchmarks.hotlines import Size
from benchmarks.plot import Panel, figure, nice_ticks
from benchmarks.suites import Asked, scaling
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


def test_one_of_operators_and_days_grows_at_a_time():
    assert scaling.sizes((20, 200), (7, 14)) == [Size(20, 7), Size(200, 7), Size(200, 14)]


def test_every_size_is_measured_with_every_seed(monkeypatch):
    monkeypatch.setattr(scaling, "measure", lambda case, name, seconds, seed, workers, params: row(
        instance=str(case), seed=seed, seconds=seconds))
    rows = list(scaling.rows("scaling", Asked(seeds=2, only="200 x")))
    assert [(each.instance, each.seed) for each in rows] == [
        (f"200 x {days}", seed) for seed in (0, 1) for days in scaling.DAYS]
    assert {each.seconds for each in rows} == {scaling.SECONDS}


def test_the_drawing_has_a_panel_for_each_measure_and_axis():
    rows = [row(instance=name, seed=seed) for name in ("20 x 7", "200 x 7", "200 x 14") for seed in (0, 1)]
    root = ElementTree.fromstring(scaling.drawing(rows))
    assert len(root.findall(".//{*}g")) == 8
    assert scaling.measures(rows[0])["cost of a paid operator-hour"] == pytest.approx(100 / 90)


def test_a_name_that_is_no_size_is_refused():
    with pytest.raises(ValueError, match="is no size"):
        scaling.size_of(row(instance="200 x 7 24x7"))
