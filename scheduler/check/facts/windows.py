"""Windows of the day on some weekdays, as cells."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance


def in_window(instance: Instance, days: Collection[int] | None, start: int | None, end: int | None) -> NDArray[np.bool_]:
    """Cells from `start` to `end`, minutes after midnight, of some weekdays; one that passes midnight is of its first day.

    Without them it is the whole day, or every day. Shape (cells,).
    """
    holds = np.zeros(instance.grid.cells, dtype=np.bool_)
    for day in range(-1, instance.horizon.days + 1):
        if days is None or instance.grid.date(day).weekday() in days:
            first, after = instance.grid.window_cells(day, start or 0, 24 * 60 if end is None else end)
            holds[max(0, first):max(0, after)] = True
    return holds
