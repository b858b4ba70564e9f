"""Operators that the calls of several queues require together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, reduce

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.opening import open_cells_of_intervals
from scheduler.demand.queueing.pooled import PooledQueue, pooled
from scheduler.demand.queueing.queue import Queue
from scheduler.demand.requirement.intervals import groups, required_over
from scheduler.demand.requirement.spread import GoalOver
from scheduler.instance.instance import Instance

Counts = NDArray[np.int64]

_MOST_PARTS = 5
"""Queues are parted in all ways up to so many, and promises up to so many; beyond, only all together and each promise apart."""


def pooled_requirement(instance: Instance, callers: PooledQueue, *, parted: bool) -> Counts:
    """Operators that several queues require together, 0 where closed; shape (intervals,).

    As many as keep every promise where all calls are answered by all operators. Where promises differ, a strict one would
    then hold for all; it can take fewer to answer some calls apart, so the fewest operators of all ways to part the queues
    count, or of many queues all ways to part the promises. With one queue it is the requirement of that queue.

    Parameters
    ----------
    parted
        Whether operators of the queues differ in what they answer, so that calls can be answered apart.
    """
    by_promise: list[list[Queue]] = []
    for queue in callers.queues:
        alike = (group for group in by_promise if group[0].service.is_promised_as(queue.service))
        group = next(alike, None)
        if group is None:
            by_promise.append([queue])
        else:
            group.append(queue)

    if len(by_promise) > 1 and len(callers.queues) <= _MOST_PARTS:
        by_promise = [[queue] for queue in callers.queues]

    fewer = _fewer_over(instance, {queue.service.goal_over for queue in callers.queues})

    @cache
    def together(parts: tuple[int, ...]) -> Counts:
        return _together(instance, [by_promise[part] for part in parts])

    @cache
    def fewest(promises: tuple[int, ...]) -> Counts:
        parts = [(part, rest) for part, rest in _partings(promises)]
        least: Counts = reduce(fewer, [fewest(part) + fewest(rest) for part, rest in parts], together(promises))
        return least

    every = tuple(range(len(by_promise)))
    if not parted:
        return together(every)
    if len(every) > _MOST_PARTS:
        return fewer(together(every), np.sum([together((promise,)) for promise in every], axis=0))
    found: Counts = fewest(every)
    return found


def _fewer_over(instance: Instance, goals: set[GoalOver]) -> Callable[[Counts, Counts], Counts]:
    """How to choose of two plans the one of fewer operators: in each interval, or over what keeps a goal as a whole."""
    if goals == {"interval"}:
        return np.minimum
    group = groups(instance, "week" if "week" in goals else "day")
    open_cells = open_cells_of_intervals(instance)

    def fewer(one: Counts, other: Counts) -> Counts:
        hours = [np.bincount(group, each * open_cells) for each in (one, other)]
        return np.asarray(np.where((hours[0] <= hours[1])[group], one, other))

    return fewer


def _partings(promises: tuple[int, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """All ways to part them in two, each once."""
    first, others = promises[0], promises[1:]
    chosen = [[other for at, other in enumerate(others) if bits >> at & 1] for bits in range(2 ** len(others) - 1)]
    return [((first, *some), tuple(other for other in others if other not in some)) for some in chosen]


def _together(instance: Instance, by_promise: list[list[Queue]]) -> Counts:
    """Operators that keep every promise where all calls are answered by all."""
    callers = pooled([queue for group in by_promise for queue in group], [None] * sum(map(len, by_promise)))
    least = max(queue.service.least_operators for queue in callers.queues)
    needed, at = [], 0
    for group in by_promise:
        view, at = callers.views[at], at + len(group)
        service = view.service.model_copy(update={"min_operators": least})
        needed.append(required_over(instance, replace(view, service=service), service.goal_over).operators)
    most: Counts = np.maximum.reduce(needed)
    return most
