"""A service goal over a day or a week as a whole: the least operator-hours that keep it, spread where they help most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.convex import lower_hull

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_FUZZ = 1e-9
"""Relative rounding error forgiven where the goal is met exactly."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Operators of each interval that keep a goal over all of them.

    Parameters
    ----------
    operators
        Operators of each interval; shape (intervals,).
    cells
        Their total over the intervals, each weighing its cells.
    bound
        No choice of operators that keeps the goal has a smaller total.
    """

    operators: Counts
    cells: float
    bound: float


class _Step(NamedTuple):
    """More operators in one interval: calls gained, cost in operator-cells."""

    gain: float
    cost: float
    interval: int
    operators: int


def least_operators(answered: Sequence[Floats], least: Counts, cells: Counts, goal: float) -> Spread:
    r"""Fewest operator-cells such that at least `goal` calls are answered in time, all intervals together.

    Minimise :math:`\sum_i c_i k_i` subject to :math:`\sum_i A_i(k_i) \geq G`, :math:`k_i \geq l_i`. On the concave
    envelopes of the :math:`A_i` the greedy choice by calls gained per operator-cell solves the linear relaxation
    (separable and concave), whose optimum is the bound. The last, overshooting step is then replaced by the cheapest one
    that closes the gap, and operators whose loss the goal can bear are taken out again. With intervals of equal
    length and concave curves the result is optimal; otherwise it is as far from it as `bound` says.

    Parameters
    ----------
    answered
        For each interval the expected calls answered in time with :math:`l_i, l_i + 1, \ldots` operators, rising; the last
        entries together must reach the goal.
    least
        Fewest operators allowed in each interval; shape (intervals,).
    cells
        Open cells of each interval, above 0; shape (intervals,).
    goal
        Calls to be answered in time.

    Raises
    ------
    ValueError
        If the goal is out of reach of the last entries.

    References
    ----------
    B. Fox, "Discrete optimization via marginal analysis", Management Science 13(3), 1966.
    """
    if sum(float(curve[-1]) for curve in answered) < goal * (1 - _FUZZ):
        raise ValueError(f"a goal of {goal:g} calls is out of reach of the largest numbers of operators given")
    extra = np.zeros(len(answered), dtype=np.int64)
    goal *= 1 - _FUZZ
    done, spent = sum(float(curve[0]) for curve in answered), 0.0
    bound = 0.0
    for usual in _steps(answered, cells):
        if done >= goal:
            break
        step = usual
        if done + usual.gain >= goal:
            bound = spent + usual.cost * (goal - done) / usual.gain
            step = _cheapest_last_step(answered, cells, extra, goal - done, usual)
        done += step.gain
        spent += step.cost
        extra[step.interval] += step.operators
    spent -= _take_out(answered, cells, extra, done - goal)
    fixed = float(least @ cells)
    return Spread(least + extra, fixed + spent, fixed + min(bound, spent))


def _steps(answered: Sequence[Floats], cells: Counts) -> list[_Step]:
    """Pieces of the concave envelopes, best ratio first; those of one interval stay in order."""
    steps = [
        _Step(float(curve[high] - curve[low]), float(cells[interval]) * (high - low), interval, high - low)
        for interval, curve in enumerate(answered)
        for low, high in pairwise(lower_hull((-curve).tolist()))
    ]
    return sorted((step for step in steps if step.gain > 0), key=lambda step: -step.gain / step.cost)


def _cheapest_last_step(
    answered: Sequence[Floats], cells: Counts, extra: Counts, lacking: float, usual: _Step
) -> _Step:
    """Step that closes the gap at the least cost: the greedy one, if none costs less."""
    best = usual
    for interval, curve in enumerate(answered):
        rest = curve[extra[interval] :] - curve[extra[interval]]
        operators = int(np.searchsorted(rest, lacking))
        cost = float(cells[interval]) * operators
        if operators < len(rest) and cost < best.cost:
            best = _Step(float(rest[operators]), cost, interval, operators)
    return best


def _take_out(answered: Sequence[Floats], cells: Counts, extra: Counts, spare: float) -> float:
    """Take operators out while the goal can bear it, the smallest loss per cell first; return the cells saved."""

    def loss(interval: int) -> float:
        curve, now = answered[interval], extra[interval]
        return float(curve[now] - curve[now - 1])

    saved = 0.0
    waiting = [(loss(i) / float(cells[i]), i) for i in np.flatnonzero(extra > 0).tolist()]
    heapify(waiting)
    while waiting:
        _, interval = heappop(waiting)
        lost = loss(interval)
        if lost > spare:
            continue
        spare -= lost
        saved += float(cells[interval])
        extra[interval] -= 1
        if extra[interval]:
            heappush(waiting, (loss(interval) / float(cells[interval]), interval))
    return saved
