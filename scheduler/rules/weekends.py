"""No more weekends worked in the horizon than the contract allows; one day of a weekend is enough to count."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Groups, Statement
from scheduler.rules.basis.weeks import weekends

NAME = "weekends"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count weekends with a shift."""
    most = instance.contract_of(operator).max_weekends
    if most is not None:
        yield Groups(NAME, np.ones(len(table), dtype=np.bool_), tuple(weekends(instance)), most)
