from __future__ import annotations

from scheduler.rules import consecutive_days

from .rosters import allows, on, plan_with_contract


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
