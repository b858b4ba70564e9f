"""`scheduler.staff` and `scheduler.lines`: operators that intervals require, and telephone lines."""

from __future__ import annotations

from dataclasses import asdict, fields
from itertools import compress

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.demand.demand import Demand, demand_of
from scheduler.demand.lines.needed import LineNeed, line_need
from scheduler.demand.queueing.queue import Queue
from scheduler.demand.requirement.table import IntervalNeed, requirement_table
from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.library.tables import table_of
from scheduler.roster import Roster


def staff(instance: Instance) -> pd.DataFrame:
    """Operators that each open interval and queue requires, and what callers then meet; queues that share operators together.

    Returns
    -------
    One row an open interval and queue: ``start``, ``calls``, ``aht_s``, ``required``, ``service_level``, ``occupancy``,
    ``operator_hours``, ``queue``, ``abandonment``, ``open_hours``, and ``uncertain_…`` columns, empty without bounds.
    """
    needs = requirement_table(instance, demand_of(instance))
    table = table_of(map(asdict, needs), [each.name for each in fields(IntervalNeed)])
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
    queues, planned = planned_of(instance, demand_of(instance), roster)
    return line_need(queues, planned, blocking)


def planned_of(
    instance: Instance, demand: Demand, roster: Roster | None, place: str = "roster"
) -> tuple[list[Queue], list[NDArray[np.int64]]]:
    """Callers of each queue, those of queues that share operators as one, and the operators planned for them by interval.

    Queues of which an operator handles several contacts at a time are left out: such contacts hold no telephone line.

    Raises
    ------
    InputError
        If the hotline is never open in the horizon, or the roster was not made for it.
    """
    if not instance.calls.are_given:
        raise InputError([Fault("", "calls", "are missing; the requirement is given directly, and lines need calls")])
    calling = [each.callers.most_patient.service.concurrency == 1 for each in demand.wholes]
    queues = [each.callers.most_patient for each in compress(demand.wholes, calling)]
    if not queues:
        raise InputError([Fault("", "service", "every queue has a concurrency above 1, and such contacts hold no telephone "
                                               "line; a number of lines needs a queue of calls")])
    if not any(queue.is_open.any() for queue in queues):
        raise InputError([Fault("", "hours", "the hotline is never open in the horizon; a number of lines needs calls")])
    if roster is None:
        return queues, [each.required for each in compress(demand.wholes, calling)]
    return queues, [*compress(on_phone_of(instance, demand, roster, place), calling)]


def on_phone_of(instance: Instance, demand: Demand, roster: Roster, place: str = "roster") -> NDArray[np.int64]:
    """Whole operators of a roster who answer each set of queues that stands alone, by interval; shape (sets, intervals).

    Raises
    ------
    InputError
        If the roster speaks of other intervals than the instance has open.
    """
    grid, names = instance.grid, [each.names for each in demand.wholes]
    planned = np.full((len(names), grid.intervals), -1, dtype=np.int64)
    for queues, start, on_phone in roster.on_phone_of_sets():
        try:
            interval = interval_of(start, grid)
        except ValueError:
            interval = -1
        if not 0 <= interval < grid.intervals or not set(queues) <= set(instance.queues):
            of_queue = "" if queues == (None,) else f" of queue {' + '.join(map(str, queues))!r}"
            raise InputError([Fault(place, "intervals", f"found {start.isoformat()}{of_queue}, which is no interval "
                                    "of the instance; allowed is a roster made for it")])
        if queues in names:
            planned[names.index(queues), interval] = int(on_phone + 1e-6)
    missing = np.flatnonzero(((planned < 0) & demand.queues[0].queue.is_open).any(axis=0))
    if missing.size:
        at = grid.moment(int(missing[0]) * grid.cells_per_interval)
        raise InputError([Fault(place, "intervals", f"no row for the open interval at {at.isoformat()}; allowed is "
                                "a roster made for the instance")])
    return np.maximum(planned, 0)
