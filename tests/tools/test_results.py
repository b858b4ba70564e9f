"""Tables of methods by size: the best bound of any method is the measure of all, and what is missing says why."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from benchmarks.environment import environment
from benchmarks.tables import write
from tests.builders.benchmark_rows import row
from tools import results


@pytest.fixture
def measured(monkeypatch, tmp_path):
    rows = [
        *(row(seed=seed, cost=100.0, bound=bound) for seed, bound in enumerate((90.0, 98.0, 96.0))),
        row(method="peer", cost=120.0, bound=95.0),
        row(instance="200 x 7", cost=50.0, bound=50.0),
        row(instance="200 x 7", method="peer", cost=None, bound=None, note="cannot express it"),
        row(instance="50 x 7", cost=80.0, bound=72.0),
        row(instance="50 x 7", method="peer", cost=None, bound=None, note="no roster in 20 s"),
    ]
    write(rows, environment() | {"ortools": "9"}, tmp_path / "sizes")
    monkeypatch.setattr(results, "MEASURED", tmp_path)


def test_a_cell_is_the_median_above_the_best_bound_with_its_spread(measured):
    lines = {line.split(" | ")[0].strip("| "): line.split(" | ")[1:] for line in results.sizes("sizes").splitlines()}
    assert lines["method"] == ["20 x 7", "200 x 7", "50 x 7 |"]
    assert lines["engine"] == ["4.00 (2.00–5.00)", "0.00", "10.00 |"], "95 of the peer is the best bound of the first seed"
    assert lines["peer"] == ["20.83", "cannot express it", "no roster |"]
    assert lines["*seconds, seeds*"][0] == "*10 s, 3*"


def test_the_picture_has_what_grows_with_the_operators(measured):
    root = ElementTree.fromstring(results.drawing("sizes"))
    assert len(root.findall(".//{*}circle")) == 4 * 5


def test_what_is_saved_is_that_of_the_last_roster_of_each_hotline_at_the_expected_load(monkeypatch, tmp_path):
    figures = {"queues": 2, "simulated, %": 89.6, "hours on the phone": 471.0, "hours of separate queues": 562.0}
    write([row(instance="a, expected", method="formulas", figures=figures | {"saved, %": 16.0}),
           row(instance="a, expected", method="rounds", figures=figures | {"saved, %": 16.2}),
           row(instance="a, ± 10 %", method="rounds", figures=figures | {"saved, %": 15.0}),
           row(instance="b, expected", method="formulas", figures={"queues": 1})],
          environment() | {"ortools": "9"}, tmp_path / "queues")
    monkeypatch.setattr(results, "MEASURED", tmp_path)
    assert results.saved("queues").splitlines()[-1] == "| a | 2 | 89.6 | 471 | 562 | 16.2 |"
    assert results.queues("queues").splitlines()[-1] == "| b, expected | formulas | – | – | – | – | – | – | – |"
