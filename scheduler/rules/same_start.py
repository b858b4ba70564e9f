"""All shifts of a calendar week start at the same time of the day, where the contract says so."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.comparison import Change
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.starts import clock_starts, start_before, week_spans
from scheduler.rules.basis.statement import Statement

NAME = "same_start"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Compare each start with the one before it in the week, also over the start of the horizon."""
    if instance.contract_of(operator).same_start_all_week:
        yield Change(NAME, clock_starts(instance.grid, table), week_spans(instance), down=0, up=0, once=True,
                     before=start_before(instance, operator, this_week=True), price=instance.objective.bound_units.get(NAME))
