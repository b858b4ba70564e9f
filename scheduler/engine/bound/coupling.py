"""The coupling constraints, which tie the operators' rosters together, and what they cost: convex in what rosters give to them.

There is one for each queue and open cell (so many serve the queue), one for each head count and cell (so many who count are
on the phone), and one for each day (so many work). Each has a dual price. An operator earns in a cell the best price among
the queues they can answer, and the prices of the head counts in which they count: the *presence prices* of each skill.
Whatever queue is chosen, all prices give a lower bound, so nothing is lost by it. How many work on a day costs nothing by
itself; it has a price where a branch bounds it (`branching`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

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
    """Coupling constraints in order of queue and open cell, then of head count and cell where it applies, then days."""

    problem: Problem

    @cached_property
    def costs(self) -> CouplingCosts:
        """Costs of the queues by interval, of the head counts, and of the days, which are 0."""
        staffing, most = self.problem.staffing, self.problem.staffing.curve.shape[-1]
        days = np.zeros((self.problem.days, most), dtype=np.int64)
        queues = staffing.curve.reshape(-1, most)
        curves = np.ascontiguousarray(np.vstack([queues, *(each.curve for each in staffing.head_counts), days]))
        return CouplingCosts(curves, self._curve_of(len(curves)))

    def _curve_of(self, curves: int) -> Ints:
        queues, intervals, _ = self.problem.staffing.curve.shape
        interval = self.problem.cell_interval[self.problem.open_cells]
        heads = (np.full(len(cells), queues * intervals + head) for head, cells in enumerate(self._head_cells))
        days = curves - self.problem.days + np.arange(self.problem.days)
        return np.concatenate([*(queue * intervals + interval for queue in range(queues)), *heads, days])

    def __len__(self) -> int:
        return len(self.costs.curve_of)

    @cached_property
    def _head_cells(self) -> list[Ints]:
        return [np.flatnonzero(each.applies) for each in self.problem.staffing.head_counts]

    def of_queues(self, values: NDArray[Number]) -> NDArray[Number]:
        """Part of an array over constraints (in its last axis) that belongs to queues; shape (…, queues, open cells)."""
        queues, cells = len(self.problem.staffing.names), len(self.problem.open_cells)
        return values[..., : queues * cells].reshape(*values.shape[:-1], queues, cells)

    def of_heads(self, values: NDArray[Number]) -> list[NDArray[Number]]:
        """Parts of an array over constraints (in its last axis) of each head count; shape (…, cells it applies to)."""
        first = len(self.problem.staffing.names) * len(self.problem.open_cells)
        ends = first + np.cumsum([len(cells) for cells in self._head_cells], dtype=np.int64)
        return [values[..., end - len(cells) : end] for end, cells in zip(ends, self._head_cells, strict=True)]

    def of_days(self, values: NDArray[Number]) -> NDArray[Number]:
        """Part of an array over constraints (in its last axis) that belongs to days; shape (…, days)."""
        return values[..., values.shape[-1] - self.problem.days :]

    def presence_prices(self, prices: NDArray[Number]) -> NDArray[Number]:
        """Price of presence of each skill at prices of the constraints; shape (skills, all cells)."""
        skills = self.problem.skills
        presence = np.zeros((len(skills.serves), self.problem.all_cells), dtype=prices.dtype)
        queues = self.of_queues(prices)
        for of_skill, serves in zip(presence, skills.serves, strict=True):
            of_skill[self.problem.open_cells] = queues[serves].min(axis=0)
        for head, (cells, extra) in enumerate(zip(self._head_cells, self.of_heads(prices), strict=True)):
            presence[np.ix_(skills.counted[:, head], cells)] += extra
        return presence

    def activity(self, prices: Ints, presence: Ints, worked: Ints) -> Ints:
        """What operators give to the constraints where everybody serves their best queue; shape (columns, constraints).

        `presence` has shape (columns, skills, all cells), `worked`, how many work on each day, (columns, days).
        """
        skills, cells = self.problem.skills, self.problem.open_cells
        activity = np.zeros((len(presence), len(prices)), dtype=np.int64)
        queues, queue_prices = self.of_queues(activity), self.of_queues(prices)
        self.of_days(activity)[:] = worked
        for skill, serves in enumerate(skills.serves):
            mine = np.flatnonzero(serves)
            best = mine[queue_prices[mine].argmin(axis=0)]
            for queue in mine:
                queues[:, queue] += presence[:, skill, cells] * (best == queue)
        for head, (cells, counts) in enumerate(zip(self._head_cells, self.of_heads(activity), strict=True)):
            counts[:] = presence[:, skills.counted[:, head]][..., cells].sum(axis=1)
        return activity
