"""`scheduler.staff` and `scheduler.lines`: operators that intervals require, and telephone lines."""

from __future__ import annotations

from dataclasses import asdict, fields

import numpy as np
import pandas as pd

from scheduler.demand.demand import demand_of
from scheduler.demand.lines.needed import LineNeed, line_need
from scheduler.demand.requirement.intervals import IntervalNeed, requirement_table
from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.library.tables import table_of
from scheduler.roster import Roster


def staff(instance: Instance) -> pd.DataFrame:
    """Operators that each open interval and queue requires, and what callers then meet.

    Returns
    -------
    One row an open interval and queue: ``start``, ``calls``, ``aht_s``, ``required``, ``service_level``, ``occupancy``,
    ``operator_hours``, ``queue``, ``abandonment``, ``open_hours``, and ``uncertain_…`` columns, empty without bounds.
    """
    table = table_of(map(asdict, requirement_table(instance)), [each.name for each in fields(IntervalNeed)])
    table["start"] = pd.to_datetime(table["start"], utc=True).dt.tz_convert(instance.hotline.timezone)
    return table


def lines(instance: Instance, *, roster: Roster | None = None, blocking: float = 0.01) -> LineNeed:
    """Telephone lines on which no more than a share of the callers hears the busy signal in any interval.

    Parameters
    ----------
    roster
        Size for its operators; None: for those required.
    blocking
        Largest share of the callers who are blocked, between 0 and 1.

    Raises
    ------
    InputError
        If the hotline is never open in the horizon, or the roster was not made for it.
    """
    demand = demand_of(instance)
    queues = [each.queue for each in demand.queues]
    if not instance.calls.are_given:
        raise InputError([Fault("", "calls", "are missing; the requirement is given directly, and lines need calls")])
    if not any(queue.is_open.any() for queue in queues):
        raise InputError([Fault("", "hours", "the hotline is never open in the horizon; a number of lines needs calls")])
    planned = demand.required if roster is None else on_phone_of(instance, roster)
    return line_need(queues, list(planned), blocking)


def on_phone_of(instance: Instance, roster: Roster, place: str = "roster") -> np.ndarray:
    """Whole operators of a roster who serve each queue in each interval; shape (queues, intervals).

    Raises
    ------
    InputError
        If the roster speaks of other intervals than the instance has open.
    """
    grid, names, demand = instance.grid, list(instance.queues), demand_of(instance)
    planned = np.full((len(names), grid.intervals), -1, dtype=np.int64)
    for row in roster.intervals:
        try:
            interval = interval_of(row.start, grid)
        except ValueError:
            interval = -1
        if not 0 <= interval < grid.intervals or row.queue not in names:
            of_queue = "" if row.queue is None else f" of queue {row.queue!r}"
            raise InputError([Fault(place, "intervals", f"found {row.start.isoformat()}{of_queue}, which is no interval "
                                    "of the instance; allowed is a roster made for it")])
        planned[names.index(row.queue), interval] = int(row.on_phone + 1e-6)
    missing = np.flatnonzero(((planned < 0) & demand.queues[0].queue.is_open).any(axis=0))
    if missing.size:
        at = grid.moment(int(missing[0]) * grid.cells_per_interval)
        raise InputError([Fault(place, "intervals", f"no row for the open interval at {at.isoformat()}; allowed is "
                                "a roster made for the instance")])
    return np.maximum(planned, 0)
