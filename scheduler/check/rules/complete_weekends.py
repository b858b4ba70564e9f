"""Who works on a weekend works on all of its days, if the contract asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.weeks import weekends_touched
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "complete_weekends"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in days, for each weekend worked on some of its days only; the horizon must not cut it."""
    for operator, own in shifts_by_operator(instance, shifts):
        if not instance.contract_of(operator).complete_weekends:
            continue
        worked = days_worked(instance, own)
        for days in weekends_touched(instance, worked):
            missing = [day for day in days if day not in worked]
            if missing and days[0] >= 0 and days[-1] < instance.horizon.days:
                yield Violation(NAME, len(missing), "days", f"{operator.id} works on the weekend from "
                                f"{instance.grid.date(days[0])}, but not on "
                                f"{', '.join(str(instance.grid.date(day)) for day in missing)}; allowed is all or none")
