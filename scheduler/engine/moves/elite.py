"""The elite set: the best rosters that dives have found, far from each other, from which coolings start, too."""

from __future__ import annotations

import threading

import numpy as np

from scheduler.engine.crew import Crew
from scheduler.model.solution import Solution


class EliteSet:
    """A few good rosters besides the incumbent, shared by all threads.

    Parameters
    ----------
    most
        Rosters kept at most, the cheapest.
    """

    def __init__(self, crew: Crew, most: int) -> None:
        self._crew, self._most = crew, most
        self._rosters: list[Solution] = []
        self._lock = threading.Lock()

    def add(self, solution: Solution) -> None:
        """Keep a copy of a roster, if it is among the best."""
        with self._lock:
            self._rosters = sorted([solution.copy(), *self._rosters], key=self._crew.cost)[: self._most]

    def draw(self, rng: np.random.Generator) -> Solution | None:
        """Some roster, not to be changed; ``None`` where there is none."""
        with self._lock:
            rosters = self._rosters
        return rosters[int(rng.integers(len(rosters)))] if rosters else None

    def replace(self, old: Solution, new: Solution) -> None:
        """Put a copy of a roster in the place of the one it was made from."""
        with self._lock:
            self._rosters = [new.copy() if each is old else each for each in self._rosters]
