"""No more shifts of a template than the contract allows, in the horizon and in each week of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable, rows_of_template
from scheduler.rules.basis.statement import Statement, Total, Window
from scheduler.rules.basis.weeks import weeks

NAME = "max_shifts"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count shifts by template."""
    contract = instance.contract_of(operator)
    bounds = [(name, most, [(0, table.days - 1)]) for name, most in contract.max_shifts.items()]
    bounds += [(name, most, [(week.first, week.last) for week in weeks(instance)])
               for name, most in contract.max_shifts_per_week.items()]
    for name, most, spans in bounds:
        windows = tuple(Window(first, last, 0, most) for first, last in spans)
        yield Total(NAME, rows_of_template(instance, table, name).astype(np.int64), windows, "shifts")
