"""Rounds of search and blocks: a roster beside planned deferrable work, its blocks, a roster beside these, and so on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import cycle
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.crew import Crew
from scheduler.engine.search import Outcome, Progress, Search
from scheduler.model.blocks import Blocks
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution
from scheduler.solve.backlog import SURE_S, Work
from scheduler.solve.backlog_dual import WorkDual
from scheduler.solve.options import Options

_ROUND, _LEAST_S = 0.07, 1.5
"""Part of the time limit that a round has, blocks included, and its least seconds."""
_FOR_BLOCKS, _LEAST_BLOCKS = 0.3, 0.1
"""Part of a round that is left to place blocks, and part of the time limit that they may take where there are many."""
_WORTH = (3.0, 6.0, 1.5, 0.0)
"""Of one round after the other what somebody more or fewer at the work is worth, in costs of a paid cell: so the search may
move work. (Measured, of a plan that costs 196 at least: 332 with 0 alone, 277 with 3, 6 and 12, 247 with 3, 1.5 and 2.)"""
_IN_VAIN = 2 * len(_WORTH)
"""So many rounds in a row that find nothing better are the last."""
_DUAL_FIRST, _DUAL_LAST = 0.08, 0.08
"""Parts of it for the bound: before all rounds, whose first people at the work its prices choose, and at the end."""
_AT_THE_END = 0.8
"""Seconds for blocks once somebody has asked to stop."""
_POLL_S = 0.05


@dataclass(frozen=True, eq=False)
class Planned:
    """A roster with blocks.

    Parameters
    ----------
    solution, blocks, cost
        The roster, its blocks, and what both cost in units.
    """

    solution: Solution
    blocks: Blocks
    cost: int


class Rounds:
    """All rounds within the time limit.

    Attributes
    ----------
    best
        The best roster so far; None: there is none.
    dual
        The dual of rosters and blocks together.
    impossible
        Whether it is proven that there is none.
    """

    def __init__(self, work: Work, options: Options, levelled: Callable[[Problem, Outcome], Outcome], began: float) -> None:
        self._work, self._options, self._levelled = work, options, levelled
        self.best: Planned | None = None
        self.dual = WorkDual(work)
        self.impossible, self._began, self._work_s = False, began, 0.0

    def run(self, start: Solution | None) -> Planned | None:
        """Search, place blocks, and search again beside those of the best roster, which is returned.

        With a roster to begin from, its own blocks say who is away first.
        """
        options, most = self._options, self._options.seconds * (1 - _DUAL_LAST)
        self._prove(_DUAL_FIRST)
        if start is not None:
            self._with_blocks(start, _FOR_BLOCKS * self._seconds)
        last = 0
        for number, worth in enumerate(cycle(_WORTH)):
            before = self.best
            if not self._round(number, worth) or self._is_done or self.spent >= most or options.is_interrupted:
                break
            last = number if self.best is not before else last
            if number - last >= _IN_VAIN:
                break
        self._prove(_DUAL_LAST)
        return self.best

    @property
    def spent(self) -> float:
        """What counts against the time limit, in seconds."""
        return self._work_s if self._options.deterministic else time.monotonic() - self._began

    @property
    def bound(self) -> int:
        """What no roster is below, whatever its blocks, in units."""
        return self.dual.bound

    @property
    def _seconds(self) -> float:
        """Seconds of a round: what is left, where that is no more."""
        options = self._options
        return min(max(_ROUND * options.seconds, _LEAST_S), max(options.seconds * (1 - _DUAL_LAST) - self.spent, _LEAST_S / 2))

    def _prove(self, share: float) -> None:
        """Raise the bound for a share of the time limit."""
        budget = replace(self._options, seconds=share * self._options.seconds).budget()
        self.dual.improve_until(budget)
        self._work_s += budget.spent

    @property
    def _is_done(self) -> bool:
        """Whether the best roster is near enough to the bound."""
        return self.best is not None and self.best.cost - self.bound <= self._options.gap * self.best.cost

    def _away(self) -> NDArray[np.int64]:
        """People of each skill at the work: those of the best roster; before there is one where prices of the bound are low."""
        if self.best is not None:
            return self._work.away(self.best.blocks)
        return np.asarray(sum(self._work.first_plans(self.dual.value_of_presence(self.dual.prices), self.dual.pay_per_cell)))

    def _round(self, number: int, worth: float) -> bool:
        """One round; whether there was a roster."""
        options, seconds = self._options, self._seconds
        problem = self._work.net_of(self._away(), round(worth * self.dual.pay_per_cell))
        budget = replace(options, seconds=seconds * (1 - _FOR_BLOCKS)).budget()
        run = Search(Crew.of(problem), budget, gap=0.0, seed=options.seed + number, workers=options.threads,
                     start=self.best.solution if self.best else None)
        outcome = run.run()
        self._work_s += seconds  # also where the search was over sooner: a deterministic run ends after so many rounds
        if outcome is None:
            self.impossible = run.monitor.impossible
            return False
        self._with_blocks(self._levelled(problem, outcome).solution, seconds * _FOR_BLOCKS)
        return True

    def _with_blocks(self, solution: Solution, seconds: float) -> None:
        """Place blocks in a roster, and keep it if it is the best; once somebody has asked to stop only if there is none."""
        options = self._options
        if options.is_interrupted and self.best is not None:
            return
        enough = SURE_S if options.deterministic else max(seconds, _LEAST_BLOCKS * options.seconds)
        blocks = None if options.is_interrupted else self._placed(solution, enough)
        if blocks is None and self.best is None:
            blocks = self._work.placed(solution, _AT_THE_END, soon=True)
        if blocks is None:
            return
        found = Planned(solution, blocks, self._work.cost(solution, blocks))
        if self.best is None or found.cost < self.best.cost:
            self.best = found
            options.report(Progress(self.spent, found.cost, self.bound, "backlog"))

    def _placed(self, solution: Solution, seconds: float) -> Blocks | None:
        """Blocks, placed in a thread; where somebody asks to stop it is left behind, as its solver cannot be stopped: None."""
        found: list[Blocks | BaseException] = []

        def place() -> None:
            try:
                found.append(self._work.placed(solution, seconds))
            except BaseException as error:  # raised again below
                found.append(error)

        thread = Thread(target=place, daemon=True)
        thread.start()
        while thread.is_alive() and not self._options.is_interrupted:
            thread.join(_POLL_S)
        if found and isinstance(found[0], BaseException):
            raise found[0]
        return found[0] if found and isinstance(found[0], tuple) else None
