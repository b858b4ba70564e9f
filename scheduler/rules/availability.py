"""No work in a window that is `unavailable`, nor outside the windows that are `only` on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Statement
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

NAME = "availability"

Span = tuple[datetime, datetime]


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Forbid every shift that overlaps a closed window of this operator."""
    closed = np.zeros(len(table), dtype=np.bool_)
    for window in closed_cells(instance, operator):
        closed |= table.overlaps(*window)
    if closed.any():
        yield Forbid(NAME, closed)


def closed_cells(instance: Instance, operator: Operator) -> Iterator[tuple[int, int]]:
    """Half-open windows of cells in which an operator does not work."""
    yield from (instance.grid.cells_touched(*window) for window in closed_spans(instance, operator))


def closed_spans(instance: Instance, operator: Operator, *, past: bool = True) -> Iterator[Span]:
    """The same as moments in UTC; without the `past`, those alone in which they are not there."""
    grid = instance.grid
    entries = [each for each in instance.availability_of.get(operator.id, ()) if past or not each.is_past]
    # A window may pass midnight into the first day, and a shift may run on to the second day after the last.
    for day in range(-1, grid.days + 2):
        yield from _closed_windows(grid, entries, day)


def _closed_windows(grid: TimeGrid, entries: Sequence[Availability], day: int) -> Iterator[Span]:
    """Absences of a day, and, where an `only` speaks of it, or one without times of another day, the rest of the day.

    Allowed together are all `only` of the day, and what of one of the day before lies after midnight.
    """
    yield from (grid.window(day, *entry.window) for entry in entries if entry.is_absence and entry.on(grid.date(day)))
    own = _windows(grid, entries, "only", day)
    if own or any(entry.kind == "only" and entry.is_whole_day for entry in entries):
        allowed = sorted(own + _windows(grid, entries, "only", day - 1))
        yield from _gaps(grid.window(day, 0, MINUTES_PER_DAY), allowed)


def _windows(grid: TimeGrid, entries: Sequence[Availability], kind: str, day: int) -> list[Span]:
    date = grid.date(day)
    return [grid.window(day, *entry.window) for entry in entries if entry.kind == kind and entry.on(date)]


def _gaps(whole: Span, windows: Iterable[Span]) -> Iterator[Span]:
    """Parts of `whole` that no window covers; the windows are in order of their starts."""
    reached, end = whole
    for opening, closing in windows:
        if opening > reached:
            yield reached, min(opening, end)
        reached = max(reached, closing)
    if reached < end:
        yield reached, end
