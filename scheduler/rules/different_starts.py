"""Shifts of a calendar week start at no more times of the day than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.comparison import Variety
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.starts import clock_starts, start_before, week_spans
from scheduler.rules.basis.statement import Statement

NAME = "different_starts"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count the starts of each week; of one that began before the horizon the last start is all that is known."""
    most = instance.contract_of(operator).max_different_starts_per_week
    if most is not None:
        yield Variety(NAME, clock_starts(instance.grid, table), week_spans(instance), most,
                      before=start_before(instance, operator, this_week=True),
                      price=instance.objective.bound_units.get(NAME))
