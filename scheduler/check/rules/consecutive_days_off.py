"""No operator has fewer days off in a row than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.runs import runs
from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.words import day_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "consecutive_days_off"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in days, for each run of days off that is too short.

    Days off before the horizon count where the history tells of them. A run that the horizon's end cuts is not too
    short, nor one that its start cuts and the history does not speak of.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        least, history = instance.contract_of(operator).min_consecutive_days_off, instance.history_of.get(operator.id)
        if least is None:
            continue
        off = set(range(instance.horizon.days)) - days_worked(instance, own)
        known_work = history is not None and history.worked_days is not None
        for run in runs(off, instance.horizon.days, history.days_off if history else None, starts_anew=known_work):
            if run.length < least and not run.is_cut:
                yield Violation(NAME, least - run.length, "days", f"{operator.id} has {run.length} days off in a row, "
                                f"{day_text(instance, run.first)} to {day_text(instance, run.last)}; allowed are at "
                                f"least {least}")
