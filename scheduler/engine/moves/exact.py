"""Exact neighbourhoods: a part of the incumbent, as large as can be solved, is solved to the optimum or close to it."""

from __future__ import annotations

import numpy as np

from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.backends import Backend, BackendParams
from scheduler.engine.moves.neighbourhoods import Picker, everything
from scheduler.engine.parameters import Count, NotNegative, Parameters, Positive, Share
from scheduler.model.program import ImpossibleError
from scheduler.model.solution import Solution


class ExactParams(Parameters):
    """Sizes of neighbourhoods and time slices of their solvers; a pair is an operator on a day.

    Parameters
    ----------
    share, days_share
        Of the time in which nothing gains: of each exact move, and of whole days by HiGHS, which are worth most; days with
        more operators than `day_pairs` get accordingly less.
    pairs, day_pairs
        Free pairs to begin with, and of days by HiGHS: the core of a day of fifty is solved in two seconds, so that a part of
        it is no place to start.
    least_pairs
        Free pairs at least.
    grow, shrink
        Factor on the free pairs after a proven optimum, and after the longest slice without.
    first_s, lengthen
        Seconds of HiGHS's first slice, and factor on a slice that was too short.
    longest_s, longest_share, most_s
        A slice of HiGHS is at most that share of the search, but not less than `longest_s` and not more than `most_s`
        seconds. Slices of CP-SAT last `longest_s` from the first.
    late_s
        Seconds of work by which the first turn is put off of all but whole days by HiGHS: rosters gain more elsewhere at
        first.
    backend
        How neighbourhoods are given to solvers.
    """

    share: Positive = 0.15
    days_share: Positive = 3.0
    pairs: Count = 30
    day_pairs: Count = 60
    least_pairs: Count = 4
    grow: Positive = 1.3
    shrink: Share = 0.8
    first_s: Positive = 2.0
    lengthen: Positive = 1.4
    longest_s: Positive = 4.0
    longest_share: Share = 0.15
    most_s: Positive = 15.0
    late_s: NotNegative = 2.0
    backend: BackendParams = BackendParams()

    def longest_slice_s(self, seconds: float) -> float:
        """Seconds of HiGHS's longest slice in a search of so many."""
        return min(max(self.longest_s, self.longest_share * seconds), self.most_s)


class WholeParams(Parameters):
    """When the whole problem is given to CP-SAT at once.

    Parameters
    ----------
    most_pairs
        Operators times days at most.
    most_chains
        Sequences of breaks at most: each is counted apart on every day. With 75 of them, for six operators and three days with
        meetings, the search came as far in half the time without.
    first_s
        Seconds of the first slice; each in vain doubles it.
    share
        Of the time in which nothing gains.
    """

    most_pairs: Count = 60
    most_chains: Count = 50
    first_s: Positive = 2.0
    share: Positive = 1.0


class ExactNeighbourhood:
    """Solve a neighbourhood exactly; grow what was proven, give what ran out of time more of it, or shrink it.

    Attributes
    ----------
    size
        Free pairs of the next neighbourhood.
    seconds
        Slice of the next solver call.
    """

    def __init__(
        self, crew: Crew, pick: Picker, backend: Backend, monitor: Monitor, params: ExactParams, *,
        size: int, seconds: float, most_s: float,
    ) -> None:
        self.name = f"{pick.__name__.replace('_', ' ')}, {backend.name}"
        self.size, self.seconds = size, seconds
        self._crew, self._pick, self._backend, self._monitor = crew, pick, backend, monitor
        self._params, self._most_s = params, most_s

    def apply(self, base: Solution, rng: np.random.Generator) -> Solution:
        """Solve one neighbourhood; `base` itself where the solver gave no roster."""
        free = self._pick(self._crew, base, self.size, rng)
        try:
            found = self._backend.reoptimise(base, free, self.seconds, int(rng.integers(2**31)))
        except ImpossibleError:
            found = None  # what is fixed is not legal yet
        self._adapt(int(free.size), proven=found is not None and found.proven)
        if found is None:
            return base
        if found.bound is not None and free.all():
            self._monitor.prove(found.bound)
        return found.solution

    def _adapt(self, most: int, *, proven: bool) -> None:
        params = self._params
        if proven:
            self.size = min(most, int(self.size * params.grow) + 1)
        elif self.seconds < self._most_s:
            self.seconds = min(self.seconds * params.lengthen, self._most_s)
        else:
            self.size = max(params.least_pairs, int(self.size * params.shrink))


class WholeProblem:
    """Give the whole problem to a solver, whose bound holds for all rosters."""

    name = "whole problem"

    def __init__(self, crew: Crew, backend: Backend, monitor: Monitor, params: WholeParams) -> None:
        self._crew, self._backend, self._monitor, self._seconds = crew, backend, monitor, params.first_s

    def apply(self, base: Solution, rng: np.random.Generator) -> Solution:
        """Solve for a slice, twice as long after each in vain; `base` itself where the solver gave no roster."""
        try:
            found = self._backend.reoptimise(base, everything(self._crew), self._seconds, int(rng.integers(2**31)))
        except ImpossibleError:
            self._monitor.prove_impossible()
            return base
        if found is None or not found.proven:
            self._seconds *= 2
        if found is None:
            return base
        if found.bound is not None:
            self._monitor.prove(found.bound)
        return found.solution
