"""`consecutive_days` from plain times, and what lies before the horizon."""

from __future__ import annotations

from scheduler.check.rules import consecutive_days
from tests.builders.checked import FREE, day, instance, shift, with_contract


def with_history(days=8, *, known, **bounds):
    return instance(horizon=days, contracts={"free": FREE | bounds}, history=[{"operator": "anna"} | known])


def amounts(rule, plan, *days):
    return [violation.amount for violation in rule.check(plan, [shift(plan, day(number), 120) for number in days])]


def test_too_few_days_in_a_row():
    plan = with_contract(days=9, min_consecutive_days=3)
    assert not amounts(consecutive_days, plan, 0, 2, 3, 4, 7, 8)
    assert amounts(consecutive_days, plan, 1, 3, 4, 8) == [2, 1]


def test_days_worked_before():
    plan = with_history(known={"worked_days": 2}, min_consecutive_days=4, max_consecutive_days=5)
    assert not amounts(consecutive_days, plan, 0, 1)
    assert not amounts(consecutive_days, plan, 0, 1, 2)
    assert amounts(consecutive_days, plan) == [2]
    assert amounts(consecutive_days, plan, 0) == [1]
    assert amounts(consecutive_days, plan, 0, 1, 2, 3, 4) == [2]


def test_a_run_too_long_before_the_horizon_is_not_of_this_roster():
    plan = with_history(known={"worked_days": 6}, max_consecutive_days=5)
    assert not amounts(consecutive_days, plan, 1, 2)
    assert amounts(consecutive_days, plan, 0) == [2]


def test_a_run_that_starts_anew():
    plan = with_history(known={"days_off": 3}, min_consecutive_days=3)
    assert amounts(consecutive_days, plan, 0, 1) == [1]
    assert not amounts(consecutive_days, plan, 0, 1, 2)


def test_the_longest_run_allowed():
    plan = with_contract(days=14, max_consecutive_days=3)
    assert not amounts(consecutive_days, plan, 0, 1, 2, 4, 5, 6, 8)
    assert amounts(consecutive_days, plan, 0, 1, 2, 3) == [1]
    assert amounts(consecutive_days, plan, 5, 6, 7, 8, 9, 11, 12, 13) == [2]
    assert not amounts(consecutive_days, with_contract(days=14), *range(14))
