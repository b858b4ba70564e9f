"""The search: a complete roster at once, a bound, construction guided by its duals, then neighbourhoods until time is up.

Workers share one incumbent. Each takes an action, chosen by what that kind of action has gained per second so far, works
on a copy, and offers the result; an offer from an older incumbent is taken only if it is still legal and better.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.moves.arms import Arm, Arms
from scheduler.engine.moves.guidance import best_response
from scheduler.model.legal import is_legal, keeps_caps
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution

_DUAL_SHARE, _DUAL_FIRST_S = 0.2, 5.0
_GRACE_S, _GRACE_INTERRUPTED_S = 1.5, 0.5


@dataclass(frozen=True)
class Progress:
    """One line of progress; costs in units, `bound` is ``None`` before anything is proven."""

    seconds: float
    cost: int
    bound: int | None
    what: str


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a search found."""

    solution: Solution
    cost: int
    bound: int
    seconds: float
    interrupted: bool


class Search:
    """State of one run over a problem of which every operator has a legal roster; `start` is a roster to begin with."""

    def __init__(
        self, problem: Problem, budget: Budget, *, gap: float = 0.0, seed: int = 0, workers: int = 1,
        progress: Callable[[Progress], None] = lambda _: None, start: Solution | None = None,
    ) -> None:
        self.problem, self.budget, self.gap, self.seed, self.workers = problem, budget, gap, seed, workers
        self.crew = Crew.of(problem)
        self._report, self._start = progress, start
        self._lock = threading.Lock()
        self._errors: list[BaseException] = []
        self.incumbent = self.crew.empty()
        self.cost = self.crew.cost(self.incumbent)
        self.bound = 0
        self.complete = self._begun = False

    def run(self) -> Outcome | None:
        """Search until the budget is spent, the gap is reached, or somebody interrupts; ``None`` without a roster."""
        rng = np.random.default_rng(self.seed)
        first = self.crew.empty()
        self.crew.sweep(first, rng.permutation(self.problem.operators))
        self.crew.charge_sweeps(self.budget, 1)
        self._offer(first, self.incumbent, "first roster")
        best_response(self.crew, first, rng, self._stop)
        self._offer(first, self.incumbent, "best response")
        if self._start is not None:
            self._offer(self._start, self.incumbent, "start")
        proof = Proof(self.crew, first, self.budget, self._prove, self._stop)
        arms = Arms(self.crew, self.budget, proof, self._prove, self._stop)
        if arms.whole:
            self._act(arms.whole, rng)
        proof.improve(lambda: self.cost, min(_DUAL_FIRST_S, _DUAL_SHARE * self.budget.seconds))
        if not self._stop():
            self._offer(arms.construct(self.incumbent, rng), self.incumbent, "construction")
        threads = [threading.Thread(target=self._guarded, args=(number, arms, proof), daemon=True)
                   for number in range(self.workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive() and not self.budget.interrupted:
                thread.join(timeout=0.1)
        if self._errors:
            raise self._errors[0]
        return self.outcome()

    def outcome(self) -> Outcome | None:
        """The best roster so far; may be asked for at any moment, from any thread."""
        with self._lock:
            if not self.complete:
                return None
            if self.bound > self.cost:
                raise AssertionError(f"a bound of {self.bound} units is above a roster of {self.cost} units")
            return Outcome(self.incumbent.copy(), self.cost, self.bound, self.budget.elapsed, self.budget.interrupted)

    def _guarded(self, number: int, arms: Arms, proof: Proof) -> None:
        try:
            self._work(number, arms, proof)
        except BaseException as error:
            self._errors.append(error)
            self.budget.interrupt()

    def _work(self, number: int, arms: Arms, proof: Proof) -> None:
        rng = np.random.default_rng([self.seed, number])
        while not self._stop():
            began = self.budget.spent
            self._act(arms.choose(rng, self.cost - self.bound), rng)
            proof.improve(lambda: self.cost, _DUAL_SHARE * (self.budget.spent - began))

    def _act(self, arm: Arm, rng: np.random.Generator) -> None:
        """Take an action from the incumbent, offer what it gives, and remember what it gained."""
        with self._lock:
            base = self.incumbent
        began = self.budget.spent
        solution = arm.act(arm, base, rng)
        before = self.cost  # others may have found better meanwhile
        if solution is not None:
            self._offer(solution, base, arm.name)
        arm.learn(max(0, before - self.cost), self.budget.spent - began)

    def _offer(self, solution: Solution, base: Solution, what: str) -> None:
        """Take a roster as incumbent if it is legal and better; one from an older base also with its changes alone.

        One with more on the phone than a cap allows is worked on, until there is one that keeps it, but never given out.
        """
        with self._lock:
            offers = [solution] if base is self.incumbent or not self.complete else [
                solution, self._rebased(solution, base)]
            costs = [self.crew.cost(offer) for offer in offers]
            for cost, offer in sorted(zip(costs, offers, strict=True), key=lambda pair: pair[0]):
                keeps = keeps_caps(self.problem, offer)
                is_better = not self._begun or (not keeps, cost) < (not self.complete, self.cost)
                if is_better and is_legal(self.problem, offer, self._changed(offer)):
                    self.incumbent, self.cost, self.complete, self._begun = offer.copy(), cost, keeps, True
                    break
            else:
                return
            if not self.complete:
                return
            progress = Progress(self.budget.elapsed, self.cost, self.bound or None, what)
        self._report(progress)

    def _changed(self, solution: Solution) -> Iterable[int]:
        """Operators whose days differ from the incumbent's."""
        if not self.complete:
            return range(self.problem.operators)
        return [int(operator) for operator in np.flatnonzero((solution.rows != self.incumbent.rows).any(axis=1))]

    def _rebased(self, solution: Solution, base: Solution) -> Solution:
        changed = (solution.rows != base.rows) | (solution.chain != base.chain) | (
            solution.breaks != base.breaks).any(axis=2)
        merged = self.incumbent.copy()
        merged.rows[changed] = solution.rows[changed]
        merged.chain[changed] = solution.chain[changed]
        merged.breaks[changed] = solution.breaks[changed]
        return merged

    def _prove(self, bound: int) -> None:
        with self._lock:
            if bound <= self.bound:
                return
            self.bound = bound
            if not self.complete:
                return
        self._report(Progress(self.budget.elapsed, self.cost, bound, "bound"))

    def _stop(self) -> bool:
        if self.budget.over:
            return True
        return self.complete and self.cost - self.bound <= self.gap * self.cost


def wait_for(thread: threading.Thread, budget: Budget) -> None:
    """Wait for a search in another thread, and not much longer than its time: what cannot be stopped is left behind.

    Polls, so that signal handlers of the main thread run.
    """
    over_since: float | None = None
    while thread.is_alive():
        thread.join(timeout=0.05)
        if budget.interrupted or (budget.over and not budget.deterministic):
            budget.stop_loops()
            over_since = over_since or time.monotonic()
            if time.monotonic() - over_since > (_GRACE_INTERRUPTED_S if budget.interrupted else _GRACE_S):
                return
