"""Soft: the more shifts, nights and weekends somebody has for their share, the more each further one costs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.rules.basis.nights import night_rows
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Tariff
from scheduler.rules.basis.weeks import weekends

NAME = "fairness"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Price each kind over the whole horizon: a curve whose slopes rise by the price, divided by the operator's share."""
    everyday = ((0, table.days - 1),)
    for kind, price in instance.objective.fairness.priced.items():
        groups = tuple(weekends(instance)) if kind == "weekends" else None
        most = table.days if groups is None else len(groups)
        before, part = instance.shares.had_more[kind][operator.id], instance.shares.relative[operator.id]
        slopes = [round(units(price) * (before + number) / part) for number in range(1, most + 1)]
        curve = np.cumsum([0, *slopes, slopes[-1]] if slopes else [0, 0])
        yield Tariff(NAME, _amount(instance, table, kind), everyday, curve[None, :], groups)


def _amount(instance: Instance, table: ShiftTable, kind: str) -> NDArray[np.int64]:
    if kind == "nights":
        return night_rows(instance, table).astype(np.int64)
    return np.ones(len(table), dtype=np.int64)
