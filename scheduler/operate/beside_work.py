"""A repair beside deferrable work: blocks that were published stay where they are, and what is lost of them is placed anew.

A published shift with its blocks is one row, which a repair keeps or gives up as a whole. The search answers the calls that are
left beside blocks planned for what is lost; then an integer program places these in shifts that have not begun, with the price
of a change where one was published without, and their people are the next round's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.crew import Crew
from scheduler.model.blocks import Blocks
from scheduler.model.classes import OperatorClass
from scheduler.model.legal import is_legal, keeps_caps
from scheduler.model.published import Pair, Published
from scheduler.model.solution import Solution
from scheduler.operate.calling import called_in_order
from scheduler.operate.mending import Mended, Task, mend
from scheduler.solve.backlog import SURE_S, Work
from scheduler.solve.backlog_dual import WorkDual
from scheduler.solve.options import Options

Ints = NDArray[np.int64]

_DUAL_SHARE = 0.2
_ROUNDS = 2
_FOR_BLOCKS = 0.25
"""Share of the time for the bound; rounds, and the share of each that is left to place blocks."""


@dataclass(frozen=True, eq=False)
class Lost:
    """What was published of a hotline with deferrable work, and what is left of it.

    Parameters
    ----------
    task
        The repair, whose problem has the published shifts with their blocks.
    published, work
        What was published, and the deferrable work of that problem.
    bare
        The work of the problem in which shifts were published without blocks: whatever becomes of them, it costs no less.
    breaks_only
        Whether only breaks may move: then no block is placed.
    """

    task: Task
    published: Published
    work: Work
    bare: Work
    breaks_only: bool

    @cached_property
    def _rows(self) -> dict[Pair, int]:
        """Row of each published shift."""
        row_of = self.published.rows_in(self.work.problem.table)
        return {pair: row_of[shift] for pair, shift in self.published.shifts.items()}

    def mended(self, options: Options, seconds: float) -> Mended | None:
        """The best repair of some rounds, with a bound on all; None where no legal one was found."""
        bound = WorkDual(self.bare)
        bound.improve_until(replace(options, seconds=seconds * _DUAL_SHARE).budget())
        share = seconds * (1 - _DUAL_SHARE) / _ROUNDS
        blocks = self._placed(self.task.start, options, share * _FOR_BLOCKS)
        best = self._as_it_is(blocks)
        worth = self._worth(np.maximum(bound.value_of_presence(bound.prices), round(bound.pay_per_cell)))
        for number in range(_ROUNDS):
            problem = replace(self.work.net_of(self.work.away(blocks)), classes=worth)
            task = replace(self.task, crew=Crew.of(problem))
            found = mend(task, replace(options, seconds=share * (1 - _FOR_BLOCKS)).budget(), options.seed + number)
            if found is None:
                break
            solution = called_in_order(task, self.published.standby, found).solution
            blocks = self._placed(solution, options, share * _FOR_BLOCKS)
            tried = self._mended(solution, blocks)
            if best is None or tried.cost < best.cost:
                best = tried
            if options.is_interrupted:
                break
        return None if best is None else replace(best, bound=min(best.cost, bound.bound), prices=bound.prices)

    def _as_it_is(self, blocks: Blocks) -> Mended | None:
        """What is left of the roster with more blocks, or without; None where it breaks a rule.

        The search, which knows but prices of work, may find nothing as good.
        """
        problem, start = self.work.problem, self.task.start
        if not (is_legal(problem, start, range(problem.operators)) and keeps_caps(problem, start)):
            return None
        return min((self._mended(start, each) for each in ((), blocks)), key=lambda each: each.cost)

    def _mended(self, solution: Solution, blocks: Blocks) -> Mended:
        return Mended(solution, self._cost(solution, blocks), 0, np.zeros(0), blocks)

    def _worth(self, value: Ints) -> tuple[OperatorClass, ...]:
        """Classes of operators to whom it costs something to give up published blocks: what their time is worth on the phone.

        So they are given up only where more are missing than the bound's prices tell, and the search need not count the work.

        Parameters
        ----------
        value
            What it costs to take somebody of each skill off the phone, in units; shape (skills, cells).
        """
        problem, found = self.work.problem, []
        rows_of: dict[int, list[tuple[int, int]]] = {}
        for (operator, day), row in self._rows.items():
            rows_of.setdefault(operator, []).append((day, row))
        for each in problem.classes:
            cost, off = each.cost.copy(), each.day_off_cost.copy()
            for day, row in rows_of.get(each.members[0], ()):
                skill = each.skill // problem.skills.lanes
                price = sum(int(value[skill, block.first:block.end].sum()) for block in self.work.of_row(each.members[0], row))
                cost[(problem.table.day[each.rows] == day) & (each.rows != row)] += price
                off[day] += price
            found.append(replace(each, cost=cost, day_off_cost=off))
        return tuple(found)

    def _placed(self, solution: Solution, options: Options, seconds: float) -> Blocks:
        """More blocks, in shifts that may still change."""
        if self.breaks_only:
            return ()
        return self.work.placed(solution, SURE_S if options.deterministic else seconds, frozenset(self._closed(solution)),
                                self._price_of(solution))

    def _closed(self, solution: Solution) -> Iterator[Pair]:
        """Shifts that have begun; with a cap on people, those of all who are not touched anyway."""
        touched = {*self.task.touched_anyway, *self.task.touched(solution).tolist()}
        for operator, day in np.argwhere(solution.rows >= 0).tolist():
            begun = self.work.problem.table.start[solution.rows[operator, day]] < self.published.now
            if begun or (self.task.most is not None and operator not in touched):
                yield operator, day

    def _price_of(self, solution: Solution) -> dict[Pair, int]:
        """Units for other breaks in each shift that is as it was published."""
        kept = {pair: row for pair, row in self._rows.items()
                if pair not in self.published.exempt and row == solution.rows[pair]}
        prices = self.published.of_breaks(self.work.problem.table.start[list(kept.values())]) if kept else ()
        return dict(zip(kept, map(int, prices), strict=True))

    def _cost(self, solution: Solution, blocks: Blocks) -> int:
        """Cost of a repair with all its changes, in units."""
        prices = self._price_of(solution)
        return self.work.cost(solution, blocks) + sum(prices.get(pair, 0) for pair in {(each.operator, each.day)
                                                                                      for each in blocks})
