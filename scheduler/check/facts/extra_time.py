"""Overtime and voluntary time off that were agreed, by the rows of availability, and the hours that bounds count."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scheduler.check.facts.availability import entries_on
from scheduler.check.facts.pay import paid_minutes
from scheduler.check.facts.times import Minutes, day_of_shift
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def agreed_minutes(instance: Instance, operator: str, day: int, kind: str) -> int:
    """Minutes of ``overtime``, or of ``time_off``, that an operator agreed to for the shift of a day."""
    return sum(entry.minutes for entry in entries_on(instance, operator, kind, day))


def counted_minutes(instance: Instance, shift: Shift) -> Minutes:
    """Paid minutes of a shift that bounds on hours count: its overtime does not, its time off does as if it were worked."""
    day = day_of_shift(instance, shift)
    overtime, time_off = (agreed_minutes(instance, shift.operator, day, kind) for kind in ("overtime", "time_off"))
    return max(paid_minutes(instance, shift) - overtime, Fraction(0)) + time_off


def counted_hours(instance: Instance, shifts: Iterable[Shift]) -> Fraction:
    """Hours of shifts together that bounds count."""
    return sum((Fraction(counted_minutes(instance, shift)) for shift in shifts), Fraction(0)) / 60
