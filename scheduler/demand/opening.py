"""Where the hotline is open, cell by cell and interval by interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.timegrid import MINUTES_PER_DAY

__all__ = ["in_window", "open_cells", "open_cells_of_intervals", "outside_intervals"]


def open_cells_of_intervals(instance: Instance) -> NDArray[np.int64]:
    """Number of cells of each interval in which calls are answered; shape (intervals,)."""
    grid = instance.grid
    cells = open_cells(instance)[: grid.intervals * grid.cells_per_interval]
    return np.asarray(cells.reshape(grid.intervals, grid.cells_per_interval).sum(axis=1, dtype=np.int64))


def outside_intervals(instance: Instance) -> NDArray[np.bool_]:
    """Intervals all of whose open cells lie inside the hours of the outside call centre; shape (intervals,)."""
    grid, outside = instance.grid, instance.outside
    if outside is None:
        return np.zeros(grid.intervals, dtype=np.bool_)
    is_open = open_cells(instance)
    served = np.ones_like(is_open)
    if outside.hours is not None:
        served[:] = False
        yesterday = instance.horizon.start - dt.timedelta(days=1)  # its window may pass the first midnight
        for day, windows in enumerate(outside.hours.windows(yesterday, grid.days + 1), start=-1):
            for window in windows:
                start, end = grid.window_cells(day, window.start, window.end)
                served[max(0, start):max(0, end)] = True
    missing = (is_open & ~served)[: grid.intervals * grid.cells_per_interval]
    return np.asarray(~missing.reshape(grid.intervals, -1).any(axis=1) & (open_cells_of_intervals(instance) > 0))


def in_window(instance: Instance, days: Collection[int] | None, start: int | None, end: int | None) -> NDArray[np.bool_]:
    """Cells in a window of some weekdays, in minutes after midnight; one that passes midnight is of the day it begins on.

    Without days it is every day, without times the whole day. Shape (cells,).
    """
    grid = instance.grid
    inside = np.zeros(grid.cells, dtype=np.bool_)
    for day in range(-1, grid.days + 1):  # the last night goes on into the next
        if days is None or grid.date(day).weekday() in days:
            first, after = grid.window_cells(day, start or 0, MINUTES_PER_DAY if end is None else end)
            inside[max(0, first):max(0, after)] = True
    return inside
