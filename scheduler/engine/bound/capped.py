"""The bound on rosters of which at most so many operators have another than a known one.

At any prices every operator is alone, so that the cap is kept exactly: those few change whose cheapest roster gains most
against the known one, and all others keep it,

    L(w) = Σ_constraints min_k (cost(k) − w k) + Σ_operators known − Σ_(the `most` largest) (known − cheapest)

which is a lower bound for every w, as that of all rosters is (`dual`), and never below it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.columns import RosterColumns, activity_of
from scheduler.engine.bound.dual import Dual
from scheduler.model.solution import Solution

Ints = NDArray[np.int64]


@dataclass(eq=False, kw_only=True)
class CappedDual(Dual):
    """The dual of rosters with a cap on who changes; every class has one operator.

    Attributes
    ----------
    known
        The roster that operators keep.
    free
        Operators who may change and do not count.
    most
        How many others may change.
    """

    known: Solution
    free: Collection[int]
    most: int

    def __post_init__(self) -> None:
        problem, crew = self.crew.problem, self.crew
        self._kept = RosterColumns.room(crew, 1)
        self._capped = []
        for number, each in enumerate(problem.classes):
            (operator,) = each.members
            rows = self.known.rows[operator]
            if operator in self.free or not np.isin(rows[rows >= 0], each.rows).all():
                continue  # somebody who cannot keep their shifts may have any: the bound holds
            self._capped.append(number)
            self._kept.rows[0, number], self._kept.chain[0, number] = rows, self.known.chain[operator]
            self._kept.breaks[0, number] = self.known.breaks[operator]
        super().__post_init__()

    def _choose(self, column: RosterColumns, whole: Ints) -> None:
        gains = {number: self._value_of(self._kept, number, whole) - self._value_of(column, number, whole)
                 for number in self._capped}
        changed = sorted((number for number, gain in gains.items() if gain > 0), key=lambda number: -gains[number])[: self.most]
        for number in set(self._capped) - set(changed):
            column.rows[0, number], column.chain[0, number] = self._kept.rows[0, number], self._kept.chain[0, number]
            column.breaks[0, number] = self._kept.breaks[0, number]

    def _value_of(self, column: RosterColumns, number: int, whole: Ints) -> int:
        """What the roster of one class comes to at prices."""
        members = np.zeros(len(self._members), dtype=np.int64)
        members[number] = 1
        counted = activity_of(self.crew, column, members)
        prices, days = self.coupling.presence_prices(whole), self.coupling.of_days(whole)
        return int(counted.own[0] + (counted.presence[0] * prices).sum() + counted.worked[0] @ days)
