"""Demand as one value: calls, requirement and cost curves of every queue, made once and handed to all who need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.parts import CostPart, cost_parts
from scheduler.demand.opening import outside_intervals
from scheduler.demand.queueing.queue import Queue, queue_of
from scheduler.demand.queueing.uncertainty import LoadDistribution, load_distribution
from scheduler.demand.requirement.intervals import requirement
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance


@dataclass(frozen=True, eq=False)
class QueueDemand:
    """What one queue asks for.

    Parameters
    ----------
    name
        Name of the queue; None where the hotline has only one, without a name.
    queue
        Its callers: calls, handling time and offered load of each interval, and what they were promised.
    distribution
        How uncertain its load is, by the quantiles of the forecast; None without them.
    required
        Operators it requires in each interval, 0 where closed; shape (intervals,); not to be written to.
    parts
        Its staffing cost, term by term, for every number of own operators who serve it.
    """

    name: str | None
    queue: Queue
    distribution: LoadDistribution | None
    required: NDArray[np.int64]
    parts: tuple[CostPart, ...]

    @property
    def curve(self) -> NDArray[np.int64]:
        """Cost of k own operators during one cell, all terms together; convex in k; shape (intervals, most + 1)."""
        return np.asarray(np.sum([part.cost for part in self.parts], axis=0))


@dataclass(frozen=True, eq=False)
class Demand(Mapping[str | None, QueueDemand]):
    """Demand of a hotline: a mapping from the name of each queue, in the order written, to what it asks for.

    Parameters
    ----------
    is_open
        Whether calls are answered in each cell of the horizon, on all queues alike; shape (cells,).
    queues
        Demand of each queue.
    """

    is_open: NDArray[np.bool_]
    queues: tuple[QueueDemand, ...]

    def __getitem__(self, name: str | None) -> QueueDemand:
        for each in self.queues:
            if each.name == name:
                return each
        raise KeyError(name)

    def __iter__(self) -> Iterator[str | None]:
        return (each.name for each in self.queues)

    def __len__(self) -> int:
        return len(self.queues)

    @property
    def required(self) -> NDArray[np.int64]:
        """Operators each queue requires in each interval; shape (queues, intervals)."""
        return np.stack([each.required for each in self.queues])

    def needs_somebody(self, instance: Instance) -> NDArray[np.bool_]:
        """Intervals that require an own operator: of some queue that no outside call centre can take then; (intervals,)."""
        outside = instance.outside
        taken = outside_intervals(instance)
        needed = [(each.required > 0) & ~(taken & (outside is not None and outside.queue == each.name)) for each in self.queues]
        return np.asarray(np.logical_or.reduce(needed))


def demand_of(instance: Instance) -> Demand:
    """Demand of an instance, computed anew.

    Raises
    ------
    InputError
        If an open interval has no row in the forecast; each one is named.
    """
    return Demand(open_cells(instance), tuple(_of_queue(instance, name) for name in instance.queues))


def _of_queue(instance: Instance, name: str | None) -> QueueDemand:
    queue, distribution = queue_of(instance, name), load_distribution(instance, name)
    required = requirement(instance, queue, name)
    required.flags.writeable = False  # one value for all who read it
    parts = cost_parts(instance, name, queue, required, distribution)
    return QueueDemand(name, queue, distribution, required, parts)
