"""Shifts of each operator in each calendar month lie within the contract's bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.spans import months, shifts_off
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "shifts_per_month"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in shifts, for each month of an operator with too few or too many shifts."""
    for operator, own in shifts_by_operator(instance, shifts):
        bounds, history = instance.contract_of(operator).shifts_per_month, instance.history_of.get(operator.id)
        before = None if history is None else history.month_shifts
        if bounds is not None:
            for span in months(instance):
                yield from shifts_off(instance, NAME, operator, own, span, bounds, before if span.has_begun else 0)
