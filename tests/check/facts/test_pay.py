"""Paid time of shifts."""

from __future__ import annotations

from fractions import Fraction

from scheduler.check.facts.pay import paid_hours, paid_minutes
from tests.builders.checked import day, instance, shift


def test_unpaid_lunch_is_taken_off_and_paid_breathers_are_not():
    plan = instance(horizon=2)
    assert paid_minutes(plan, shift(plan, day(0), 510)) == 480
    assert paid_hours(plan, [shift(plan, day(0), 510), shift(plan, day(1), 240)]) == 12
    assert paid_hours(plan, []) == 0


def test_half_a_minute_is_not_rounded():
    plan = instance()
    assert paid_minutes(plan, shift(plan, day(0), 120.5, ())) == Fraction(241, 2)
