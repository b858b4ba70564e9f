"""No operator works more days in a row than the contract allows, or fewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.runs import runs
from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.words import day_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "consecutive_days"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in days, for each run of days worked that is too long or too short.

    Days worked before the horizon count where the history tells of them. A run that the horizon's end cuts is not too
    short, nor one that its start cuts and the history does not speak of.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        contract, history = instance.contract_of(operator), instance.history_of.get(operator.id)
        least, most = contract.min_consecutive_days or 0, contract.max_consecutive_days
        before = history.worked_days if history else None
        known_off = history is not None and history.days_off is not None
        for run in runs(days_worked(instance, own), instance.horizon.days, before, starts_anew=known_off):
            who = f"{operator.id} works {run.length} days in a row, {day_text(instance, run.first)} to " \
                  f"{day_text(instance, run.last)}"
            if most is not None and run.length > most and run.last >= 0:
                yield Violation(NAME, run.length - most, "days", f"{who}; allowed are {most}")
            if run.length < least and not run.is_cut:
                yield Violation(NAME, least - run.length, "days", f"{who}; allowed are at least {least}")
