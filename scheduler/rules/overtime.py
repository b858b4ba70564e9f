"""Overtime keeps to what the contract allows in a week, is part of a paid shift, and has its price."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.rules.basis.extra_time import extra_minutes
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Price, Statement, Total, Window
from scheduler.rules.basis.weeks import weeks

NAME = "overtime"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Price the overtime of each shift, and bound that of each week; the most of a day bounds what is asked for."""
    minutes, contract = extra_minutes(instance, operator, table, "overtime"), instance.contract_of(operator)
    if not minutes.any():
        return
    yield Forbid(NAME, minutes > table.paid_minutes)
    yield Price(NAME, minutes * units(contract.overtime_per_hour, minutes=1), np.zeros(table.days, dtype=np.int64))
    if contract.overtime_hours_per_week is not None:
        most = floor(Fraction(str(contract.overtime_hours_per_week)) * 60)
        windows = tuple(Window(week.first, week.last, 0, most) for week in weeks(instance))
        yield Total(NAME, minutes, windows, "minutes of overtime")
