"""A better bound for small hotlines: branch on how many operators work on each day.

The Lagrangian bound mixes rosters, and with them the numbers of operators on each day: 15.4 on a Wednesday. With few operators
that hides most of what it costs to have 15 or 16. Every roster has a whole number on every day, so the least bound over the
branches of a tree that bounds these numbers holds for all rosters. All nodes share what has been learnt of the operators'
rosters; a node is its bounds and the prices it starts from.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound import Dual

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_STEPS, _STALLED = 120, 20
_WHOLE = 0.05


@dataclass(order=True)
class _Node:
    """A part of all rosters: `bound` on their cost, bounds of the days' numbers, the dual's prices and fractional numbers."""

    bound: int
    serial: int
    least: Ints = field(compare=False)
    most: Ints = field(compare=False)
    price: Floats = field(compare=False)
    worked: Floats = field(compare=False)


class Branching:
    """Tree over the numbers of operators on each day, best bound first.

    Parameters
    ----------
    dual
        Converged; it is used for the nodes from now on.
    """

    def __init__(self, dual: Dual) -> None:
        problem = dual.crew.problem
        self._dual = dual
        self._step = problem.cost_step
        self._made = 0
        self._nodes = [_Node(dual.bound, 0, np.zeros(problem.days, dtype=np.int64),
                             np.full(problem.days, problem.operators, dtype=np.int64), dual.price, dual.days_worked)]

    @property
    def done(self) -> bool:
        """Whether the numbers of the node that holds the bound are whole already, or no node is left."""
        return not self._nodes or _most_fractional(self._nodes[0].worked) is None

    def expand(self, cost: int, stop: Callable[[], bool]) -> int:
        """Part the node of least bound in two; return the bound of all rosters, at most `cost`, that of a known roster.

        A part without a roster cheaper than that is dropped. Stopped in between, it returns a bound that is valid.
        """
        node = self._nodes[0]
        day = _most_fractional(node.worked)
        if node.bound >= cost or day is None:
            return min(node.bound, cost)
        below = int(np.floor(node.worked[day]))
        halves = []
        for lower in (True, False):
            least, most = node.least.copy(), node.most.copy()
            if lower:
                most[day] = below
            else:
                least[day] = below + 1
            half = self._bounded(node, least, most, cost, stop)
            if half is None:
                return node.bound
            halves.append(half)
        heapq.heappop(self._nodes)
        for half in halves:
            if half.bound < cost:
                heapq.heappush(self._nodes, half)
        return min(self._nodes[0].bound, cost) if self._nodes else cost

    def _bounded(self, parent: _Node, least: Ints, most: Ints, cost: int, stop: Callable[[], bool]) -> _Node | None:
        """A half with its bound; ``None`` where it was stopped."""
        dual = self._dual
        dual.restrict(least, most, parent.price)
        for _ in range(_STEPS):
            if dual.bound >= cost or dual.is_stalled(_STALLED):
                break
            if stop():
                return None
            dual.improve()
        self._made += 1
        return _Node(max(parent.bound, dual.bound), self._made, least, most, dual.price, dual.days_worked)


def _most_fractional(worked: Floats) -> int | None:
    """Day whose number is farthest from whole; ``None`` where all are whole."""
    distance = np.abs(worked - np.round(worked))
    day = int(distance.argmax())
    return day if distance[day] > _WHOLE else None
