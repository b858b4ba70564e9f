"""At most one shift starts on a day."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Total, Window

NAME = "one_shift_a_day"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count shifts in windows of one day."""
    windows = tuple(Window(day, day, 0, 1) for day in range(table.days))
    yield Total(NAME, np.ones(len(table), dtype=np.int64), windows, "shifts")
