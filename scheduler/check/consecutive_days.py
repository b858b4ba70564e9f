"""No operator works more days in a row than the contract allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scheduler.check.plain import days_worked, shifts_by_operator
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "consecutive_days"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in days, for each run of days worked within the horizon that is too long."""
    for operator, own in shifts_by_operator(instance, shifts):
        most = instance.contract_of(operator).max_consecutive_days
        for run in _runs(days_worked(instance, own)):
            if most is not None and len(run) > most:
                yield Violation(NAME, len(run) - most, "days", f"{operator.id} works {len(run)} days in a row, "
                                f"{instance.grid.date(run[0])} to {instance.grid.date(run[-1])}; allowed are {most}")


def _runs(days: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for day in sorted(days):
        if run and day != run[-1] + 1:
            yield run
            run = []
        run.append(day)
    if run:
        yield run
