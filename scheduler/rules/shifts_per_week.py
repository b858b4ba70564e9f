"""Shifts in each calendar week lie within the contract's bounds, as far as they can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.spans import each_week, shifts_window
from scheduler.rules.basis.statement import Statement, Total

NAME = "shifts_per_week"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count shifts by week; what `history` says of the week that has begun counts, and leave."""
    bounds, history = instance.contract_of(operator).shifts_per_week, instance.history_of.get(operator.id)
    if bounds is not None:
        before = None if history is None else history.week_days
        windows = (shifts_window(instance, operator, span, bounds, before if span.has_begun else 0)
                   for span in each_week(instance))
        yield Total(NAME, np.ones(len(table), dtype=np.int64), tuple(windows), "shifts")
