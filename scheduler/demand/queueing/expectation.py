"""What callers meet where the load is uncertain: expectations over all calls that may come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.demand.queueing.queue import Queue
from scheduler.demand.queueing.uncertainty import LoadDistribution

Floats = NDArray[np.float64]


def expected_over(queue: Queue, planned: ArrayLike, load: LoadDistribution) -> tuple[Floats, Floats]:
    """Service level and abandonment, of all calls that may come, with so many operators planned; both (intervals,)."""
    level, abandonment = np.zeros(len(queue.load)), np.zeros(len(queue.load))
    for node, weight in enumerate(load.weights):
        factor = load.factors[:, node]
        other = replace(queue, calls=queue.calls * factor, load=queue.load * factor)
        level += weight * factor * other.service_level(planned)
        abandonment += weight * factor * other.abandonment(planned)
    return level, abandonment
