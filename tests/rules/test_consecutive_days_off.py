"""`consecutive_days_off`: the shortest run of days off, also from before the horizon."""

from __future__ import annotations

import pytest

from scheduler.rules import consecutive_days_off
from tests.builders.rosters import allows, on, plan_with_contract, plan_with_history


def shifts(*days):
    return [on(day) for day in days]


def test_boundary_as_few_days_off_as_allowed():
    bounded = plan_with_contract(days=8, min_consecutive_days_off=2)
    assert allows(consecutive_days_off, bounded, *shifts(1, 4, 5, 6))
    assert not allows(consecutive_days_off, bounded, *shifts(1, 2, 4, 7))


def test_days_off_that_the_horizon_cuts_may_be_fewer():
    assert allows(consecutive_days_off, plan_with_contract(days=4, min_consecutive_days_off=3), *shifts(1, 2))


@pytest.mark.parametrize(("before", "first", "allowed"), [
    ({"days_off": 1}, 0, False), ({"days_off": 1}, 1, True), ({"days_off": 2}, 0, True),
    ({"worked_days": 1}, 1, False), ({"worked_days": 1}, 2, True), ({"worked_days": 1}, 0, True)])
def test_days_off_before_the_horizon_count(before, first, allowed):
    bounded = plan_with_history(days=6, min_consecutive_days_off=2, **before)
    assert allows(consecutive_days_off, bounded, *shifts(*range(first, 6))) == allowed
