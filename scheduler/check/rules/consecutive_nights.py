"""No operator works night shifts on more successive days than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.nights import is_night
from scheduler.check.facts.runs import runs
from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.words import day_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "consecutive_nights"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in days, for each run of night shifts that is too long, those just before the horizon included."""
    for operator, own in shifts_by_operator(instance, shifts):
        most, history = instance.contract_of(operator).max_consecutive_nights, instance.history_of.get(operator.id)
        if most is None:
            continue
        nights = days_worked(instance, [shift for shift in own if is_night(instance, shift)])
        before = history.nights if history and history.worked_days else None
        for run in runs(nights, instance.horizon.days, before, starts_anew=False):
            if run.length > most and run.last >= 0:
                yield Violation(NAME, run.length - most, "days", f"{operator.id} works {run.length} nights in a row, "
                                f"{day_text(instance, run.first)} to {day_text(instance, run.last)}; allowed are {most}")
