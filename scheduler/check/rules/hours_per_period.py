"""Paid hours of each operator in the whole horizon lie within the contract's bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.spans import hours_off, whole
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "hours_per_period"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes, for each period of an operator with too few or too many paid hours."""
    for operator, own in shifts_by_operator(instance, shifts):
        bounds, history = instance.contract_of(operator).hours_per_period, instance.history_of.get(operator.id)
        before = None if history is None else history.period_hours
        if bounds is not None:
            yield from hours_off(instance, NAME, operator, own, whole(instance), bounds, before)
