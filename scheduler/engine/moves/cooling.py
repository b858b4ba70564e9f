"""One cooling of simulated annealing after the other: from where, and how slowly; what is tried is the move's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.engine.crew import Crew
from scheduler.engine.moves.elite import EliteSet
from scheduler.engine.parameters import Parameters, Positive, Share
from scheduler.model.solution import Solution


class CoolingParams(Parameters):
    """How slowly rosters are cooled.

    Parameters
    ----------
    first_s
        Seconds of the first cooling.
    lengthen
        Factor on the seconds after a cooling in vain.
    longest_s
        Seconds of a cooling at most.
    stuck_s
        Coolings that have become longer than so many seconds do not only start from the incumbent.
    elsewhere
        Part of those that start from a roster of the elite set instead.
    """

    first_s: Positive = 0.5
    lengthen: Positive = 1.4
    longest_s: Positive = 12.0
    stuck_s: Positive = 1.3
    elsewhere: Share = 0.5


@dataclass(eq=False)
class Cooling:
    """The coolings of one move, slower the more often they were in vain; `seconds` is the length of the next."""

    crew: Crew
    elite: EliteSet
    params: CoolingParams

    def __post_init__(self) -> None:
        self.seconds = self.params.first_s

    def cool(self, base: Solution, rng: np.random.Generator, anneal: Callable[[Solution], object]) -> Solution:
        """Let `anneal` change a copy of `base` or, once coolings were in vain, of a roster of the elite set; return it."""
        is_elsewhere = self.seconds > self.params.stuck_s and rng.random() < self.params.elsewhere
        start = (self.elite.draw(rng) if is_elsewhere else None) or base
        solution = start.copy()
        anneal(solution)
        if self.crew.cost(solution) >= self.crew.cost(base):
            self.seconds = min(self.seconds * self.params.lengthen, self.params.longest_s)
        if start is not base:
            self.elite.replace(start, solution)
        return solution
