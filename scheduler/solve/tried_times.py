"""Rosters for some of the times that may be chosen: each is tried for a part of the time, and the best is kept and improved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.search import Outcome, Progress, Search
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution
from scheduler.solve.common_times import Chosen, Compiled, Ranked, with_times
from scheduler.solve.options import Options

_TRIAL, _TRIALS = 0.08, 0.4
"""Share of the time limit for the search with each choice of times, and for all such searches before the best one goes on."""


@dataclass(frozen=True, eq=False)
class Tried:
    """The search with some times.

    Parameters
    ----------
    chosen, instance, crew
        The times, the instance that has them, and the people of its problem.
    outcome
        What was found; None: no roster.
    prices
        Best prices of the search.
    impossible
        Whether it is proven that there is no roster with these times.
    """

    chosen: Chosen
    instance: Instance
    crew: Crew
    outcome: Outcome | None
    prices: NDArray[np.float64] | None
    impossible: bool

    @property
    def problem(self) -> Problem:
        """The problem with these times."""
        return self.crew.problem

    @property
    def cost(self) -> float:
        """What it costs, in units; endless without a roster."""
        return np.inf if self.outcome is None else self.outcome.cost

    @property
    def is_best(self) -> bool:
        """Whether no roster with these times costs less."""
        return self.impossible or (self.outcome is not None and self.outcome.cost == self.outcome.bound)


class Trials:
    """Searches with one choice of times after the other, within the time limit of all.

    Parameters
    ----------
    ranked
        The times to choose from.
    compiled
        Makes the problem of an instance.
    options
        What is asked of the run; its gap is that to the bound of `ranked`, which holds whatever times are chosen.
    began
        When the run began (`time.monotonic`): what was spent before counts.
    """

    def __init__(self, instance: Instance, ranked: Ranked, compiled: Compiled, options: Options,
                 began: float) -> None:
        self._instance, self._ranked, self._compiled, self._options = instance, ranked, compiled, options
        self._began, self._spent = began, 0.0 if options.deterministic else time.monotonic() - began
        self.best: Tried | None = None

    def run(self) -> Tried:
        """Try the times ranked first, then others beside the best; at the end the best one goes on in the time that is left."""
        best = self.best = self._try(self._ranked.first)
        seen = [dict(best.chosen)]
        while (chosen := next((each for each in self._ranked.beside(best.chosen) if each not in seen), None)) is not None:
            if self._is_done(best) or self._spent > _TRIALS * self._options.seconds * (1 if not best.is_best else 2):
                break
            seen.append(chosen)
            found = self._try(chosen)
            best = self.best = found if found.cost < best.cost else best
        if not best.is_best and not self._is_done(best):
            found = self._searched(best.chosen, best.instance, best.crew, min(self._left, self._options.seconds),
                                   best.outcome.solution if best.outcome else None)
            best = found if found.cost <= best.cost else best
        return best

    def alone(self, chosen: Chosen, begin: Callable[[Instance, Problem], Solution]) -> Tried:
        """Search with given times alone, from a first roster."""
        instance = with_times(self._instance, chosen)
        problem = self._compiled(instance)
        return self._searched(chosen, instance, Crew.of(problem), self._left, begin(instance, problem))

    @property
    def _left(self) -> float:
        return max(self._options.seconds - self._spent, self._options.seconds * _TRIAL)

    def _is_done(self, best: Tried) -> bool:
        """Whether the search may end: somebody asks for it, or the best roster is near enough to the bound."""
        return self._options.is_interrupted or (
            best.outcome is not None and best.cost - self._ranked.bound <= self._options.gap * best.cost)

    def _try(self, chosen: Chosen) -> Tried:
        began = time.monotonic()
        instance = with_times(self._instance, chosen)
        problem = self._ranked.problem if chosen == self._ranked.first else self._compiled(instance)
        self._spent += 0.0 if self._options.deterministic else time.monotonic() - began
        return self._searched(chosen, instance, Crew.of(problem), min(self._left, _TRIAL * self._options.seconds), None)

    def _searched(
        self, chosen: Chosen, instance: Instance, crew: Crew, seconds: float, start: Solution | None
    ) -> Tried:
        options = self._options
        if crew.impossible_classes():
            return Tried(chosen, instance, crew, None, None, impossible=True)
        budget = replace(options, seconds=seconds).budget()
        run = Search(crew, budget, gap=0.0, seed=options.seed, workers=options.threads, start=start,
                     progress=lambda progress: self._tell(progress, budget))
        outcome = run.run()
        self._spent += budget.spent  # without what is compiled once on a machine
        return Tried(chosen, instance, crew, outcome, run.prices, run.monitor.impossible)

    def _tell(self, progress: Progress, budget: Budget) -> None:
        """Report what is better than all before; end a search that cannot be, or that is near enough to the bound."""
        best, bound = np.inf if self.best is None else self.best.cost, self._ranked.bound
        if progress.what != "bound" and progress.cost < best:
            self._options.report(replace(progress, seconds=time.monotonic() - self._began, bound=None))
        if (progress.bound or 0) >= best or progress.cost - bound <= self._options.gap * progress.cost:
            budget.seconds = 0.0
