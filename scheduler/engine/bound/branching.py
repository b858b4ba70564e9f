"""A better bound for small hotlines: branch on how many operators work on each day.

The Lagrangian bound combines rosters, and with them the numbers of operators on each day: 15.4 on a Wednesday. With few
operators that hides most of what it costs to have 15 or 16. Every roster has a whole number on every day, so the least bound
over the branches of a tree that bounds these numbers holds for all rosters. All nodes share the columns; a node is its bounds
and the prices it has come to.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.dual import Dual
from scheduler.engine.parameters import Count, Parameters, Share

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class BranchingParams(Parameters):
    """How far a node is raised before it is parted.

    Parameters
    ----------
    steps
        Steps of the dual in one raising of a node, unless it rests before.
    patience, last_patience
        Steps without a rise of its bound after which a node rests; with whole numbers it is worth twice as many each time,
        and once it would be more than `last_patience`, the tree is done.
    whole
        Distance from a whole number that counts as none.
    """

    steps: Count = 100
    patience: Count = 40
    last_patience: Count = 320
    whole: Share = 0.05


_DEFAULT = BranchingParams()


@dataclass(order=True)
class _Node:
    """A part of all rosters: `bound` on their cost, bounds of the days' numbers, and how far the dual has come with it.

    It rests once its bound has not risen in `patience` steps.
    """

    bound: int
    serial: int
    least: Ints = field(compare=False)
    most: Ints = field(compare=False)
    prices: Floats = field(compare=False)
    worked: Floats = field(compare=False)
    patience: int = field(compare=False)
    step: float = field(compare=False, default=1.0)
    rests: bool = field(compare=False, default=False)


class Branching:
    """Tree over the numbers of operators on each day, best bound first.

    Parameters
    ----------
    dual
        Converged; it is used for the nodes from now on.
    """

    def __init__(self, dual: Dual, params: BranchingParams = _DEFAULT) -> None:
        problem, worked, self._params = dual.crew.problem, dual.days_worked, params
        nobody = np.zeros(problem.days, dtype=np.int64)
        self._dual = dual
        self._made, self._root = 0, dual.bound
        self._nodes = [_Node(dual.bound, 0, nobody, nobody + problem.operators, dual.prices, worked,
                             params.patience, rests=True)]

    @property
    def done(self) -> bool:
        """Whether the node that holds the bound has whole numbers and rises no more, or no node is left."""
        return not self._nodes or self._nodes[0].patience > self._params.last_patience

    @property
    def promise(self) -> float:
        """By how much half of the nodes' bounds lie above the first; where whole numbers cost nothing, hardly any does."""
        return median(node.bound for node in self._nodes) - self._root if self._nodes else 0.0

    def expand(self, cost: int, stop: Callable[[], bool]) -> int:
        """Work on the node of least bound; return the bound of all rosters, at most `cost`, that of a known roster.

        A node that still rises is raised by some steps of the dual; one that rests is parted in two. A part without a
        roster cheaper than `cost` is dropped.
        """
        node = self._nodes[0]
        if node.bound >= cost:
            return cost
        if not node.rests:
            self._raise(node, cost, stop)
            heapq.heapreplace(self._nodes, node)
        else:
            self._part(node)
        while self._nodes and self._nodes[0].bound >= cost:
            heapq.heappop(self._nodes)
        return self._nodes[0].bound if self._nodes else cost

    def _part(self, node: _Node) -> None:
        """Replace a node by two, below and above its most fractional number; with whole numbers it is worth more steps."""
        day = _most_fractional(node, self._params.whole)
        if day is None:
            node.patience, node.rests = 2 * node.patience, False
            return
        heapq.heappop(self._nodes)
        below, above = node.most.copy(), node.least.copy()
        below[day], above[day] = int(node.worked[day]), int(node.worked[day]) + 1
        for least, most in ((node.least, below), (above, node.most)):
            self._made += 1
            heapq.heappush(self._nodes, _Node(node.bound, self._made, least, most, node.prices, node.worked,
                                              self._params.patience, node.step))

    def _raise(self, node: _Node, cost: int, stop: Callable[[], bool]) -> None:
        dual = self._dual
        dual.restrict(node.least, node.most, node.prices, node.step)
        for _ in range(max(self._params.steps, node.patience + 1)):
            if dual.bound >= cost or dual.is_stalled(node.patience) or stop():
                break
            dual.improve()
        node.bound, node.rests = max(node.bound, dual.bound), dual.is_stalled(node.patience)
        node.prices, node.step = dual.prices, dual.step
        node.worked = np.clip(dual.days_worked, node.least, node.most)


def _most_fractional(node: _Node, whole: float) -> int | None:
    """Day whose number is farthest from whole; ``None`` where all are whole."""
    distance = np.abs(node.worked - np.round(node.worked))
    day = int(distance.argmax())
    return day if distance[day] > whole else None
