"""No operator works more night shifts in a week than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.nights import is_night
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import day_of_shift
from scheduler.check.facts.weeks import weeks
from scheduler.check.facts.words import week_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "nights_per_week"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in shifts, for each week with too many; a shift counts in the week in which it starts."""
    for operator, own in shifts_by_operator(instance, shifts):
        most = instance.contract_of(operator).max_nights_per_week
        nights = [shift for shift in own if most is not None and is_night(instance, shift)]
        for week in weeks(instance):
            count = sum(day_of_shift(instance, shift) in week for shift in nights)
            if most is not None and count > most:
                yield Violation(NAME, count - most, "shifts", f"{operator.id}, {week_text(instance, week)}: {count} night "
                                f"shifts; allowed are {most}")
