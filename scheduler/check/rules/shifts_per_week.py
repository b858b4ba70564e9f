"""Shifts of each operator in each calendar week lie within the contract's bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.spans import calendar_weeks, shifts_off
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "shifts_per_week"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in shifts, for each week of an operator with too few or too many shifts."""
    for operator, own in shifts_by_operator(instance, shifts):
        bounds, history = instance.contract_of(operator).shifts_per_week, instance.history_of.get(operator.id)
        before = None if history is None else history.week_days
        if bounds is not None:
            for span in calendar_weeks(instance):
                yield from shifts_off(instance, NAME, operator, own, span, bounds, before if span.has_begun else 0)
