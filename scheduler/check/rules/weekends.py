"""No operator works on more weekends of the horizon than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.weeks import weekends_touched
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "weekends"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in weekends, for each operator who works on too many; one of its days is enough to count."""
    for operator, own in shifts_by_operator(instance, shifts):
        most = instance.contract_of(operator).max_weekends
        worked = weekends_touched(instance, days_worked(instance, own))
        if most is not None and len(worked) > most:
            dates = ", ".join(str(instance.grid.date(days[0])) for days in worked)
            yield Violation(NAME, len(worked) - most, "weekends", f"{operator.id} works on {len(worked)} weekends (from "
                            f"{dates}); allowed are {most}")
