"""A pinned day is worked, and a pinned shift has exactly the times of its pin, whatever templates and hours say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable, pin_window
from scheduler.rules.basis.statement import Forbid, MustWork, Statement

NAME = "pins"


def _pins(instance: Instance, operator: Operator) -> Iterator[tuple[int, tuple[int, int] | None]]:
    """Days with a pin, and the window of the pinned shift if it has times."""
    for entry in instance.availability_of.get(operator.id, ()):
        if entry.kind == "pinned":
            for day in range(instance.grid.days):
                if entry.on(instance.grid.date(day)):
                    yield day, None if entry.start is None else pin_window(instance, entry, day)


def pinned_rows(instance: Instance, operator: Operator, table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts that are exactly a pin of this operator."""
    mask = np.zeros(len(table), dtype=np.bool_)
    for day, window in _pins(instance, operator):
        if window:
            mask |= _rows_of(table, day, window)
    return mask


def _rows_of(table: ShiftTable, day: int, window: tuple[int, int]) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = (table.day == day) & (table.start == window[0]) & (table.end == window[1])
    return mask


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Demand work on pinned days, and forbid there what is not the pinned shift."""
    for day, window in _pins(instance, operator):
        yield MustWork(NAME, day)
        if window:
            yield Forbid(NAME, (table.day == day) & ~_rows_of(table, day, window))
