"""Paid time in each week lies within the contract's bounds; an incomplete last week is bound above, pro rata."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Total, Window
from scheduler.rules.basis.weeks import DAYS, weeks

NAME = "hours_per_week"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Sum paid minutes by week."""
    least, most = (Fraction(str(hours)) * 60 for hours in instance.contract_of(operator).hours_per_week)
    windows = tuple(
        Window(first, last, ceil(least) if last - first + 1 == DAYS else 0, floor(most * (last - first + 1) / DAYS))
        for first, last in weeks(table.days)
    )
    yield Total(NAME, table.paid_minutes, windows, "paid minutes")
