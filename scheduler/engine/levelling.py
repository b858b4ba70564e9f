"""Among rosters of equal cost, a fairer one: days are given and exchanged between operators until nothing gets more even.

Who is on the phone when, with which breaks, stays as it is; what changes is whose day it is. So only operators who count alike
in coverage exchange days, and only where neither pay nor wishes cost more and all rules are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.model.legal import is_legal
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_IMPOSSIBLE = 2**62
_PARTNERS = 8
"""With so many of those who have least, for their share, somebody who has most tries to exchange days."""
_TRIED = 4
"""Exchanges of a pair that are tried for whether they are legal."""
_LEAST_GAIN = 1e-9


@dataclass(frozen=True, eq=False)
class Burden:
    """Something that should be even among operators.

    Parameters
    ----------
    amount
        What a shift adds; shape (rows,).
    before
        What each operator has had before the horizon; shape (operators,).
    weight
        How much it counts beside other burdens.
    """

    amount: Floats
    before: Floats
    weight: float = 1.0


class Levelling:
    """Evens out burdens between operators of a roster.

    Parameters
    ----------
    burdens
        What should be even.
    share
        What part of each burden an operator owes, relative to the others; shape (operators,).
    """

    def __init__(self, problem: Problem, burdens: tuple[Burden, ...], share: Floats) -> None:
        self._problem, self._share = problem, share
        self._amount = np.vstack([[*(each.weight * each.amount), 0.0] for each in burdens])  # row -1: a day off
        self._before = np.stack([each.weight * each.before for each in burdens])
        self._costs: dict[int, Ints] = {}
        self._left = 0

    def uneven(self, solution: Solution) -> float:
        """How uneven a roster is: over all burdens, the squares of what operators have, each relative to their share."""
        return float((self._totals(solution) ** 2 / self._share).sum())

    def level(self, solution: Solution, work: int) -> Solution:
        """A roster as cheap that is more even; `solution` itself stays as it is.

        Parameters
        ----------
        work
            Pairs that are looked at, and exchanges that are tried for whether they are legal, at most.
        """
        levelled, self._left = solution.copy(), work
        totals, changed = self._totals(levelled), True
        while changed and self._left > 0:
            changed = False
            for more, less in self._pairs(totals):
                if self._left <= 0:
                    break
                changed |= self._exchange(levelled, totals, more, less)
        return levelled

    def _totals(self, solution: Solution) -> Floats:
        """What each operator has of each burden; shape (burdens, operators)."""
        return np.asarray(self._before + self._amount[:, solution.rows[: len(self._share)]].sum(axis=2))

    def _pairs(self, totals: Floats) -> Iterator[tuple[int, int]]:
        """Operators who have most for their share of a burden, each with those who have least; of one skill."""
        skill = self._problem.skills.of_operator[: len(self._share)]
        for burden in totals / self._share:
            order = np.argsort(-burden, kind="stable")
            for more in order.tolist():
                partners = [int(each) for each in order[::-1] if skill[each] == skill[more]
                            and burden[each] < burden[more] - _LEAST_GAIN]
                yield from ((more, less) for less in partners[:_PARTNERS])

    def _exchange(self, solution: Solution, totals: Floats, more: int, less: int) -> bool:
        """Make the most levelling legal exchange of one or two days between two operators; whether there was any."""
        self._left -= 1
        first, second = solution.rows[more], solution.rows[less]
        moved = self._amount[:, second] - self._amount[:, first]  # what the first gains by a day; (burdens, days)
        dearer = self._dearer(more, less, first, second)
        days = np.flatnonzero((first != second) & (dearer < _IMPOSSIBLE))
        together = np.where(np.eye(len(days), dtype=np.bool_), moved[:, days, None],
                            moved[:, days, None] + moved[:, None, days])  # one day stands on the diagonal
        costs = np.where(np.eye(len(days), dtype=np.bool_), dearer[days], dearer[days, None] + dearer[None, days])
        change = np.where(costs <= 0, self._change(totals, more, less, together), 0.0)
        for at in np.argsort(np.triu(change), axis=None, kind="stable")[:_TRIED].tolist():
            one, other = divmod(at, len(days))
            if change[one, other] >= -_LEAST_GAIN:
                break
            self._left -= 1
            chosen = sorted({int(days[one]), int(days[other])})
            before = self._priced(solution, more, less)
            _swap(solution, more, less, chosen)
            if is_legal(self._problem, solution, (more, less)) and self._priced(solution, more, less) <= before:
                for operator in (more, less):
                    totals[:, operator] = self._before[:, operator] + self._amount[:, solution.rows[operator]].sum(axis=1)
                return True
            _swap(solution, more, less, chosen)
        return False

    def _change(self, totals: Floats, more: int, less: int, moved: Floats) -> Floats:
        """By how much a roster gets more uneven if so much of each burden moves from the second operator to the first."""
        mine, theirs = totals[:, more, None, None], totals[:, less, None, None]
        after = (mine + moved) ** 2 / self._share[more] + (theirs - moved) ** 2 / self._share[less]
        before = mine ** 2 / self._share[more] + theirs ** 2 / self._share[less]
        return np.asarray((after - before).sum(axis=0))

    def _dearer(self, more: int, less: int, first: Ints, second: Ints) -> Ints:
        """By how much own costs rise if two operators exchange a day, far above all where one may not; shape (days,)."""
        one, other = (self._cost_of(int(self._problem.class_of[each])) for each in (more, less))
        days = np.arange(len(first))
        new, old = _cost(one, second, days), _cost(one, first, days)
        return np.where((new >= _IMPOSSIBLE) | (_cost(other, first, days) >= _IMPOSSIBLE), _IMPOSSIBLE,
                        new - old + _cost(other, first, days) - _cost(other, second, days))

    def _priced(self, solution: Solution, *operators: int) -> int:
        """What the priced counters of some operators cost."""
        classes = (self._problem.classes[int(self._problem.class_of[each])] for each in operators)
        return sum(counter.cost_of(solution.rows[operator]) for operator, each in zip(operators, classes, strict=True)
                   for counter in each.priced)

    def _cost_of(self, number: int) -> Ints:
        """Cost of each row for a class, then of a day off on each day; far above all for rows it may not work."""
        if number not in self._costs:
            each, rows = self._problem.classes[number], len(self._problem.table)
            cost = np.full(rows + self._problem.days, _IMPOSSIBLE, dtype=np.int64)
            cost[each.rows], cost[rows:] = each.cost, each.day_off_cost
            self._costs[number] = cost
        return self._costs[number]


def _cost(costs: Ints, rows: Ints, days: Ints) -> Ints:
    return np.asarray(costs[np.where(rows < 0, len(costs) - len(days) + days, rows)])


def _swap(solution: Solution, one: int, other: int, days: Iterable[int]) -> None:
    """Exchange some days of two operators, breaks and all."""
    for values in (solution.rows, solution.chain, solution.breaks):
        for day in days:
            values[[one, other], day] = values[[other, one], day]
