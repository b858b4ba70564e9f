"""`consecutive_days`: longest and shortest runs of days worked, also from before the horizon."""

from __future__ import annotations

import pytest

from scheduler.rules import consecutive_days
from tests.builders.rosters import allows, on, plan_with_contract, plan_with_history


def shifts(*days):
    return [on(day) for day in days]


def test_boundary_as_many_days_in_a_row_as_allowed():
    bounded = plan_with_contract(days=10, max_consecutive_days=3)
    assert allows(consecutive_days, bounded, *shifts(0, 1, 2, 4, 5, 6, 8, 9))
    assert not allows(consecutive_days, bounded, *shifts(0, 1, 2, 3))


def test_runs_pass_the_ends_of_weeks():
    assert not allows(consecutive_days, plan_with_contract(days=10, max_consecutive_days=3), *shifts(5, 6, 7, 8))


def test_no_bound_where_the_contract_names_none():
    assert allows(consecutive_days, plan_with_contract(days=10), *shifts(*range(10)))


def test_boundary_as_few_days_in_a_row_as_allowed():
    bounded = plan_with_contract(days=10, min_consecutive_days=3)
    assert allows(consecutive_days, bounded, *shifts(2, 3, 4, 6, 7, 8))
    assert not allows(consecutive_days, bounded, *shifts(2, 3, 6, 7, 8))


def test_a_run_that_the_horizon_cuts_may_be_shorter():
    bounded = plan_with_contract(days=10, min_consecutive_days=3)
    assert allows(consecutive_days, bounded, *shifts(0, 8, 9))
    assert not allows(consecutive_days, bounded, *shifts(1))
    assert not allows(consecutive_days, bounded, *shifts(8))


@pytest.mark.parametrize(("days", "allowed"), [((0,), True), ((0, 1), True), ((0, 1, 2), False), ((), False), ((1,), False)])
def test_days_worked_before_the_horizon_count(days, allowed):
    bounded = plan_with_history(worked_days=2, days=8, min_consecutive_days=3, max_consecutive_days=4)
    assert allows(consecutive_days, bounded, *shifts(*days)) == allowed


def test_after_days_off_a_run_from_the_first_day_on_is_a_whole_one():
    bounded = plan_with_history(days_off=1, days=8, min_consecutive_days=3)
    assert allows(consecutive_days, bounded, *shifts(0, 1, 2))
    assert not allows(consecutive_days, bounded, *shifts(0, 1))


def test_a_run_too_long_before_the_horizon_is_no_fault_of_this_one_but_may_not_go_on():
    bounded = plan_with_history(worked_days=6, days=8, max_consecutive_days=5)
    assert allows(consecutive_days, bounded, *shifts(1, 2))
    assert not allows(consecutive_days, bounded, *shifts(0))
