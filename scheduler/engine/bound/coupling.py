"""The coupling constraints, which tie the operators' rosters together, and what they cost: convex in what rosters give to them.

There is one for each head count and cell where it applies (so many who count are on the phone, or in a break), and one for
each day (so many work). Each has a dual price. An operator earns in a cell the prices of the head counts in which they count:
the *presence prices* of each lane of a skill. How many work on a day costs nothing by itself; it has a price where a branch
bounds it (`branching`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import stacked
from scheduler.engine.compiled import master
from scheduler.model.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, eq=False)
class CouplingCosts:
    """Convex costs of the coupling constraints.

    Parameters
    ----------
    curves
        Cost of each number of operators, of several constraints alike; shape (curves, most + 1).
    curve_of
        Curve of each constraint; shape (constraints,).
    """

    curves: Ints
    curve_of: Ints

    @cached_property
    def slopes(self) -> Ints:
        """What one more operator costs; shape (curves, most)."""
        return np.diff(self.curves, axis=1)

    @cached_property
    def _base(self) -> Ints:
        return self.curves[:, 0].copy()

    def relaxed(self, prices: Ints) -> int:
        """Least cost less what is paid for presence, all constraints together: Σ min_k (cost(k) − price · k)."""
        return int(master.conjugate(self.slopes, self.curve_of, prices, self._base))

    def at(self, activity: Floats) -> Floats:
        """Cost of fractional activities, each between two whole numbers; shape (constraints,)."""
        below = np.floor(activity)
        top = self.curves.shape[1] - 1
        low = np.clip(below.astype(np.int64), 0, top)
        costs: Floats = (self.curves[self.curve_of, low]
                         + (activity - below) * self.slopes[self.curve_of, np.minimum(low, top - 1)])
        return costs

    def with_last(self, curves: Ints) -> CouplingCosts:
        """The same, with other curves in the place of the last."""
        return CouplingCosts(np.vstack([self.curves[: -len(curves)], curves]), self.curve_of)


@dataclass(frozen=True, eq=False)
class Coupling:
    """Coupling constraints in order of head count and cell where it applies, then days."""

    problem: Problem

    @cached_property
    def costs(self) -> CouplingCosts:
        """Costs of the head counts, and of the days, which are 0."""
        heads = self.problem.staffing.head_counts
        of_counts, first = stacked(heads)
        curves = np.vstack([of_counts, np.zeros((self.problem.days, of_counts.shape[1]), dtype=np.int64)])
        of_heads = (each.curve_of[cells] + before
                    for each, cells, before in zip(heads, self._head_cells, first[:-1], strict=True))
        return CouplingCosts(curves, np.concatenate([*of_heads, first[-1] + np.arange(self.problem.days)]))

    def __len__(self) -> int:
        return sum(map(len, self._head_cells)) + self.problem.days

    @cached_property
    def _head_cells(self) -> list[Ints]:
        return [np.flatnonzero(each.applies) for each in self.problem.staffing.head_counts]

    def of_heads(self, values: NDArray[Number]) -> list[NDArray[Number]]:
        """Parts of an array over constraints (in its last axis) of each head count; shape (…, cells it applies to)."""
        ends = np.cumsum([len(cells) for cells in self._head_cells], dtype=np.int64)
        return [values[..., end - len(cells) : end] for end, cells in zip(ends, self._head_cells, strict=True)]

    def of_days(self, values: NDArray[Number]) -> NDArray[Number]:
        """Part of an array over constraints (in its last axis) that belongs to days; shape (…, days)."""
        return values[..., values.shape[-1] - self.problem.days :]

    def presence_prices(self, prices: NDArray[Number]) -> NDArray[Number]:
        """Price of presence in each lane at prices of the constraints; shape (lanes, all cells)."""
        skills = self.problem.skills
        presence = np.zeros((len(skills), self.problem.all_cells), dtype=prices.dtype)
        for head, (cells, extra) in enumerate(zip(self._head_cells, self.of_heads(prices), strict=True)):
            weights = skills.counted[:, head]
            for lane in np.flatnonzero(weights):
                presence[lane, cells] += weights[lane] * extra
        return presence

    def activity(self, presence: Ints, worked: Ints) -> Ints:
        """What operators give to the constraints; shape (columns, constraints).

        `presence` has shape (columns, lanes, all cells), `worked`, how many work on each day, (columns, days).
        """
        skills = self.problem.skills
        activity = np.zeros((len(presence), len(self)), dtype=np.int64)
        self.of_days(activity)[:] = worked
        for head, (cells, counts) in enumerate(zip(self._head_cells, self.of_heads(activity), strict=True)):
            counts[:] = self.problem.staffing.head_counts[head].base
            weights = skills.counted[:, head]
            for lane in np.flatnonzero(weights):
                counts[:] += weights[lane] * presence[:, lane, cells]
        return activity
