"""Shifts of an operator in a calendar week start at no more times of the day than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.starts import clock_text, starts_by_week
from scheduler.check.facts.words import week_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "different_starts"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in starts, for each week of an operator with too many different ones."""
    for operator, own in shifts_by_operator(instance, shifts):
        most = instance.contract_of(operator).max_different_starts_per_week
        for week, starts in starts_by_week(instance, operator, own):
            different = sorted({start for start, _ in starts})
            if most is not None and len(different) > most:
                yield Violation(NAME, len(different) - most, "starts", f"{operator.id}, {week_text(instance, week)}: shifts "
                                f"start at {', '.join(map(clock_text, different))}; allowed are at most {most} of them")
