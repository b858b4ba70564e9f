"""`shifts_per_week`: number of shifts in each calendar week."""

from __future__ import annotations

import pytest

from scheduler.rules import shifts_per_week
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract


@pytest.mark.parametrize(("count", "allowed"), [(1, False), (2, True), (3, True), (4, False)])
def test_bounds_are_inclusive(count, allowed):
    bounded = plan_with_contract(shifts_per_week=[2, 3])
    assert allows(shifts_per_week, bounded, *map(on, range(count))) == allowed


def test_a_week_that_goes_on_has_no_least():
    bounded = plan_with_contract(9, shifts_per_week=[2, 3])
    assert allows(shifts_per_week, bounded, on(0), on(1))
    assert not allows(shifts_per_week, bounded, on(0), on(7), on(8))


@pytest.mark.parametrize(("count", "allowed"), [(0, False), (1, True), (2, True), (3, False)])
def test_days_worked_since_the_week_began_count(count, allowed):
    bounded = plan(5, contracts={"free": FREE | {"shifts_per_week": [2, 3]}}, horizon={"start": "2026-12-09", "days": 5},
                   history=[{"operator": "anna", "week_days": 1}])
    assert allows(shifts_per_week, bounded, *map(on, range(2, 2 + count))) == allowed
