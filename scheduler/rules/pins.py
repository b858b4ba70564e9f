"""A pinned day is worked, and a pinned shift has exactly the times of its pin, its gap or none, and its breaks if they are
pinned, too, whatever templates and hours say.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.rules.basis.break_forms import Form
from scheduler.rules.basis.shift_table import ShiftTable, pin_window, pinned_form, pinned_gap
from scheduler.rules.basis.statement import Forbid, MustWork, Statement

NAME = "pins"


def pins_of(instance: Instance, operator: Operator) -> Iterator[tuple[int, Availability]]:
    """Pins of each day."""
    for entry in instance.availability_of.get(operator.id, ()):
        if entry.kind == "pinned":
            yield from ((day, entry) for day in range(instance.grid.days) if entry.on(instance.grid.date(day)))


def pinned_rows(instance: Instance, operator: Operator, table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts that are exactly a pin of this operator."""
    mask = np.zeros(len(table), dtype=np.bool_)
    for day, pin in pins_of(instance, operator):
        if pin.start is not None:
            mask |= _rows_of(instance, table, day, pin)
    return mask


def _rows_of(instance: Instance, table: ShiftTable, day: int, pin: Availability) -> NDArray[np.bool_]:
    """Rows with the times and the gap of a pin, and, where they are pinned, with its breaks."""
    start, end = pin_window(instance, pin, day)
    mask: NDArray[np.bool_] = (table.day == day) & (table.start == start) & (table.end == end)
    if not pin.fixes_breaks:
        gap = np.array(pinned_gap(instance, pin, day)) // instance.grid.cell_minutes
        mask[mask] = (table.gap[mask] == gap).all(axis=1)
        return mask
    form: Form | None = pinned_form(instance, pin, day)
    return mask & (table.form == table.forms.index(form)) if form in table.forms else np.zeros_like(mask)


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Demand work on pinned days, and forbid there what is not the pinned shift."""
    for day, pin in pins_of(instance, operator):
        yield MustWork(NAME, day)
        if pin.start is not None:
            yield Forbid(NAME, (table.day == day) & ~_rows_of(instance, table, day, pin))
