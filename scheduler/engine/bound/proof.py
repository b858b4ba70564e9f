"""The proof of a search: the dual until it has converged, from then on its branches, in slices between other work."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from itertools import count

from scheduler.engine.bound.branching import Branching, BranchingParams
from scheduler.engine.bound.dual import Dual, DualParams
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.parameters import NotNegative, Parameters, Positive, Share
from scheduler.model.solution import Solution


class ProofParams(Parameters):
    """Time that the proof gets.

    Parameters
    ----------
    step_s
        Counted work of a step of the dual in seconds, besides that of pricing.
    least_share
        Of the time, for branches that promise nothing. Around the clock with 200 operators the tree once took half of the
        time and raised nothing.
    first_share, share, late_s
        Of the time, for branches that promise something: `first_share` of all, or `share` of what comes after `late_s`
        seconds, once rosters gain less.
    promise
        Part of the gap by which half of the nodes must have risen for that. A mean is lifted by a few; the median is not.
    dual, branching
        The parts.
    """

    step_s: Positive = 1e-3
    least_share: Share = 0.2
    first_share: Share = 0.3
    share: Share = 0.6
    late_s: NotNegative = 6.0
    promise: Share = 0.005
    dual: DualParams = DualParams()
    branching: BranchingParams = BranchingParams()


_DEFAULT = ProofParams()


class Proof:
    """Raises the bound; one thread at a time, the others do without.

    Parameters
    ----------
    known
        A roster: the first prices lean to where it is understaffed.
    monitor
        Gets every bound; says what a roster costs and when to stop.

    Attributes
    ----------
    dual
        The dual of all rosters; the branches have one of their own.
    step_s
        Seconds that a step of it took of late.
    """

    def __init__(self, crew: Crew, known: Solution, monitor: Monitor, params: ProofParams = _DEFAULT) -> None:
        self.dual = Dual(crew, crew.presence(known), params.dual)
        self._monitor, self._budget, self._params = monitor, monitor.budget, params
        # Shifts are priced once for each skill.
        skills, classes = len(crew.problem.skills) // crew.problem.skills.lanes, len(crew.problem.classes)
        self.step_s = self._step_work_s = (
            params.step_s + skills * crew.pricing_work_s + classes * crew.walk_work_s)
        self._branching: Branching | None = None
        self._branched_s = 0.0
        self._lock = threading.Lock()

    def fork(self) -> Dual:
        """A copy of the dual of all rosters."""
        with self._lock if self._branching is None else nullcontext():
            return self.dual.fork()

    def improve(self, seconds: float) -> None:
        """Take steps of the dual for so long; once it has converged, branch until that has had its share of the time."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._branching is None:
                self._converge(seconds)
            else:
                self._branch(self._branching)
        finally:
            self._lock.release()

    def _converge(self, seconds: float) -> None:
        began = self._budget.spent
        for done in count(1):
            self._monitor.prove(self.dual.improve())
            self._budget.charge(self._step_work_s)
            self.step_s = (self._budget.spent - began) / done
            if self.dual.converged or self._monitor.stop() or self._budget.spent - began > seconds:
                break
        if self.dual.converged:
            self._branching = Branching(self.dual.fork(), self._params.branching)

    def _branch(self, branching: Branching) -> None:
        monitor, budget = self._monitor, self._budget
        while not (branching.done or monitor.stop() or self._branched_s > self._allowed_s(branching)):
            began = budget.spent
            monitor.prove(branching.expand(monitor.cost, monitor.stop))
            budget.charge(self._params.branching.steps * self._step_work_s)
            self._branched_s += budget.spent - began

    def _allowed_s(self, branching: Branching) -> float:
        """Seconds that branches may have had by now."""
        spent, params = self._budget.spent, self._params
        if branching.promise < params.promise * (self._monitor.cost - self.dual.bound):
            return params.least_share * spent
        return max(params.first_share * spent, params.share * (spent - params.late_s))
