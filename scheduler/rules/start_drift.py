"""A shift starts at most so much earlier or later by the clock than the last one worked, as the contract says."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.comparison import Change
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.starts import clock_starts, start_before
from scheduler.rules.basis.statement import Statement

NAME = "start_drift"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Compare each start with the last one, whatever days off lie between them, also over the start of the horizon."""
    contract = instance.contract_of(operator)
    earlier, later = contract.max_start_earlier_minutes, contract.max_start_later_minutes
    if earlier is not None or later is not None:
        yield Change(NAME, clock_starts(instance.grid, table), ((0, table.days - 1),), down=earlier, up=later,
                     before=start_before(instance, operator), price=instance.objective.bound_units.get(NAME))
