"""No more days worked in a row than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.shift_table import ShiftTable
from scheduler.rules.statement import Run, Statement

NAME = "consecutive_days"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Bound the run of days worked."""
    most = instance.contract_of(operator).max_consecutive_days
    if most is not None:
        yield Run(NAME, most)
