"""All shifts anybody could work, as one table: a row is a day, a start and a form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.instance.shifts import ShiftTemplate
from scheduler.rules.basis.break_forms import Form, forms_of
from scheduler.timegrid import TimeGrid


@dataclass(frozen=True, eq=False)
class ShiftTable:
    """Rows in order of day, start and form; all times in cells.

    Parameters
    ----------
    forms
        The forms that `form` points into.
    day, start, form
        Day on which a shift starts, its first cell, and its form; each of shape (rows,).
    offered
        Whether a template of the instance offers a shift; shape (templates, rows).
    """

    forms: tuple[Form, ...]
    days: int
    day: NDArray[np.int64]
    start: NDArray[np.int64]
    form: NDArray[np.int64]
    offered: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def end(self) -> NDArray[np.int64]:
        """First cell after each shift."""
        return self.start + np.array([form.cells for form in self.forms], dtype=np.int64)[self.form]

    @cached_property
    def paid_minutes(self) -> NDArray[np.int64]:
        """Paid minutes of each shift."""
        return np.array([form.paid_minutes for form in self.forms], dtype=np.int64)[self.form]

    def overlaps(self, start: int, end: int) -> NDArray[np.bool_]:
        """Mask of the shifts that overlap the half-open window of cells."""
        return (self.start < end) & (self.end > start)


def template_starts(template: ShiftTemplate, grid: TimeGrid, day: int) -> set[int]:
    """Cells at which a template lets shifts start on a day; both readings of a repeated hour, none of a skipped one."""
    if template.days is not None and grid.date(day).weekday() not in template.days:
        return set()
    return {grid.cell(moment) for minute in template.start.minutes for moment in grid.instants(day, minute)}


def pin_window(instance: Instance, pin: Availability, day: int) -> tuple[int, int]:
    """First cell of a pinned shift with times, and the first cell after it."""
    return instance.grid.window_cells(day, *pin.window)


def rows_of_template(instance: Instance, table: ShiftTable, name: str) -> NDArray[np.bool_]:
    """Mask of the shifts that have the day, start and length of a template."""
    mask: NDArray[np.bool_] = table.offered[[template.name for template in instance.shifts].index(name)]
    return mask


def shift_table(instance: Instance) -> ShiftTable:
    """Table of every shift that some template offers or some pin demands.

    Lengths that no break pattern fits are left out; `rules.preflight` names them.
    """
    grid = instance.grid
    offered = [_offered(template, grid) for template in instance.shifts]
    wanted = set().union(*offered, _pinned(instance))
    lengths = sorted({minutes for _, _, minutes in wanted})
    forms_by_length = {minutes: forms_of(instance.breaks, minutes, grid.cell_minutes) for minutes in lengths}
    forms = tuple(form for minutes in lengths for form in forms_by_length[minutes])
    index = {form: position for position, form in enumerate(forms)}
    rows = sorted((*shift, index[form]) for shift in wanted for form in forms_by_length[shift[2]])
    masks = np.array([[row[:3] in shifts for row in rows] for shifts in offered], dtype=np.bool_)
    day, start, _, form = np.array(rows, dtype=np.int64).reshape(-1, 4).T.copy()
    return ShiftTable(forms, grid.days, day, start, form, masks.reshape(len(offered), len(rows)))


def _offered(template: ShiftTemplate, grid: TimeGrid) -> set[tuple[int, int, int]]:
    """Day, first cell and length in minutes of every shift of a template.

    One that starts after the last midnight, in the window of the last day, is a shift of that day.
    """
    evening = {start for start in template_starts(template, grid, grid.days) if start < grid.cells}
    starts = [*((day, start) for day in range(grid.days) for start in template_starts(template, grid, day)),
              *((grid.days - 1, start) for start in evening)]
    return {(day, start, minutes) for day, start in starts for minutes in template.length.minutes}


def _pinned(instance: Instance) -> set[tuple[int, int, int]]:
    """Day, first cell and length in minutes of every pinned shift."""
    pins = [entry for entry in instance.availability if entry.kind == "pinned" and entry.start is not None]
    windows = [(day, *pin_window(instance, pin, day)) for pin in pins for day in range(instance.grid.days)
               if pin.on(instance.grid.date(day))]
    return {(day, start, (end - start) * instance.grid.cell_minutes) for day, start, end in windows}
