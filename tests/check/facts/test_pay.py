"""Paid time of shifts, and bounds on it."""

from __future__ import annotations

from fractions import Fraction

from scheduler.check.facts.pay import hours_due, minutes_due, paid_hours, paid_minutes
from scheduler.check.facts.weeks import weeks
from tests.builders.checked import day, instance, shift, with_contract


def test_unpaid_lunch_is_taken_off_and_paid_breathers_are_not():
    plan = instance(horizon=2)
    assert paid_minutes(plan, shift(plan, day(0), 510)) == 480
    assert paid_hours(plan, [shift(plan, day(0), 510), shift(plan, day(1), 240)]) == 12
    assert paid_hours(plan, []) == 0


def test_half_a_minute_is_not_rounded():
    plan = instance()
    assert paid_minutes(plan, shift(plan, day(0), 120.5, ())) == Fraction(241, 2)


def test_a_last_week_of_two_days_has_no_least_and_two_sevenths_of_the_most():
    plan = with_contract(days=9, hours_per_week=[36, 40.6])
    (anna,) = plan.operators
    assert [minutes_due(plan, anna, week) for week in weeks(plan)] == [(2160, 2436), (0, 696)]
    assert hours_due(plan, anna) == (36, Fraction(2436 + 696, 60))
