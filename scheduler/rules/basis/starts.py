"""At which time of the day shifts start, and what is known of the last start before the horizon."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.calls_grid import moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.comparison import Spans
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.weeks import weeks
from scheduler.timegrid import TimeGrid


@lru_cache(maxsize=4)
def clock_starts(grid: TimeGrid, table: ShiftTable) -> NDArray[np.int64]:
    """Minutes after midnight, on the wall clock, at which each shift starts; shape (rows,), read only."""
    cells, place = np.unique(table.start, return_inverse=True)
    moments = (grid.moment(int(cell)) for cell in cells)
    found = np.array([moment.hour * 60 + moment.minute for moment in moments], dtype=np.int64)[place.reshape(-1)]
    found.flags.writeable = False
    return found


def start_before(instance: Instance, operator: Operator, *, this_week: bool = False) -> int | None:
    """The same of the last shift before the horizon; ``None``: not known, or, where `this_week`, of an earlier week."""
    history = instance.history_of.get(operator.id)
    if history is None or history.last_start is None:
        return None
    zone = instance.grid.zone
    local = moment_of(history.last_start, zone).astimezone(zone)
    if this_week and local.date() < instance.grid.date(instance.calendar_weeks[0].start):
        return None
    return local.hour * 60 + local.minute


def week_spans(instance: Instance) -> Spans:
    """First and last day of each calendar week, as far as it lies in the horizon."""
    return tuple((week.first, week.last) for week in weeks(instance))
