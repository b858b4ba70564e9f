"""Which classes of operators have a legal roster at all: what can be reached day by day, without prices and compiled loops."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.compiled.arrays import FAR, Walks
from scheduler.engine.counters.walks import shifts_of, walks_of
from scheduler.model.problem import Problem

Ints = NDArray[np.int64]


def impossible_classes(walks: Walks) -> list[int]:
    """Classes of which no member has a legal roster."""
    return [number for number in range(len(walks.graph)) if not _is_possible(walks, number)]


def impossible_in(problem: Problem) -> list[int]:
    """The same of a problem whose walks nobody has made yet."""
    return impossible_classes(walks_of(problem, shifts_of(problem.table)))


def _is_possible(walks: Walks, number: int) -> bool:
    """Whether some walk of a class reaches the end of the horizon."""
    ready = np.zeros(walks.states[walks.graph[number], 0], dtype=np.int64)
    for day in range(walks.days):
        ready = _onward(walks, number, day, ready)
    return bool((ready < FAR).any())


def _onward(walks: Walks, number: int, day: int, ready: Ints) -> Ints:
    """Earliest ready time of each state of the counters after a day, from those before it; `FAR` where none is reached.

    Whoever is ready earlier may do all that others may, so that the earliest is all there is to know.
    """
    graph, here = walks.graph[number], number * walks.days + day
    effects, follow_from = walks.effects[graph, day], walks.follow_from[graph, day]
    follow = walks.follow[follow_from : follow_from + len(ready) * effects].reshape(len(ready), effects)
    after = np.full(walks.states[graph, day + 1], FAR)
    if walks.off_cost[number, day] < FAR:
        after_off = walks.ready_after_off[walks.ready_from[here + number] :]
        rested = np.flatnonzero((ready < FAR) & (follow[:, 0] >= 0))
        np.minimum.at(after, follow[rested, 0], after_off[ready[rested]])
    groups = slice(walks.group_from[here], walks.group_from[here + 1])
    effect = walks.group_effect[groups]
    state, group = np.nonzero((ready[:, None] <= walks.group_start[groups]) & (follow[:, effect] >= 0))
    np.minimum.at(after, follow[state, effect[group]], walks.group_ready[groups][group])
    return after
