"""How many operators each interval requires, and which service level a number of operators gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.opening import open_cells_of_intervals
from scheduler.demand.queueing.queue import Queue, planned_for, queue_of, smallest_agents
from scheduler.demand.queueing.uncertainty import LoadDistribution, load_distribution
from scheduler.demand.requirement.spread import GoalOver, Required, expected_over, required_in_expectation, required_operators
from scheduler.instance.calls_grid import opening_days
from scheduler.instance.instance import Instance
from scheduler.instance.requirement_grid import required_directly

Counts = NDArray[np.int64]


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
        Name of the queue; None where the hotline has only one, without a name.
    abandonment
        Expected share of the callers who hang up.
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


def requirement(instance: Instance, queue: Queue, name: str | None = None) -> Counts:
    """Operators a queue (of this name) requires in each interval, 0 where closed; shape (intervals,).

    The smallest number of agents that keeps the goal and the largest occupancy, divided by 1 - shrinkage and rounded
    up, but at least `min_operators`, which are operators on the phone as planned: shrinkage is not added to them. A goal
    over the day or week is kept by the fewest operator-hours. Where the instance's `requirement` names more, it holds.
    """
    return np.maximum(required_over(instance, queue, queue.service.goal_over).operators, required_directly(instance, name))


def required_over(
    instance: Instance, queue: Queue, goal_over: GoalOver, load: LoadDistribution | None = None
) -> Required:
    """Operators a queue would require, were its goal over intervals, days or weeks, and the forecast so uncertain."""
    open_cells = open_cells_of_intervals(instance)
    if goal_over == "interval":
        operators = _of_each_interval(queue) if load is None else required_in_expectation(queue, load)
        return Required(operators, float(operators @ open_cells), float(operators @ open_cells))
    return required_operators(queue, groups(instance, goal_over), open_cells, load)


def groups(instance: Instance, goal_over: Literal["day", "week"]) -> Counts:
    """Day or week of the horizon to which each interval belongs: that of its opening window; shape (intervals,)."""
    first_cells = np.arange(instance.grid.intervals) * instance.grid.cells_per_interval
    day = np.searchsorted(np.asarray(instance.grid.day_starts[1 : instance.grid.days]), first_cells, side="right")
    opened = opening_days(instance)
    day = np.where(opened >= 0, opened, day)
    return np.asarray(day if goal_over == "day" else day // 7)


def _of_each_interval(queue: Queue) -> Counts:
    pairs, index = np.unique(
        np.column_stack([queue.load, queue.aht_s])[queue.is_open], axis=0, return_inverse=True
    )
    agents = smallest_agents(queue.service, pairs[:, 0], pairs[:, 1])[index.ravel()]
    required = np.zeros(queue.load.shape, dtype=np.int64)
    required[queue.is_open] = planned_for(queue.service, agents)
    return required


def requirement_table(instance: Instance) -> tuple[IntervalNeed, ...]:
    """Requirement of each open interval with what it rests on and what it gives; queue by queue, in order of time.

    Raises
    ------
    InputError
        If an open interval has no row in the forecast.
    """
    return tuple(need for name in instance.queues for need in _rows(instance, name))


def _rows(instance: Instance, name: str | None) -> Iterator[IntervalNeed]:
    grid, open_cells = instance.grid, open_cells_of_intervals(instance)
    queue = queue_of(instance, name)
    required = requirement(instance, queue, name)
    levels, occupancies, abandonment = (
        measure(required) for measure in (queue.service_level, queue.occupancy, queue.abandonment)
    )
    load = load_distribution(instance, name)
    perhaps = _uncertain(instance, queue, required, load) if load else {}
    for interval in np.flatnonzero(queue.is_open).tolist():
        yield IntervalNeed(
            start=grid.moment(interval * grid.cells_per_interval),
            calls=float(queue.calls[interval]),
            aht_s=float(queue.aht_s[interval]),
            required=int(required[interval]),
            service_level=float(levels[interval]),
            occupancy=float(occupancies[interval]),
            operator_hours=int(required[interval] * open_cells[interval]) * grid.cell_minutes / 60,
            queue=name,
            abandonment=float(abandonment[interval]),
            open_hours=int(open_cells[interval]) * grid.cell_minutes / 60,
            **{key: values[interval].item() for key, values in perhaps.items()},
        )


def _uncertain(
    instance: Instance, queue: Queue, required: Counts, load: LoadDistribution
) -> dict[str, NDArray[Any]]:
    level, abandonment = expected_over(queue, required, load)
    needed = required_over(instance, queue, queue.service.goal_over, load).operators
    return {"uncertain_level": level, "uncertain_abandonment": abandonment, "uncertain_required": needed}
