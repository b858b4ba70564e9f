"""No more night shifts on successive days than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.nights import night_rows
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Run, Statement

NAME = "consecutive_nights"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Bound the run of days with a night shift."""
    most, history = instance.contract_of(operator).max_consecutive_nights, instance.history_of.get(operator.id)
    if most is not None:
        before = history.nights if history and history.worked_days is not None else None
        yield Run(NAME, night_rows(instance, table), most=most, before=before)
