"""Which shifts are night shifts: those of which enough minutes lie in the window of one night."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.rules.basis.shift_table import ShiftTable

_MINUTE = dt.timedelta(minutes=1)


def night_rows(instance: Instance, table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the night shifts; none where the instance does not say what a night is."""
    mask, nights, grid = np.zeros(len(table), dtype=np.bool_), instance.nights, instance.grid
    if nights is None:
        return mask
    start, end = table.start * grid.cell_minutes, table.end * grid.cell_minutes
    for day in range(-1, grid.days + 1):  # a window may pass midnight, and so may a shift
        window = grid.window(day, nights.start, nights.end)
        opening, closing = ((moment - grid.origin) // _MINUTE for moment in window)
        mask |= np.minimum(end, closing) - np.maximum(start, opening) >= nights.minutes
    return mask
