"""What one queue asks for, and several that are pooled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.queueing.pooled import PooledQueue, pooled
from scheduler.demand.queueing.queue import Queue, queue_of
from scheduler.demand.queueing.uncertainty import LoadDistribution, interval_distribution, load_distribution
from scheduler.demand.requirement.intervals import requirement
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator

Counts = NDArray[np.int64]


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
        Operators it requires in each interval, were its calls answered by operators of its own; 0 where closed; shape
        (intervals,); not to be written to.
    of_intervals
        What of the uncertainty is left once the load of the day is known; None: nothing.
    """

    name: str | None
    queue: Queue
    distribution: LoadDistribution | None
    required: Counts
    of_intervals: LoadDistribution | None = None


def demand_of_queue(instance: Instance, name: str | None) -> QueueDemand:
    """What a queue of the instance asks for."""
    queue = queue_of(instance, name)
    required = requirement(instance, queue, name)
    required.flags.writeable = False  # one value for all who read it
    return QueueDemand(name, queue, load_distribution(instance, name), required, interval_distribution(instance, name))


def pooled_queue(queues: Sequence[QueueDemand], of: int) -> PooledQueue:
    """The callers of some of so many queues as one; only all of them know what lines they have."""
    alone = [each.queue if len(queues) == of else replace(each.queue, lines=None) for each in queues]
    return pooled(alone, [each.distribution for each in queues])


def answers_of(instance: Instance, operators: Sequence[Operator]) -> NDArray[np.bool_]:
    """Whether each operator answers each queue; without `service.queues` all answer the only one; (operators, queues)."""
    queues = instance.service.queues
    if not queues:
        return np.ones((len(operators), 1), dtype=np.bool_)
    return np.array([[name in operator.skills for name in queues] for operator in operators], dtype=np.bool_)
