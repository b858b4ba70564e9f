"""The requirement of each interval as a table: what it rests on, and what callers meet with exactly so many operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand, SetDemand
from scheduler.demand.opening import open_cells_of_intervals
from scheduler.demand.queueing.expectation import expected_over
from scheduler.demand.requirement.intervals import required_over
from scheduler.instance.instance import Instance


@dataclass(frozen=True)
class IntervalNeed:
    """One open interval of the requirement table.

    Parameters
    ----------
    start
        Moment at which the interval starts, in the hotline's zone.
    calls, aht_s
        Expected calls, and their mean handling time in seconds.
    required
        Operators required.
    service_level, occupancy, abandonment
        Expected with exactly that many operators planned, after shrinkage.
    operator_hours, open_hours
        Required operators times the time the interval is open, and that time, in hours.
    queue
        Name of the queue, or those of all queues that share operators; None where the hotline has only one, without a name.
    abandonment
        Expected share of the calls that are hung up.
    attempts
        Expected calls of a caller; 1 where nobody calls again.
    uncertain_level, uncertain_abandonment
        The same with the required operators, of all calls that may come by the forecast's quantiles; None without them.
    uncertain_required
        Operators that keep the goal in expectation over these calls; None without them.
    """

    start: datetime
    calls: float
    aht_s: float
    required: int
    service_level: float
    occupancy: float
    operator_hours: float
    queue: str | None = None
    abandonment: float = 0.0
    open_hours: float = 0.0
    uncertain_level: float | None = None
    uncertain_abandonment: float | None = None
    uncertain_required: int | None = None
    attempts: float = 1.0


def requirement_table(instance: Instance, demand: Demand) -> tuple[IntervalNeed, ...]:
    """Requirement of each open interval; in order of queue and time. Queues that share operators stand together."""
    return tuple(need for each in demand.wholes for need in _rows(instance, each))


def _rows(instance: Instance, each: SetDemand) -> Iterator[IntervalNeed]:
    grid, open_cells, callers, required = instance.grid, open_cells_of_intervals(instance), each.callers, each.required
    levels, occupancies, abandonment, attempts = (
        callers.over_calls(measure, required) for measure in ("service_level", "occupancy", "abandonment", "attempts")
    )
    perhaps = _uncertain(instance, each) if callers.distribution else {}
    for interval in np.flatnonzero(callers.is_open).tolist():
        yield IntervalNeed(
            start=grid.moment(interval * grid.cells_per_interval),
            calls=float(callers.calls[interval]),
            aht_s=float(callers.views[0].aht_s[interval]),
            required=int(required[interval]),
            service_level=float(levels[interval]),
            occupancy=float(occupancies[interval]),
            operator_hours=int(required[interval] * open_cells[interval]) * grid.cell_minutes / 60,
            queue=each.label,
            abandonment=float(abandonment[interval]),
            attempts=float(attempts[interval]),
            open_hours=int(open_cells[interval]) * grid.cell_minutes / 60,
            **{key: values[interval].item() for key, values in perhaps.items()},
        )


def _uncertain(instance: Instance, each: SetDemand) -> dict[str, NDArray[Any]]:
    """The same over all calls that may come, of the promise that asks for most."""
    load = each.callers.distribution
    assert load is not None
    needed = [required_over(instance, view, view.service.goal_over, load).operators for view in each.callers.views]
    met = [expected_over(view, each.required, load) for view in each.callers.views]
    level, abandonment = reduce(np.minimum, [one for one, _ in met]), reduce(np.maximum, [other for _, other in met])
    return {"uncertain_level": level, "uncertain_abandonment": abandonment, "uncertain_required": reduce(np.maximum, needed)}
