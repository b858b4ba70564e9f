"""Days off in a row: no fewer than the contract allows.

A run that the end of the horizon cuts may be shorter, and one that the start cuts, where no history tells.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Run, Statement

NAME = "consecutive_days_off"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Bound the run of days off."""
    least, history = instance.contract_of(operator).min_consecutive_days_off, instance.history_of.get(operator.id)
    if least is not None:
        before = history.days_off_before if history else None
        yield Run(NAME, np.zeros(len(table), dtype=np.bool_), off=True, least=least, before=before)
