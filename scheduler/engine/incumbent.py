"""The incumbent: the best roster known, and how offers from several workers become it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scheduler.engine.crew import Crew
from scheduler.model.legal import is_legal, keeps_caps
from scheduler.model.solution import Solution


class Incumbent:
    """The best roster that a search has been offered.

    A roster with more on the phone than a cap allows is worked on, until there is one that keeps it, but never given out.

    Attributes
    ----------
    solution, cost
        The roster and its cost in units; nobody works before the first offer.
    complete
        Whether it may be given out: there was an offer, and it keeps all caps.
    """

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self.solution = crew.empty()
        self.cost = crew.cost(self.solution)
        self.complete = self._begun = False

    def take(self, solution: Solution, base: Solution) -> bool:
        """Become an offer made from `base` if it is legal and better; return whether it was.

        Of an offer from an older incumbent, what it changed alone is tried, too.
        """
        is_stale = base is not self.solution and self.complete
        offers = [solution, self._rebased(solution, base)] if is_stale else [solution]
        costs = [self._crew.cost(offer) for offer in offers]
        for cost, offer in sorted(zip(costs, offers, strict=True), key=lambda pair: pair[0]):
            keeps = keeps_caps(self._crew.problem, offer)
            is_better = not self._begun or (not keeps, cost) < (not self.complete, self.cost)
            if is_better and is_legal(self._crew.problem, offer, self._changed(offer)):
                self.solution, self.cost, self.complete, self._begun = offer.copy(), cost, keeps, True
                return True
        return False

    def _changed(self, solution: Solution) -> Iterable[int]:
        """Operators whose days differ from the incumbent's."""
        if not self.complete:
            return range(self._crew.problem.operators)
        return [int(operator) for operator in np.flatnonzero((solution.rows != self.solution.rows).any(axis=1))]

    def _rebased(self, solution: Solution, base: Solution) -> Solution:
        """The incumbent with what `solution` changed in `base`."""
        changed = (solution.rows != base.rows) | (solution.chain != base.chain) | (
            solution.breaks != base.breaks).any(axis=2)
        merged = self.solution.copy()
        merged.rows[changed] = solution.rows[changed]
        merged.chain[changed] = solution.chain[changed]
        merged.breaks[changed] = solution.breaks[changed]
        return merged
