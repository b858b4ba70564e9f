"""Shifts of each operator in the whole horizon lie within the contract's bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.spans import shifts_off, whole
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "shifts_per_period"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in shifts, for each period of an operator with too few or too many shifts."""
    for operator, own in shifts_by_operator(instance, shifts):
        bounds, history = instance.contract_of(operator).shifts_per_period, instance.history_of.get(operator.id)
        before = None if history is None else history.period_shifts
        if bounds is not None:
            yield from shifts_off(instance, NAME, operator, own, whole(instance), bounds, before)
