"""No more night shifts in a week than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.nights import night_rows
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Total, Window
from scheduler.rules.basis.weeks import weeks

NAME = "nights_per_week"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count night shifts by week."""
    most = instance.contract_of(operator).max_nights_per_week
    if most is not None:
        windows = tuple(Window(week.first, week.last, 0, most) for week in weeks(instance))
        yield Total(NAME, night_rows(instance, table).astype(np.int64), windows, "night shifts")
