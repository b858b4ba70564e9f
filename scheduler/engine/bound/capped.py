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

from scheduler.engine.bound.columns import Activity, RosterColumns, activity_of
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
        self._capped = list[int]()
        for number, each in enumerate(problem.classes):
            (operator,) = each.members
            rows = self.known.rows[operator]
            if operator in self.free or not np.isin(rows[rows >= 0], each.rows).all():
                continue  # somebody who cannot keep their shifts may have any: the bound holds
            self._capped.append(number)
            self._kept.rows[0, number], self._kept.chain[0, number] = rows, self.known.chain[operator]
            self._kept.breaks[0, number] = self.known.breaks[operator]
        self._activity_kept = [self._activity_of(self._kept, number) for number in self._capped]
        super().__post_init__()

    def _choose(self, column: RosterColumns, whole: Ints) -> None:
        prices, days = self.coupling.presence_prices(whole), self.coupling.of_days(whole)
        gains = {number: _value(kept, prices, days) - _value(self._activity_of(column, number), prices, days)
                 for number, kept in zip(self._capped, self._activity_kept, strict=True)}
        changed = sorted((number for number, gain in gains.items() if gain > 0), key=lambda number: -gains[number])[: self.most]
        for number in set(self._capped) - set(changed):
            column.rows[0, number], column.chain[0, number] = self._kept.rows[0, number], self._kept.chain[0, number]
            column.breaks[0, number] = self._kept.breaks[0, number]

    def _activity_of(self, column: RosterColumns, number: int) -> Activity:
        """What the roster of one class comes to."""
        members = np.zeros(len(self.crew.problem.classes), dtype=np.int64)
        members[number] = 1
        return activity_of(self.crew, column, members)


def _value(activity: Activity, prices: Ints, days: Ints) -> int:
    """What a roster comes to at prices."""
    return int(activity.own[0] + (activity.presence[0] * prices).sum() + activity.worked[0] @ days)
