"""Operators required where the goal holds over a day or a week, or where the forecast is uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.queueing.missed_calls import missed_share
from scheduler.demand.queueing.queue import FUZZ, Queue, planned_for, smallest_agents
from scheduler.demand.queueing.uncertainty import LoadDistribution, certain
from scheduler.demand.requirement.goal import least_operators
from scheduler.instance.service import Service

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

GoalOver = Literal["interval", "day", "week"]
GOALS: tuple[GoalOver, ...] = ("interval", "day", "week")

_RICHER = 20
"""No interval is given more operators than keep so many times fewer calls missed than the goal allows."""


@dataclass(frozen=True, eq=False)
class Required:
    """Operators that keep a goal.

    Parameters
    ----------
    operators
        Operators required in each interval, 0 where closed; shape (intervals,).
    cells
        Their total over the open cells.
    bound
        No operators that keep the goal have a smaller total; equal to `cells` where the goal holds in each interval.
    """

    operators: Counts
    cells: float
    bound: float


def required_operators(
    queue: Queue, group: Counts, open_cells: Counts, load: LoadDistribution | None = None
) -> Required:
    """Fewest operators such that of the calls of each group the target share is answered in time.

    The largest occupancy, at the expected load, and `min_operators` hold in each interval. With Erlang C no interval may
    have as few operators as its load, as its queue would grow for ever and pass on to the next interval. Operators left
    by shrinkage are counted in fractions, as in `Queue.service_level`.

    Parameters
    ----------
    group
        Group of each interval, such as its day or its week; shape (intervals,).
    open_cells
        Open cells of each interval; shape (intervals,).
    load
        Possible loads; the shares are then expected ones. Left out: the forecast is certain.
    """
    service, is_open = queue.service, queue.is_open
    factors = (load or certain(len(is_open))).at(is_open)
    loads, aht, calls = queue.load[is_open], queue.aht_s[is_open], queue.calls[is_open]
    least = _least_planned(queue)[is_open]
    worst = loads * factors.factors.max(axis=1)
    rich = service.model_copy(update={"target_percent": 100 - (100 - service.target_percent) / _RICHER})
    enough = np.maximum(least, planned_for(service, smallest_agents(rich, worst, aht)))
    answered = calls[:, None] * (1 - missed_share(service, loads, aht, int(enough.max(initial=0)), factors))
    operators, cells, bound = np.zeros(len(is_open), dtype=np.int64), open_cells[is_open], 0.0
    numbers, open_group = np.zeros(len(loads), dtype=np.int64), group[is_open]
    for each in np.unique(open_group):
        at = np.flatnonzero(open_group == each)
        curves = [answered[i, least[i] : enough[i] + 1] for i in at]
        spread = least_operators(curves, least[at], cells[at], float(calls[at].sum()) * service.target_percent / 100)
        numbers[at] = spread.operators
        bound += spread.bound
    operators[is_open] = numbers
    return Required(operators, float(numbers @ cells), bound)


def required_in_expectation(queue: Queue, load: LoadDistribution) -> Counts:
    """Fewest operators of each interval with which the expected share of its calls is the target; shape (intervals,).

    Whole agents are counted after shrinkage, as where the forecast is certain.
    """
    service, is_open = queue.service, queue.is_open
    factors = load.at(is_open)
    loads, aht = queue.load[is_open], queue.aht_s[is_open]
    least = _least_agents(service, loads, aht)
    most = smallest_agents(service, loads * factors.factors.max(axis=1), aht)
    all_there = service.model_copy(update={"shrinkage_percent": 0.0})
    missed = missed_share(all_there, loads, aht, int(np.maximum(least, most).max(initial=0)), factors)
    kept = missed <= (1 - service.target_percent / 100) * (1 + FUZZ)
    agents = np.where(loads > 0, np.maximum(kept.argmax(axis=1), least), 0)
    required = np.zeros(len(is_open), dtype=np.int64)
    required[is_open] = planned_for(service, agents)
    return required


def _least_agents(service: Service, loads: Floats, aht: Floats) -> Counts:
    """Agents that keep the largest occupancy, and with Erlang C a queue that does not grow for ever."""
    return smallest_agents(service.model_copy(update={"target_percent": 1e-9}), loads, aht)


def _least_planned(queue: Queue) -> Counts:
    """The same in operators planned, of whom fractions are left by shrinkage; shape (intervals,)."""
    service, is_open = queue.service, queue.is_open
    least = np.zeros(len(is_open), dtype=np.int64)
    if service.patience_s is None or service.max_occupancy_percent < 100:
        least[is_open] = planned_for(service, _least_agents(service, queue.load[is_open], queue.aht_s[is_open]))
    least[is_open] = np.maximum(least[is_open], service.least_operators)
    while (lower := (least > service.least_operators) & _keeps_floor(queue, np.maximum(least - 1, 0))).any():
        least[lower] -= 1
    return least


def _keeps_floor(queue: Queue, planned: Counts) -> NDArray[np.bool_]:
    busy = np.nan_to_num(queue.occupancy(planned)) <= queue.service.max_occupancy_percent / 100 * (1 + FUZZ)
    if queue.service.patience_s is not None:
        return np.asarray(busy)
    load = np.nan_to_num(queue.load) / queue.service.concurrency
    return np.asarray(busy & ((planned * (1 - queue.service.shrinkage_percent / 100) > load * (1 + FUZZ)) | (load == 0)))
