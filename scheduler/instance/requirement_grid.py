"""The requirement that is given directly, on the grid of intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.calls_grid import interval_of, moment_of, open_intervals, parts_of_an_interval
from scheduler.instance.instance import Instance


def required_directly(instance: Instance, queue: str | None = None) -> NDArray[np.int64]:
    """Operators that `requirement` names for a queue, 0 where closed or not named; shape (intervals,)."""
    required = np.zeros(instance.grid.intervals, dtype=np.int64)
    for row in instance.requirement:
        if row.queue == queue:
            first = interval_of(moment_of(row.start, instance.grid.zone), instance.grid)
            required[first : first + parts_of_an_interval(instance)] = row.operators
    required[~open_intervals(instance)] = 0
    return required
