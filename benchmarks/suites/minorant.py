"""How far the convex curve that is priced lies below the expected missed calls, on each hotline of the project.

Figures are calls of one interval, the largest over all.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.cases import own_instances
from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.demand.cost.parts import expected_missed
from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.pooled import pooled
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.queueing.uncertainty import load_distribution
from scheduler.instance.instance import Instance

SHARES = {"at the requirement": 1.0, "at 90 % of it": 0.9, "at 80 % of it": 0.8}


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """A row for each queue of each hotline."""
    for case in filter(asked.wants, own_instances()):
        instance = case.instance(0)
        for queue in instance.queues:
            figures = figures_of(instance, queue)
            yield Row(instance=str(case), method=queue or "the only queue", seed=0, seconds=0.0, figures=figures)


def figures_of(instance: Instance, queue: str | None) -> dict[str, float]:
    """Calls of the busiest interval, and by how many the curve is too low."""
    required = demand_of(instance)[queue].required
    most = max(len(instance.operators), int(required.max()))
    callers = pooled([queue_of(instance, queue)], [load_distribution(instance, queue)])
    expected, convex = expected_missed(instance, callers, most)
    places = np.arange(len(required))
    below = {name: float((expected - convex)[places, np.ceil(share * required).astype(int)].max())
             for name, share in SHARES.items()}
    busiest = float(np.nanmax(queue_of(instance, queue).calls))
    return {"calls of the busiest interval": busiest, **below, "anywhere": float((expected - convex).max())}
