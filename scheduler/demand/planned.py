"""What sets of queues require, and the load they are planned for where they overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.queue_demand import Counts, QueueDemand, answers_of, pooled_queue
from scheduler.demand.queue_sets import QueueSet
from scheduler.demand.queueing.pooled import PooledQueue
from scheduler.demand.requirement.intervals import requirement
from scheduler.demand.requirement.overlapping import overlap_factors
from scheduler.demand.requirement.pooled import pooled_requirement
from scheduler.instance.instance import Instance
from scheduler.instance.requirement_grid import required_directly
from scheduler.instance.yesterday import people


def planned_for(instance: Instance, queues: tuple[QueueDemand, ...], sets: Sequence[QueueSet]) -> NDArray[np.float64]:
    """What the load of each queue is multiplied by for requirement and cost, as its sets overlap; shape (queues, intervals)."""
    factors = np.ones((len(queues), instance.grid.intervals))
    for whole in (each for each in sets if each.whole and instance.calls.are_given):
        inside = [each for each in sets if set(each.queues) <= set(whole.queues)]
        if len(inside) > 1:
            factors[list(whole.queues)] = _planned_for_whole(instance, queues, whole, inside)
    return factors


def _planned_for_whole(
    instance: Instance, queues: tuple[QueueDemand, ...], whole: QueueSet, inside: Sequence[QueueSet]
) -> NDArray[np.float64]:
    """The same for the queues of a whole, by the sets inside it; shape (queues of the whole, intervals)."""

    def required(factors: NDArray[np.float64]) -> list[Counts]:
        every = np.broadcast_to(factors, (len(queues), len(factors)))
        return [required_of(instance, each, with_factors(queues, each, every)) for each in inside]

    services = [queues[index].queue.service for index in whole.queues]
    targets = np.array([each.target_percent / 100 if each.goal_over == "interval" and each.certainty_percent is None else np.inf
                        for each in services])
    callers = [pooled_queue([queues[index] for index in each.queues], len(queues)) for each in inside]
    numbers = [tuple(whole.queues.index(index) for index in each.queues) for each in inside]
    return overlap_factors(callers, numbers, [int(each.members.sum()) for each in inside], targets, required)


def with_factors(queues: tuple[QueueDemand, ...], each: QueueSet, factors: NDArray[np.float64]) -> list[QueueDemand]:
    """Queues of a set with loads so many times as large; factors (queues, intervals)."""
    return [queues[index] if (factors[index] == 1).all()
            else replace(queues[index], queue=queues[index].queue.with_load_factors(factors[index])) for index in each.queues]


def required_of(instance: Instance, each: QueueSet, mine: list[QueueDemand]) -> Counts:
    """Operators that the queues of a set require."""
    if len(mine) == 1:
        return np.array(requirement(instance, mine[0].queue, mine[0].name))
    return _required_together(instance, each, mine, pooled_queue(mine, 0))


def _required_together(instance: Instance, each: QueueSet, mine: list[QueueDemand], callers: PooledQueue) -> Counts:
    """Operators that several queues require; what is given for a queue is given for its own operators, beside the others."""
    answers = answers_of(instance, people(instance))[:, list(each.queues)]
    parted = len(np.unique(answers[answers.any(axis=1)], axis=0)) > 1
    required = pooled_requirement(instance, callers, parted=parted)
    given = np.stack([required_directly(instance, one.name) for one in mine])
    for pattern in np.unique(given > 0, axis=1).T:
        if not pattern.any():
            continue
        others = [one for one, is_given in zip(mine, pattern, strict=True) if not is_given]
        beside = pooled_requirement(instance, pooled_queue(others, 0), parted=parted) if others else 0
        at = ((given > 0) == pattern[:, None]).all(axis=0)
        required = np.where(at, np.maximum(required, given.sum(axis=0) + beside), required)
    return np.asarray(required)
