"""Paid time of shifts, and how much of it contracts ask for."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scheduler.check.facts.breaks import is_paid
from scheduler.check.facts.times import Minutes, exact, length, minutes_between
from scheduler.check.facts.weeks import DAYS_PER_WEEK, weeks
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.roster import Shift


def paid_minutes(instance: Instance, shift: Shift) -> Minutes:
    """Length of a shift less its unpaid breaks; a break no rule speaks of is unpaid."""
    unpaid = (minutes_between(pause.start, pause.end) for pause in shift.breaks if not is_paid(instance, shift, pause))
    return length(shift) - sum(unpaid)


def paid_hours(instance: Instance, shifts: Iterable[Shift]) -> Fraction:
    """Paid hours of shifts together."""
    return sum((Fraction(paid_minutes(instance, shift)) for shift in shifts), Fraction(0)) / 60


def minutes_due(instance: Instance, operator: Operator, week: range) -> tuple[Fraction, Fraction]:
    """Least and most paid minutes of an operator in a week; a last week of n < 7 days has no least, and n/7 of the most."""
    least, most = (exact(hours) * 60 for hours in instance.contract_of(operator).hours_per_week)
    return least if len(week) == DAYS_PER_WEEK else Fraction(0), most * len(week) / DAYS_PER_WEEK


def hours_due(instance: Instance, operator: Operator) -> tuple[Fraction, Fraction]:
    """Least and most paid hours of an operator over the horizon: those of its weeks together."""
    bounds = [minutes_due(instance, operator, week) for week in weeks(instance)]
    return sum((least for least, _ in bounds), Fraction(0)) / 60, sum((most for _, most in bounds), Fraction(0)) / 60
