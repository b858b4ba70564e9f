"""Blocks of deferrable work one by one, each where it gains most: for rosters too large for an integer program."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.backlog import Backlog
from scheduler.model.blocks import Block, Stretch, moved_weights
from scheduler.model.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def one_by_one(
    problem: Problem, backlogs: Sequence[Backlog], stretches: Sequence[Stretch], counts: Ints, held: Ints, seconds: float
) -> list[Block]:
    """Blocks, each the one that gains most for its time, until none gains anything or time is up.

    Parameters
    ----------
    counts
        What each head count counts without these blocks; shape (head counts, cells).
    held
        Minutes of blocks of each kind of work that there are already; shape (kinds, cells).
    """
    began, free, found, now = time.monotonic(), _Free(problem, stretches), list[Block](), counts.copy()
    weights = moved_weights(problem)
    prices = _prices(problem, weights, now, np.arange(problem.cells))
    for kind, backlog in enumerate(backlogs):
        minutes = held[kind].copy()
        while time.monotonic() - began < seconds:
            best = _best(problem, backlog, free, _gains(backlog, minutes), prices)
            if best is None:
                break
            number, first, end = best
            stretch, skill = free.take(number, first, end)
            found.append(Block(kind, stretch.operator, stretch.day, first, end))
            now[:, first:end] += weights[skill][:, None]
            minutes[first:end] += backlog.cell_minutes
            prices[:, first:end] = _prices(problem, weights, now, np.arange(first, end))
    return found


class _Free:
    """Stretches of which parts are taken: what is left before and after a block, a cell apart, is a stretch again."""

    def __init__(self, problem: Problem, stretches: Sequence[Stretch]) -> None:
        self._whole = list(stretches)
        self.first, self.end, self.operator, self.day, self.price = (
            np.array([getattr(each, name) for each in stretches], dtype=np.int64)
            for name in ("first", "end", "operator", "day", "price"))
        self.skill = problem.skills.of_operator[self.operator] // problem.skills.lanes

    def take(self, number: int, first: int, end: int) -> tuple[Stretch, int]:
        """Take a block out of a stretch; which it was, and the skill of its operator."""
        for begin, stop in ((end + 1, int(self.end[number])), (int(self.first[number]), first - 1)):
            if begin < stop:
                self._whole.append(self._whole[number])
                self.first, self.end = np.append(self.first, begin), np.append(self.end, stop)
                for name in ("operator", "day", "price", "skill"):
                    setattr(self, name, np.append(getattr(self, name), getattr(self, name)[number]))
        self.end[number] = self.first[number]
        self.price[(self.operator == self.operator[number]) & (self.day == self.day[number])] = 0
        return self._whole[number], int(self.skill[number])


def _gains(backlog: Backlog, minutes: Ints) -> Floats:
    """Units that somebody more at the work saves in each cell: of the minutes left there, each once; shape (cells,)."""
    left, _ = backlog.left(minutes, len(minutes))
    change = np.zeros(len(minutes) + 1)
    due = left * backlog.is_due
    np.add.at(change, np.clip(backlog.first, 0, len(minutes)), due)
    np.subtract.at(change, np.clip(backlog.end, 0, len(minutes)), due)
    there = np.cumsum(change)[:-1]
    used = np.minimum(there, backlog.cell_minutes)
    return np.asarray(used * float(backlog.late_price.max(initial=0)) - (backlog.cell_minutes - used) * backlog.idle_price)


def _prices(problem: Problem, weights: Ints, counts: Ints, cells: Ints) -> Floats:
    """Units that it costs to take one more of each skill off the phone in some cells; shape (skills, cells)."""
    prices = np.zeros((len(weights), len(cells)))
    for head, each in enumerate(problem.staffing.head_counts):
        place = np.flatnonzero(each.curve_of[cells] >= 0)
        at, last = cells[place], each.curves.shape[1] - 1
        for skill in np.flatnonzero(weights[:, head]).tolist():
            then = np.clip(counts[head, at] + weights[skill, head], 0, last)
            prices[skill, place] += each.curves[each.curve_of[at], then] - each.curves[each.curve_of[at], counts[head, at]]
    return prices


def _best(
    problem: Problem, backlog: Backlog, free: _Free, gains: Floats, prices: Floats
) -> tuple[int, int, int] | None:
    """Number of a stretch, and the half-open cells of the block that gains most a cell; None if none gains anything."""
    first, end, skill, may = free.first, free.end, free.skill, backlog.who[free.operator]
    best, found = 0.0, None
    for length in sorted({backlog.least, (backlog.least + backlog.most) // 2, backlog.most}):
        long = may & (end - first >= length)
        for each, price in np.unique(np.stack([skill, free.price])[:, long], axis=1).T.tolist():
            sums = np.concatenate([[0.0], np.cumsum(gains - prices[each])])
            value = (sums[length:] - sums[:-length] - price) / length
            open_ = np.zeros(problem.cells + 1, dtype=np.int64)
            mine = np.flatnonzero(long & (skill == each) & (free.price == price))
            np.add.at(open_, first[mine], 1)
            np.subtract.at(open_, end[mine] - length + 1, 1)
            value = np.where(np.cumsum(open_)[: len(value)] > 0, value, -np.inf)
            at = int(value.argmax())
            if value[at] > best:
                number = int(mine[(first[mine] <= at) & (at + length <= end[mine])][0])
                best, found = float(value[at]), (number, at, at + length)
    return found
