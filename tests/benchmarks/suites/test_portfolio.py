"""What processes that share nothing have together."""

from __future__ import annotations

import pytest

from benchmarks.hotlines import Size
from benchmarks.suites.portfolio import OneHotline, best_of
from tests.builders.benchmark_rows import row


def test_the_best_cost_and_the_highest_bound_count():
    one = row(cost=100.0, bound=80.0, gap=20.0, cost_at={"10": 110.0, "60": 100.0}, gap_at={"60": 20.0})
    other = row(cost=120.0, bound=96.0, gap=20.0, cost_at={"60": 120.0}, gap_at={"60": 20.0})
    found = best_of([one, other])
    assert (found.method, found.cost, found.bound, found.gap) == ("processes: 2", 100, 96, 4)
    assert found.cost_at == {"10": 110, "60": 100}
    assert found.gap_at == {"60": pytest.approx(4)}


def test_without_any_roster_there_is_no_cost():
    none = row(cost=None, bound=None, gap=None, cost_at={}, gap_at={})
    assert best_of([none, none]).cost is None


def test_seeds_are_of_the_search_alone():
    case = OneHotline(Size(2, 1))
    assert case.instance(0).as_written() == case.instance(1).as_written()
