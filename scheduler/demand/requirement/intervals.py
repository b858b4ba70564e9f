"""How many operators a queue requires in each interval."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.opening import open_cells_of_intervals
from scheduler.demand.queueing.queue import Queue, planned_for, smallest_agents
from scheduler.demand.queueing.uncertainty import LoadDistribution
from scheduler.demand.requirement.spread import GoalOver, Required, required_in_expectation, required_operators
from scheduler.instance.calls_grid import days_of_intervals, opening_days
from scheduler.instance.instance import Instance
from scheduler.instance.requirement_grid import required_directly

Counts = NDArray[np.int64]


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
    """Operators a queue would require, were its goal over intervals, days or weeks, and the forecast so uncertain.

    Without `load` for the load that its certainty asks for; with it in expectation over all loads.
    """
    open_cells = open_cells_of_intervals(instance)
    if queue.staffed_for is not None and load is None:
        queue = queue.with_more_calls(queue.staffed_for)
    queue = replace(queue, lines=None)  # more operators make no line, so that with few lines no number might suffice
    if goal_over == "interval":
        operators = _of_each_interval(queue) if load is None else required_in_expectation(queue, load)
        return Required(operators, float(operators @ open_cells), float(operators @ open_cells))
    return required_operators(queue, groups(instance, goal_over), open_cells, load)


def groups(instance: Instance, goal_over: Literal["day", "week"]) -> Counts:
    """Day or week of the horizon to which each interval belongs: that of its opening window; shape (intervals,)."""
    opened = opening_days(instance)
    day = np.where(opened >= 0, opened, days_of_intervals(instance))
    return np.asarray(day if goal_over == "day" else day // 7)


def _of_each_interval(queue: Queue) -> Counts:
    pairs, index = np.unique(
        np.column_stack([queue.load, queue.aht_s])[queue.is_open], axis=0, return_inverse=True
    )
    agents = smallest_agents(queue.service, pairs[:, 0], pairs[:, 1])[index.ravel()]
    required = np.zeros(queue.load.shape, dtype=np.int64)
    required[queue.is_open] = planned_for(queue.service, agents)
    return required
