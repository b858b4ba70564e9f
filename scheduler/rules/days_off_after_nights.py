"""After the last of successive night shifts come at least as many days off as the contract says."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.nights import night_rows
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Recovery, Statement

NAME = "days_off_after_nights"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Keep days free after nights."""
    days, history = instance.contract_of(operator).min_days_off_after_nights, instance.history_of.get(operator.id)
    if days is not None:
        before = (history.days_off or 0) if history and history.nights else None
        yield Recovery(NAME, night_rows(instance, table), days, before)
