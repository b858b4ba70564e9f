"""The proof of a search: the dual until it has converged, from then on its branches, in slices between other work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import nullcontext
from itertools import count

from scheduler.engine.bound.branching import STEPS, Branching
from scheduler.engine.bound.dual import Dual
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.model.solution import Solution

_STEP_S = 1e-3
_LEAST_BRANCH_SHARE, _FIRST_BRANCH_SHARE, _BRANCH_SHARE, _BRANCH_AFTER_S = 0.2, 0.3, 0.6, 6.0
"""Branches get most of the time once rosters gain less."""
_PROMISE = 0.005
"""Part of the gap by which half of the nodes must have risen, or branches get the least of the time."""


class Proof:
    """Raises the bound; one thread at a time, the others do without.

    Parameters
    ----------
    known
        A roster: the first prices lean to where it lacks people.
    prove
        Told every bound.
    stop
        Whether it is time to stop.

    Attributes
    ----------
    dual
        The dual of all rosters; the branches have one of their own.
    step_s
        Seconds that a step of it took of late.
    """

    def __init__(
        self, crew: Crew, known: Solution, budget: Budget, prove: Callable[[int], None], stop: Callable[[], bool]
    ) -> None:
        self.dual = Dual(crew, crew.presence(known))
        self._budget, self._prove, self._stop = budget, prove, stop
        # Shifts are priced once for each skill.
        skills, classes = len(crew.problem.skills.serves), len(crew.problem.classes)
        self.step_s = self._step_work_s = (
            _STEP_S + skills * crew.pricing_work_s + classes * crew.walk_work_s)
        self._branching: Branching | None = None
        self._branched_s = 0.0
        self._lock = threading.Lock()

    def fork(self) -> Dual:
        """A copy of the dual of all rosters."""
        with self._lock if self._branching is None else nullcontext():
            return self.dual.fork()

    def improve(self, cost: Callable[[], int], seconds: float) -> None:
        """Take steps of the dual for so long; once it has converged, branch until that has had its share of the time."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._branching is None:
                self._converge(seconds)
            else:
                self._branch(self._branching, cost)
        finally:
            self._lock.release()

    def _converge(self, seconds: float) -> None:
        began = self._budget.spent
        for done in count(1):
            self._prove(self.dual.improve())
            self._budget.charge(self._step_work_s)
            self.step_s = (self._budget.spent - began) / done
            if self.dual.converged or self._stop() or self._budget.spent - began > seconds:
                break
        if self.dual.converged:
            self._branching = Branching(self.dual.fork())

    def _branch(self, branching: Branching, cost: Callable[[], int]) -> None:
        while not (branching.done or self._stop() or self._branched_s > self._branching_allowed_s(branching, cost())):
            began = self._budget.spent
            self._prove(branching.expand(cost(), self._stop))
            self._budget.charge(STEPS * self._step_work_s)
            self._branched_s += self._budget.spent - began

    def _branching_allowed_s(self, branching: Branching, cost: int) -> float:
        spent = self._budget.spent
        if branching.promise < _PROMISE * (cost - self.dual.bound):
            return _LEAST_BRANCH_SHARE * spent
        return max(_FIRST_BRANCH_SHARE * spent, _BRANCH_SHARE * (spent - _BRANCH_AFTER_S))
