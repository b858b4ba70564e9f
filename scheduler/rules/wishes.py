"""Soft: a shift that touches an `avoid`, and a `prefer` that no shift of its day touches, cost a denied wish each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Price, Statement

NAME = "wishes"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Price the shifts and days off that deny a wish."""
    grid, price = instance.grid, units(instance.objective.denied_wish)
    rows, day_off = np.zeros(len(table), dtype=np.int64), np.zeros(table.days, dtype=np.int64)
    for entry in instance.availability_of.get(operator.id, ()):
        if entry.kind not in ("avoid", "prefer"):
            continue
        for day in (day for day in range(-1, grid.days + 2) if entry.on(grid.date(day))):
            touched = table.overlaps(*grid.window_cells(day, *entry.window))
            if entry.kind == "avoid":
                rows += price * touched
            elif 0 <= day < grid.days:
                rows += price * ((table.day == day) & ~touched)
                day_off[day] += price
    if rows.any() or day_off.any():
        yield Price(NAME, rows, day_off)
