"""Between two shifts of one operator lies at least the contract's rest; shifts never overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from scheduler.instance.calls_grid import moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Gap, Statement

NAME = "rest"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Keep shifts apart, by elapsed time, also from the last one before the horizon, and from standby before it."""
    minutes = Fraction(str(instance.contract_of(operator).rest_hours)) * 60
    yield Gap(NAME, ceil(minutes / instance.grid.cell_minutes))
    history = instance.history_of.get(operator.id)
    for end in (history.last_end, history.standby_until) if history else ():
        if end is not None:
            grid = instance.grid
            since_start = moment_of(end, grid.zone) - grid.origin
            ready = Fraction(since_start // dt.timedelta(microseconds=1), 60_000_000) + minutes
            yield Forbid(NAME, table.start < ceil(ready / grid.cell_minutes))
