"""A weekend is worked on all of its days or on none; one that the horizon cuts is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Groups, Statement
from scheduler.rules.basis.weeks import weekends

NAME = "complete_weekends"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Tie the days of a weekend together."""
    if instance.contract_of(operator).complete_weekends:
        yield Groups(NAME, np.ones(len(table), dtype=np.bool_), tuple(weekends(instance, whole=True)), whole=True)
