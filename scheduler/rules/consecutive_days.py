"""Days worked in a row: no more and no fewer than the contract allows.

A run that the end of the horizon cuts may be shorter than the least, and one that the start cuts, where no history tells.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Run, Statement

NAME = "consecutive_days"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Bound the run of days worked."""
    contract, history = instance.contract_of(operator), instance.history_of.get(operator.id)
    least, most = contract.min_consecutive_days or 0, contract.max_consecutive_days
    if least or most is not None:
        before = history.days_worked_before if history else None
        yield Run(NAME, np.ones(len(table), dtype=np.bool_), least=least, most=most, before=before)
