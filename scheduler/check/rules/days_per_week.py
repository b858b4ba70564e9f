"""Days worked by each operator in each week lie within the contract's bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.dues import days_due
from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.weeks import weeks
from scheduler.check.facts.words import week_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "days_per_week"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in days, for each week of an operator with too few or too many days worked.

    A day is worked if a shift starts on it.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        worked = days_worked(instance, own)
        for week in weeks(instance):
            count = len(worked.intersection(week))
            least, most = days_due(instance, operator, week)
            off = max(least - count, count - most)
            if off > 0:
                yield Violation(NAME, off, "days", f"{operator.id}, {week_text(instance, week)}: {count} days worked; "
                                f"allowed is {least} to {most}")
