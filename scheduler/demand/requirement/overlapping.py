"""How much more sets of queues that overlap must ask for, so that all of them together keep what each alone would keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.queueing.pooled import PooledQueue
from scheduler.demand.several_sets import level_in_several

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

MOST = 0.4
"""No load is planned for as larger by more than this share."""
_STEPS = 16
_ENOUGH = 1e-6


def overlap_factors(
    sets: Sequence[PooledQueue], queues: Sequence[tuple[int, ...]], members: Sequence[int], targets: Floats,
    required: Callable[[Floats], list[Counts]],
) -> Floats:
    r"""Smallest factor on the load of each interval with which the requirement of all sets together is enough; (intervals,).

    A set that has just enough operators keeps its promise, but a caller of several such sets is late whenever one of them is
    short (`several_sets`). So all of them are planned for a load larger by one factor, the least of a grid with which each
    queue has in all its sets together the level that the tightest of them alone would give; found by bisection. On the phone
    are taken to be as many as all calls require, trained as the people are, or more where a set requires more. These are the
    cheapest cuts there are: they come from formulas; what they leave, cuts from the simulation put right.

    Parameters
    ----------
    sets
        Callers of each set, the loads as they are; last the set of all queues.
    queues, members
        Of each set the numbers of its queues among those of all of them, and how many people answer one of them.
    targets
        More than this need not be kept of a queue, by what its goal holds over; shape (queues,).
    required
        Operators that the sets require at loads larger by factors (intervals,), where these are known; each (intervals,).

    References
    ----------
    J. Atlason, M. A. Epelman, S. G. Henderson, "Call center staffing with simulation and cutting plane methods", Annals of
    Operations Research 127, 2004. M. T. Cezik, P. L'Ecuyer, "Staffing multiskill call centers via linear programming and
    simulation", Management Science 54, 2008.
    """
    loads = np.zeros(len(targets))
    loads[list(queues[-1])] = [np.nansum(queue.load) for queue in sets[-1].queues]

    def levels(step: Counts, asked: NDArray[np.bool_]) -> list[tuple[tuple[int, ...], Floats]]:
        found = required(np.where(asked, 1 + MOST * step / _STEPS, np.nan))
        return [(own, callers.service_levels(np.where(asked, np.maximum(number, found[-1] * people / members[-1]), np.nan)))
                for own, callers, people, number in zip(queues, sets, members, found, strict=True)]

    low = np.zeros(len(sets[0].is_open), dtype=np.int64)
    alone = levels(low, np.ones_like(low, dtype=np.bool_))
    wanted = np.minimum(_tightest(alone, len(targets)), targets[:, None]) - _ENOUGH

    def is_enough(of_sets: list[tuple[tuple[int, ...], Floats]]) -> NDArray[np.bool_]:
        return np.asarray(~(level_in_several(loads, of_sets) < wanted).any(axis=0))  # unknown, where nobody calls, is enough

    high = np.where(is_enough(alone), 0, _STEPS)
    while (open_ := high - low > 1).any():
        middle = (low + high) // 2
        each_alone = np.isfinite(targets).all()  # no goal is kept by several intervals together
        enough = is_enough(levels(middle, open_ if each_alone else np.ones_like(open_)))
        low, high = np.where(enough | ~open_, low, middle), np.where(enough & open_, middle, high)
    return np.asarray(1 + MOST * high / _STEPS)


def _tightest(of_sets: Sequence[tuple[tuple[int, ...], Floats]], count: int) -> Floats:
    """The lowest level that a set gives to each queue; shape (queues, intervals)."""
    lowest = np.full((count, of_sets[0][1].shape[1]), np.inf)
    for own, found in of_sets:
        lowest[list(own)] = np.minimum(lowest[list(own)], found)
    return lowest
