"""Paid time in the whole horizon lies within the contract's bounds, as far as they can be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.extra_time import counted_minutes
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.spans import hours_due, hours_window, period
from scheduler.rules.basis.statement import Statement, Total

NAME = "hours_per_period"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Sum paid minutes over all days; what `history` says of the period counts, and leave."""
    bounds = instance.contract_of(operator).hours_per_period
    if bounds is not None:
        window = hours_window(instance, operator, period(instance), bounds, _before(instance, operator))
        yield Total(NAME, counted_minutes(instance, operator, table), (window,), "paid minutes")


def usual_least(instance: Instance, operator: Operator) -> tuple[int, ...]:
    """Least paid minutes after history and leave, whether or not the days that are left can give them."""
    bounds = instance.contract_of(operator).hours_per_period
    if bounds is None:
        return ()
    return (ceil(hours_due(instance, operator, period(instance), bounds, _before(instance, operator))[0]),)


def _before(instance: Instance, operator: Operator) -> float | None:
    history = instance.history_of.get(operator.id)
    return None if history is None else history.period_hours
