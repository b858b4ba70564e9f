"""Paid time in each calendar month lies within the contract's bounds, as far as they can be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.extra_time import counted_minutes
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.spans import hours_due, hours_window, months
from scheduler.rules.basis.statement import Statement, Total

NAME = "hours_per_month"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Sum paid minutes by month; what `history` says of the month that has begun counts, and leave."""
    bounds, before = instance.contract_of(operator).hours_per_month, _before(instance, operator)
    if bounds is not None:
        windows = (hours_window(instance, operator, span, bounds, before if span.has_begun else 0)
                   for span in months(instance))
        yield Total(NAME, counted_minutes(instance, operator, table), tuple(windows), "paid minutes")


def usual_least(instance: Instance, operator: Operator) -> tuple[int, ...]:
    """Least paid minutes of each month after history and leave, whether or not the days that are left can give them."""
    bounds, before = instance.contract_of(operator).hours_per_month, _before(instance, operator)
    if bounds is None:
        return ()
    return tuple(ceil(hours_due(instance, operator, span, bounds, before if span.has_begun else 0)[0])
                 for span in months(instance))


def _before(instance: Instance, operator: Operator) -> float | None:
    history = instance.history_of.get(operator.id)
    return None if history is None else history.month_hours
