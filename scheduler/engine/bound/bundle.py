"""The bundle: columns seen so far, and the convex combination of them that the master holds best."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from scheduler.engine.bound.columns import RosterColumns
from scheduler.engine.crew import Crew
from scheduler.engine.parameters import Count, Parameters

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class BundleParams(Parameters):
    """How many columns are remembered.

    Parameters
    ----------
    most, kept
        Columns at most; when there are so many, those of most weight are kept. With 90 the bound stalled on fine grids and
        where prices of queues tie, since the combination has many columns there: 200 operators on a 5-minute grid had 5,881
        in place of 5,937.
    """

    most: Count = 300
    kept: Count = 200

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.kept >= self.most:
            raise ValueError(f"{self.kept} kept of at most {self.most} columns leave no room for new ones")
        return self


_DEFAULT = BundleParams()


@dataclass(eq=False)
class Bundle:
    """Columns with their weights, and the products of their activities, which the master works on.

    Attributes
    ----------
    scale
        Length of the proximal step of each coupling constraint's price, in steps; shape (constraints,).
    size
        Number of columns; the arrays have room for more.
    """

    crew: Crew
    scale: Floats
    params: BundleParams = _DEFAULT
    size: int = 0
    _activities: Floats = field(init=False)
    _costs: Floats = field(init=False)
    _weights: Floats = field(init=False)
    _products: Floats = field(init=False)
    _columns: RosterColumns = field(init=False)

    def __post_init__(self) -> None:
        most = self.params.most
        self._activities = np.zeros((most, len(self.scale)))
        self._costs, self._weights, self._products = np.zeros(most), np.zeros(most), np.zeros((most, most))
        self._columns = RosterColumns.room(self.crew, most)

    @property
    def activities(self) -> Floats:
        """What each column gives to each coupling constraint; shape (columns, constraints)."""
        return self._activities[: self.size]

    @property
    def costs(self) -> Floats:
        """Cost of each column without what its activity earns; shape (columns,)."""
        return self._costs[: self.size]

    @property
    def weights(self) -> Floats:
        """Weights of the convex combination, which sum to 1; shape (columns,)."""
        return self._weights[: self.size]

    @weights.setter
    def weights(self, values: Floats) -> None:
        self._weights[: self.size] = values

    @property
    def products(self) -> Floats:
        """Scaled products of the columns' activities; shape (columns, columns)."""
        return self._products[: self.size, : self.size]

    @property
    def columns(self) -> RosterColumns:
        """Rosters of each column."""
        return self._columns[: self.size]

    def add(self, activity: Ints, cost: int, column: RosterColumns) -> None:
        """Add a column, of weight 0 unless it is the first; where there is no room, those of least weight go."""
        if self.size == self.params.most:
            self._keep(np.sort(np.argsort(-self.weights, kind="stable")[: self.params.kept]))
        at = self.size
        self.size += 1
        self._activities[at], self._costs[at], self._weights[at] = activity, cost, 0.0 if at else 1.0
        self._columns.put(slice(at, at + 1), column)
        beside = self.activities @ (self.scale * activity)
        self._products[at, : self.size] = self._products[: self.size, at] = beside

    def rescale(self, scale: Floats) -> None:
        """Take other lengths of the steps."""
        self.scale = scale
        self._products[: self.size, : self.size] = self.activities * scale @ self.activities.T

    def recount(self, activities: Ints, costs: Ints) -> None:
        """Take other activities and costs of the same columns."""
        self._activities[: self.size], self._costs[: self.size] = activities, costs
        self.rescale(self.scale)

    def fork(self) -> Bundle:
        """A copy that goes its own way."""
        return copy.deepcopy(self, {id(self.crew): self.crew})

    def _keep(self, kept: Ints) -> None:
        weights = self.weights[kept]
        self._products[: len(kept), : len(kept)] = self._products[np.ix_(kept, kept)]
        self._activities[: len(kept)], self._costs[: len(kept)] = self._activities[kept], self._costs[kept]
        self._weights[: len(kept)] = weights / weights.sum()
        self._columns.put(slice(0, len(kept)), self._columns[kept])
        self.size = len(kept)
