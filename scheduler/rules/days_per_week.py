"""Days worked in each week lie within the contract's bounds; an incomplete last week is bound above only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Total, Window
from scheduler.rules.basis.weeks import DAYS, weeks

NAME = "days_per_week"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count days worked by week."""
    least, most = instance.contract_of(operator).days_per_week
    windows = tuple(
        Window(first, last, least if last - first + 1 == DAYS else 0, most) for first, last in weeks(table.days)
    )
    yield Total(NAME, np.ones(len(table), dtype=np.int64), windows, "days")
