"""Overtime and voluntary time off: which paid minutes of a shift count for bounds on hours, and which are extra.

What was agreed stands in `availability`; what a repair may ask for, in the forms of the table.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable

Kind = Literal["overtime", "time_off"]
KINDS: tuple[Kind, ...] = ("overtime", "time_off")


def extra_minutes(instance: Instance, operator: Operator, table: ShiftTable, kind: Kind) -> NDArray[np.int64]:
    """Minutes of overtime, or of time off, that each shift has if this operator works it; shape (rows,)."""
    asked = table.extra_minutes if kind == "overtime" else -table.extra_minutes
    agreed = np.zeros(table.days, dtype=np.int64)
    for entry in instance.availability_of.get(operator.id, ()):
        if entry.kind == kind:
            agreed += [entry.minutes * entry.on(instance.grid.date(day)) for day in range(table.days)]
    return np.asarray(np.maximum(asked, 0) + agreed[table.day])


def counted_minutes(instance: Instance, operator: Operator, table: ShiftTable) -> NDArray[np.int64]:
    """Paid minutes of each shift that bounds on hours count: overtime does not, time off does as if worked; shape (rows,)."""
    if not table.has_extra and all(entry.kind not in KINDS for entry in instance.availability_of.get(operator.id, ())):
        return table.paid_minutes
    overtime, time_off = (extra_minutes(instance, operator, table, kind) for kind in KINDS)
    return np.asarray(np.maximum(table.paid_minutes - overtime, 0) + time_off)
