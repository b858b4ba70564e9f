"""Voluntary time off of a shift that is shorter than it was published has its price."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.rules.basis.extra_time import extra_minutes
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Price, Statement

NAME = "time_off"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Price the time off of each shift; the most of a day bounds what is offered."""
    minutes = extra_minutes(instance, operator, table, "time_off")
    if minutes.any():
        price = units(instance.contract_of(operator).time_off_per_hour, minutes=1)
        yield Price(NAME, minutes * price, np.zeros(table.days, dtype=np.int64))
