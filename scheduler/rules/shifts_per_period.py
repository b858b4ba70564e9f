"""Shifts in the whole horizon lie within the contract's bounds, as far as they can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.spans import period, shifts_window
from scheduler.rules.basis.statement import Statement, Total

NAME = "shifts_per_period"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count shifts over all days; what `history` says of the period counts, and leave."""
    bounds, history = instance.contract_of(operator).shifts_per_period, instance.history_of.get(operator.id)
    if bounds is not None:
        before = None if history is None else history.period_shifts
        window = shifts_window(instance, operator, period(instance), bounds, before)
        yield Total(NAME, np.ones(len(table), dtype=np.int64), (window,), "shifts")
