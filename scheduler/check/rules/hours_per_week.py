"""Paid hours of each operator in each week lie within the contract's bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.dues import minutes_due
from scheduler.check.facts.extra_time import counted_minutes
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import day_of_shift, number
from scheduler.check.facts.weeks import weeks
from scheduler.check.facts.words import week_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "hours_per_week"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes, for each week of an operator with too few or too many paid hours.

    Paid time is the length of a shift less its unpaid breaks, counted in the calendar week in which the shift starts; overtime
    does not count, and time off does.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        for week in weeks(instance):
            paid = sum(counted_minutes(instance, shift) for shift in own if day_of_shift(instance, shift) in week)
            least, most = minutes_due(instance, operator, week)
            off = max(least - paid, paid - most)
            if off > 0:
                yield Violation(NAME, number(off), "min", f"{operator.id}, {week_text(instance, week)}: {_hours(paid)} "
                                f"paid hours; allowed is {_hours(least)} to {_hours(most)}")


def _hours(minutes: int | Fraction) -> str:
    return f"{float(minutes) / 60:.4g}"
