"""What the operators have answered to prices so far, and the mixture of their answers that the dual's master holds best.

An answer is a roster of every class of operators. Its cost and its goods follow from how many operators each class has, so that
the answers stay of use when some of the operators are settled (`diving`).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.compiled import kernels
from scheduler.engine.crew import Crew

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MOST, _KEPT = 300, 200
"""With fewer the bound stalls: on fine grids, and where prices of queues tie, the mixture has many answers."""


@dataclass(eq=False)
class Rosters:
    """Rosters of each class: `rows` and `chain` of shape (answers, classes, days), `breaks` with one axis more."""

    rows: NDArray[np.int32]
    chain: NDArray[np.int32]
    breaks: NDArray[np.int32]

    @classmethod
    def room(cls, crew: Crew, answers: int) -> Rosters:
        """Room for so many answers."""
        shape = (answers, len(crew.problem.classes), crew.problem.days)
        breaks = np.full((*shape, crew.chains.cells.shape[1]), -1, dtype=np.int32)
        return cls(np.full(shape, -1, dtype=np.int32), np.full(shape, -1, dtype=np.int32), breaks)

    def __getitem__(self, answers: slice | Ints) -> Rosters:
        return Rosters(self.rows[answers], self.chain[answers], self.breaks[answers])

    def put(self, at: int | slice, other: Rosters) -> None:
        """Write other answers there."""
        self.rows[at], self.chain[at], self.breaks[at] = other.rows, other.chain, other.breaks


@dataclass(frozen=True, eq=False)
class Count:
    """What answers come to: `presence` (answers, skills, all cells), `worked` (answers, days) and `own` cost (answers,)."""

    presence: Ints
    worked: Ints
    own: Ints


def count(crew: Crew, rosters: Rosters, members: Ints) -> Count:
    """Count what so many `members` (classes,) of each class come to in each answer."""
    answers = len(rosters.rows)
    result = Count(np.zeros((answers, len(crew.zeros), crew.problem.all_cells), dtype=np.int64),
                   np.zeros((answers, crew.problem.days), dtype=np.int64), np.zeros(answers, dtype=np.int64))
    kernels.count_rosters(crew.chains, crew.shifts, crew.walks, members, rosters.rows, rosters.chain, rosters.breaks,
                          result.presence, result.worked, result.own)
    return result


@dataclass(eq=False)
class Bundle:
    """Answers with their weights in the mixture, and the products of their goods, which the master works on.

    Attributes
    ----------
    size
        Number of answers; the arrays have room for more.
    scale
        Length of the proximal step of each good, in steps; shape (goods,).
    """

    crew: Crew
    scale: Floats
    size: int = 0
    _goods: Floats = field(init=False)
    _costs: Floats = field(init=False)
    _weights: Floats = field(init=False)
    _products: Floats = field(init=False)
    _rosters: Rosters = field(init=False)

    def __post_init__(self) -> None:
        self._goods = np.zeros((_MOST, len(self.scale)))
        self._costs, self._weights, self._products = np.zeros(_MOST), np.zeros(_MOST), np.zeros((_MOST, _MOST))
        self._rosters = Rosters.room(self.crew, _MOST)

    @property
    def goods(self) -> Floats:
        """Goods of each answer; shape (answers, goods)."""
        return self._goods[: self.size]

    @property
    def costs(self) -> Floats:
        """Cost of each answer without what its goods earn; shape (answers,)."""
        return self._costs[: self.size]

    @property
    def weights(self) -> Floats:
        """The mixture, which sums to 1; shape (answers,)."""
        return self._weights[: self.size]

    @weights.setter
    def weights(self, values: Floats) -> None:
        self._weights[: self.size] = values

    @property
    def products(self) -> Floats:
        """Scaled products of the answers' goods; shape (answers, answers)."""
        return self._products[: self.size, : self.size]

    @property
    def rosters(self) -> Rosters:
        """Rosters of each answer."""
        return self._rosters[: self.size]

    def add(self, goods: Ints, cost: int, rosters: Rosters) -> None:
        """Add an answer, of weight 0 unless it is the first; where there is no room, those of least weight go."""
        if self.size == _MOST:
            self._keep(np.sort(np.argsort(-self.weights, kind="stable")[:_KEPT]))
        at = self.size
        self.size += 1
        self._goods[at], self._costs[at], self._weights[at] = goods, cost, 0.0 if at else 1.0
        self._rosters.put(slice(at, at + 1), rosters)
        beside = self.goods @ (self.scale * goods)
        self._products[at, : self.size] = self._products[: self.size, at] = beside

    def rescale(self, scale: Floats) -> None:
        """Take other lengths of the steps."""
        self.scale = scale
        self._products[: self.size, : self.size] = self.goods * scale @ self.goods.T

    def recount(self, goods: Ints, costs: Ints) -> None:
        """Take other goods and costs of the same answers."""
        self._goods[: self.size], self._costs[: self.size] = goods, costs
        self.rescale(self.scale)

    def fork(self) -> Bundle:
        """A copy that goes its own way."""
        return copy.deepcopy(self, {id(self.crew): self.crew})

    def _keep(self, kept: Ints) -> None:
        weights = self.weights[kept]
        self._products[: len(kept), : len(kept)] = self._products[np.ix_(kept, kept)]
        self._goods[: len(kept)], self._costs[: len(kept)] = self._goods[kept], self._costs[kept]
        self._weights[: len(kept)] = weights / weights.sum()
        self._rosters.put(slice(0, len(kept)), self._rosters[kept])
        self.size = len(kept)
