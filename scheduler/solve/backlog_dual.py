"""The dual of calls and deferrable work together: a bound that holds wherever its blocks lie.

At any prices of presence a minute of work costs at least what it costs to take somebody off the phone in the cheapest cell
between its arrival and its deadline, or its lateness; a minute of a block without work costs its own price besides. Added to
the dual of the rosters that is a bound for all rosters with all blocks, whatever a search tried (Lagrange); lengths of blocks,
and who is there at all, are relaxed. The bundle method raises both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import gcd

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.backlog import Backlog
from scheduler.engine.bound.dual import Dual
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.model.blocks import moved_weights
from scheduler.model.problem import Problem
from scheduler.solve.backlog import Work

Ints = NDArray[np.int64]

_STEP_S = 0.02
"""Work that a step counts for in a deterministic run."""
_NEVER = np.iinfo(np.int64).max // 4


class WorkDual(Dual):
    """The dual of rosters, and of work that may be done by anybody who could be there.

    Parameters
    ----------
    work
        The deferrable work.
    """

    def __init__(self, work: Work) -> None:
        self._work, self._weights = work, moved_weights(work.problem)
        crew = Crew.of(_with_room(work.problem, self._weights, work.backlogs))
        super().__init__(crew, crew.presence(crew.empty()))

        self._pinned = work.minutes(work.pinned)

    @property
    def cost_step(self) -> int:
        """What the cost of every roster is a multiple of: work is late, or a block idle, by the minute."""
        prices = (price for each in self._work.backlogs for price in (int(each.late_price.max(initial=0)), each.idle_price))
        return gcd(super().cost_step, *prices)

    def improve_until(self, budget: Budget) -> None:
        """Raise the bound until a budget is spent, or it is at its best; by a step at least where none was made."""
        while not (budget.over or self.converged):
            self.improve()
            budget.charge(_STEP_S)
        if not self.bundle.size:
            self.improve()

    def value_of_presence(self, prices: NDArray[np.float64] | Ints) -> Ints:
        """What it costs at prices to take somebody of each skill off the phone; shape (skills, cells), in units."""
        whole = np.round(prices).astype(np.int64)
        value = np.zeros((len(self._weights), self.crew.problem.cells), dtype=np.int64)
        for head, (each, own) in enumerate(zip(self.crew.problem.staffing.head_counts, self.coupling.of_heads(whole),
                                               strict=True)):
            value[:, np.flatnonzero(each.applies)] += np.outer(self._weights[:, head], own)
        return value

    def _beside(self, whole: Ints) -> tuple[Ints, int, int]:
        """A good way to do all work at prices, each further person in a cell taken to cost more, and the least it can cost.

        The good way, and not the cheapest, in which all are in one cell, is what the bundle remembers.
        """
        value, activity = self.value_of_presence(whole), np.zeros_like(whole)
        least = sum(_least(each, value, own, pinned) for each, own, pinned in
                    zip(self._work.backlogs, self._work.possible, self._pinned, strict=True))
        plans = self._work.first_plans(value, self.pay_per_cell)
        moved = self._weights.T @ np.sum(plans, axis=0)
        for head, (each, own) in enumerate(zip(self.crew.problem.staffing.head_counts, self.coupling.of_heads(activity),
                                               strict=True)):
            own[:] = moved[head, np.flatnonzero(each.applies)]
        price = sum(each.cost(plan.sum(axis=0) * each.cell_minutes + pinned)
                    for each, plan, pinned in zip(self._work.backlogs, plans, self._pinned, strict=True))
        return activity, price, least


def _with_room(problem: Problem, weights: Ints, backlogs: Sequence[Backlog]) -> Problem:
    """The problem with costs of counts below 0 and above all people, for all work in one cell: steep as lateness, or level.

    Nobody is ever at the work who is not there; to allow it at a price leaves the bound valid.
    """
    most = sum(int(-(-each.minutes.sum() // each.cell_minutes)) + int(each.who.sum()) for each in backlogs)
    late = max(each.late_per_cell for each in backlogs)
    heads = tuple(
        each.widened(-most * int(own.min(initial=0)), most * int(own.max(initial=0)), late)
        for each, own in zip(problem.staffing.head_counts, weights.T, strict=True))
    return replace(problem, staffing=replace(problem.staffing, head_counts=heads))


def _least(backlog: Backlog, value: Ints, possible: Ints, pinned: Ints) -> int:
    """What work costs at least if taking somebody off the phone does so much, in units, rounded down.

    A minute of a pinned block saves no more than the dearest work does that is at hand then.
    """
    step, total = backlog.cell_minutes, 0
    saved = np.zeros(len(pinned), dtype=np.int64)
    cheapest = np.where(possible > 0, value, _NEVER).min(axis=0)
    for first, end, minutes, price in zip(backlog.first.tolist(), backlog.end.tolist(), backlog.minutes.tolist(),
                                          backlog.late_price.tolist(), strict=True):
        span = slice(max(first, 0), max(end, 0))
        dear = int(cheapest[span].min(initial=price * step))
        total += minutes * dear
        saved[span] = np.maximum(saved[span], dear)
    idle = np.where(possible > 0, np.minimum(value + backlog.idle_price * step, 0), 0)
    return (total - int(pinned @ saved)) // step + int((possible * idle).sum())
