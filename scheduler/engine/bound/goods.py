"""What the bound puts a price on: a place on the phone for each queue and open cell, for each head count and cell, and a day.

An operator earns in a cell the best price among the queues he can answer, and the prices of the head counts in which he
counts: a *price line* for each skill. Whatever queue is chosen, all prices give a lower bound, so nothing is lost by it.
How many work on a day costs nothing by itself; it has a price where a branch bounds it (`branching`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scheduler.model.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, eq=False)
class Goods:
    """Goods in order of queue and open cell, then of head count and cell where it applies, then days.

    Parameters
    ----------
    problem
        The problem whose coverage is priced.
    """

    problem: Problem

    @cached_property
    def curve(self) -> Ints:
        """Curves of the queues by interval, of the head counts, and of the days, which are 0; shape (rows, most + 1)."""
        staffing, most = self.problem.staffing, self.problem.staffing.curve.shape[-1]
        days = np.zeros((self.problem.days, most), dtype=np.int64)
        queues = staffing.curve.reshape(-1, most)
        return np.ascontiguousarray(np.vstack([queues, *(each.curve for each in staffing.head_counts), days]))

    @cached_property
    def row(self) -> Ints:
        """Curve of each good; shape (goods,)."""
        queues, intervals, _ = self.problem.staffing.curve.shape
        interval = self.problem.cell_interval[self.problem.open_cells]
        heads = (np.full(len(cells), queues * intervals + head) for head, cells in enumerate(self._head_cells))
        days = len(self.curve) - self.problem.days + np.arange(self.problem.days)
        return np.concatenate([*(queue * intervals + interval for queue in range(queues)), *heads, days])

    @cached_property
    def _head_cells(self) -> list[Ints]:
        return [np.flatnonzero(each.applies) for each in self.problem.staffing.head_counts]

    def of_queues(self, values: NDArray[Number]) -> NDArray[Number]:
        """Part of an array over goods (in its last axis) that belongs to queues; shape (…, queues, open cells)."""
        queues, cells = len(self.problem.staffing.names), len(self.problem.open_cells)
        return values[..., : queues * cells].reshape(*values.shape[:-1], queues, cells)

    def of_heads(self, values: NDArray[Number]) -> list[NDArray[Number]]:
        """Parts of an array over goods (in its last axis) that belong to each head count; shape (…, cells it applies to)."""
        first = len(self.problem.staffing.names) * len(self.problem.open_cells)
        ends = first + np.cumsum([len(cells) for cells in self._head_cells], dtype=np.int64)
        return [values[..., end - len(cells) : end] for end, cells in zip(ends, self._head_cells, strict=True)]

    def of_days(self, values: NDArray[Number]) -> NDArray[Number]:
        """Part of an array over goods (in its last axis) that belongs to days; shape (…, days)."""
        return values[..., values.shape[-1] - self.problem.days :]

    def lines(self, price: NDArray[Number]) -> NDArray[Number]:
        """Price of presence of each skill at prices of the goods; shape (skills, all cells)."""
        skills = self.problem.skills
        lines = np.zeros((len(skills.serves), self.problem.all_cells), dtype=price.dtype)
        queues = self.of_queues(price)
        for line, serves in zip(lines, skills.serves, strict=True):
            line[self.problem.open_cells] = queues[serves].min(axis=0)
        for head, (cells, extra) in enumerate(zip(self._head_cells, self.of_heads(price), strict=True)):
            lines[np.ix_(skills.counted[:, head], cells)] += extra
        return lines

    def credit(self, price: Ints, presence: Ints, worked: Ints) -> Ints:
        """Goods that operators give where everybody serves his best queue; shape (blocks, goods).

        `presence` has shape (blocks, skills, all cells), `worked`, how many work on each day, (blocks, days).
        """
        skills, cells = self.problem.skills, self.problem.open_cells
        goods = np.zeros((len(presence), len(price)), dtype=np.int64)
        queues, prices = self.of_queues(goods), self.of_queues(price)
        self.of_days(goods)[:] = worked
        for skill, serves in enumerate(skills.serves):
            mine = np.flatnonzero(serves)
            best = mine[prices[mine].argmin(axis=0)]
            for queue in mine:
                queues[:, queue] += presence[:, skill, cells] * (best == queue)
        for head, (cells, counts) in enumerate(zip(self._head_cells, self.of_heads(goods), strict=True)):
            counts[:] = presence[:, skills.counted[:, head]][..., cells].sum(axis=1)
        return goods
