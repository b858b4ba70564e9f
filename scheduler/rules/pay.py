"""Soft: every paid hour costs the contract's price."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Price, Statement

NAME = "pay"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Price each shift by its paid minutes."""
    rate = units(instance.contract_of(operator).cost_per_hour, minutes=1)
    yield Price(NAME, table.paid_minutes * rate, np.zeros(table.days, dtype=np.int64))
