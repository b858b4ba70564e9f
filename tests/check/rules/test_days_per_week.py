"""`days_per_week` from plain times."""

from __future__ import annotations

from scheduler.check.rules import days_per_week
from tests.builders.checked import day, shift, with_contract


def amounts(rule, plan, *shifts):
    return [violation.amount for violation in rule.check(plan, shifts)]


def week(plan, days, minutes=510):
    return [shift(plan, day(number), minutes) for number in days]


def test_days_boundaries():
    plan = with_contract(days_per_week=[3, 5])
    for count, right in [(2, [1]), (3, []), (5, []), (6, [1]), (7, [2]), (0, [3])]:
        assert amounts(days_per_week, plan, *week(plan, range(count), 120)) == right


def test_days_of_an_incomplete_week():
    plan = with_contract(days=10, days_per_week=[1, 2])
    assert not amounts(days_per_week, plan, *week(plan, [0], 120))
    assert not amounts(days_per_week, plan, *week(plan, [0, 7, 8], 120))
    assert amounts(days_per_week, plan, *week(plan, [0, 7, 8, 9], 120)) == [1]


def test_two_shifts_of_a_day_are_one_day():
    plan = with_contract(days_per_week=[1, 1])
    assert not amounts(days_per_week, plan, shift(plan, day(0), 120), shift(plan, day(0, "12:00"), 120))
