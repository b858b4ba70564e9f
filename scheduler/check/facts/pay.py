"""Paid time of shifts."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scheduler.check.facts.breaks import is_paid
from scheduler.check.facts.times import Minutes, length, minutes_between
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def paid_minutes(instance: Instance, shift: Shift) -> Minutes:
    """Length of a shift less its unpaid breaks; a break no rule speaks of is unpaid."""
    unpaid = (minutes_between(pause.start, pause.end) for pause in shift.breaks if not is_paid(instance, shift, pause))
    return length(shift) - sum(unpaid)


def paid_hours(instance: Instance, shifts: Iterable[Shift]) -> Fraction:
    """Paid hours of shifts together."""
    return sum((Fraction(paid_minutes(instance, shift)) for shift in shifts), Fraction(0)) / 60
