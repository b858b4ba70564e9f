"""`consecutive_days_off` from plain times, and what lies before the horizon."""

from __future__ import annotations

from scheduler.check.rules import consecutive_days_off
from tests.builders.checked import FREE, day, instance, shift, with_contract


def with_history(days=8, *, known, **bounds):
    return instance(horizon=days, contracts={"free": FREE | bounds}, history=[{"operator": "anna"} | known])


def amounts(rule, plan, *days):
    return [violation.amount for violation in rule.check(plan, [shift(plan, day(number), 120) for number in days])]


def test_too_few_days_off_in_a_row():
    plan = with_contract(days=9, min_consecutive_days_off=2)
    assert not amounts(consecutive_days_off, plan, 1, 2, 5, 6, 7)
    assert amounts(consecutive_days_off, plan, 1, 3, 5, 6) == [1, 1]


def test_days_off_before():
    plan = with_history(known={"days_off": 1}, min_consecutive_days_off=3)
    assert amounts(consecutive_days_off, plan, *range(8)) == [2]
    assert amounts(consecutive_days_off, plan, *range(1, 8)) == [1]
    assert not amounts(consecutive_days_off, plan, *range(2, 8))
    worked = with_history(known={"worked_days": 1}, min_consecutive_days_off=3)
    assert amounts(consecutive_days_off, worked, *range(2, 8)) == [1]
    assert not amounts(consecutive_days_off, worked, *range(3, 8))
