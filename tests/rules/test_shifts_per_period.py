"""`shifts_per_period`: number of shifts over all days."""

from __future__ import annotations

import pytest

from scheduler.rules import shifts_per_period
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract


@pytest.mark.parametrize(("count", "allowed"), [(1, False), (2, True), (3, True), (4, False)])
def test_bounds_are_inclusive_over_weeks(count, allowed):
    bounded = plan_with_contract(9, shifts_per_period=[2, 3])
    assert allows(shifts_per_period, bounded, *map(on, range(5, 5 + count))) == allowed


def test_shifts_worked_before_in_the_period_count():
    bounded = plan(7, contracts={"free": FREE | {"shifts_per_period": [2, 3]}},
                   history=[{"operator": "anna", "period_shifts": 2}])
    assert allows(shifts_per_period, bounded)
    assert allows(shifts_per_period, bounded, on(0))
    assert not allows(shifts_per_period, bounded, on(0), on(1))
