"""The search: a complete roster at once, a bound, construction guided by its duals, then neighbourhoods until time is up.

Workers share one incumbent. Each takes an action, chosen by what that kind of action has gained per second so far, works
on a copy, and offers the result; an offer from an older incumbent is taken only if it is still legal and better.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.engine.bound import Dual
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.guidance import best_response, guided
from scheduler.engine.improve import Backend, Picker, everything, is_small, one_day, reoptimise, some_people, two_days
from scheduler.model.legal import is_legal
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution

_DUAL_SHARE, _DUAL_STEPS = 0.25, 250
_SLICE_S = 6.0
_FORGET = 0.7
_EXPLORE = 0.15


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


@dataclass(eq=False)
class Arm:
    """A kind of action, with the size it works at and what it gained per second of late."""

    name: str
    pick: Picker | None
    size: int
    backend: Backend = "cp-sat"
    rate: float = float("inf")

    def learn(self, gain: int, seconds: float, proven: bool) -> None:
        """Remember the gain; grow what was proven, shrink what ran out of time without gain."""
        rate = gain / max(seconds, 1e-3)
        self.rate = rate if self.rate == float("inf") else _FORGET * self.rate + (1 - _FORGET) * rate
        if proven:
            self.size = int(self.size * 1.2) + 1
        elif not gain:
            self.size = max(4, int(self.size * 0.8))


class Search:
    """State of one run over a problem of which every operator has a legal roster."""

    def __init__(
        self, problem: Problem, budget: Budget, *, gap: float = 0.0, seed: int = 0, workers: int = 1,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> None:
        self.problem, self.budget, self.gap, self.seed, self.workers = problem, budget, gap, seed, workers
        self.crew = Crew.of(problem)
        self._report = progress
        self._lock, self._dual_lock = threading.Lock(), threading.Lock()
        self._errors: list[BaseException] = []
        self.incumbent = self.crew.empty()
        self.cost = self.crew.cost(self.incumbent)
        self.bound = 0
        self.complete = False
        self._actions = 0
        day = min(problem.operators, 60)
        self._arms = [Arm("guided", None, 0), Arm("one day, CP-SAT", one_day, day),
                      Arm("some people, CP-SAT", some_people, 35), Arm("two days, CP-SAT", two_days, 40)]
        if not budget.deterministic:  # HiGHS counts no work that would repeat
            self._arms += [Arm("one day, HiGHS", one_day, day, "highs"), Arm("two days, HiGHS", two_days, 40, "highs"),
                           Arm("some people, HiGHS", some_people, 35, "highs")]
        if is_small(self.crew):
            self._arms = [Arm("everything", everything, 0)]

    def run(self) -> Outcome | None:
        """Search until the budget is spent, the gap is reached, or somebody interrupts; ``None`` without a roster."""
        rng = np.random.default_rng(self.seed)
        first = self.crew.empty()
        self.crew.sweep(first, rng.permutation(self.problem.operators))
        self._charge_sweeps(1)
        self._offer(first, self.incumbent, "first roster")
        best_response(self.crew, first, rng, self._stop)
        self._offer(first, self.incumbent, "best response")
        self.dual = Dual(self.crew, self.crew.presence(first))
        self._improve_bound(_DUAL_STEPS, _DUAL_SHARE * self.budget.seconds)
        threads = [threading.Thread(target=self._guarded, args=(number,), daemon=True) for number in range(self.workers)]
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
            return Outcome(self.incumbent.copy(), self.cost, min(self.bound, self.cost), self.budget.elapsed,
                           self.budget.interrupted)

    def _guarded(self, number: int) -> None:
        try:
            self._work(number)
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits
            self._errors.append(error)
            self.budget.interrupt()

    def _work(self, number: int) -> None:
        rng = np.random.default_rng([self.seed, number])
        while not self._stop():
            with self._lock:
                arm = self._choose(rng)
                base, before = self.incumbent, self.cost
                self._actions += 1
            began = self.budget.spent
            if arm.pick is None:
                first = self._actions == 1
                noise = 0.0 if first else float(rng.choice([0.0, 0.02, 0.05, 0.1]))
                shorten = 0.15 if first else float(rng.choice([0.15, 0.3, 1.0]))
                cost, solution = guided(self.crew, self.dual, base, rng, self._stop, noise=noise, shorten=shorten)
                self._charge_sweeps(60 * shorten)
                self._offer(solution, base, arm.name)
                arm.learn(max(0, before - cost), self.budget.spent - began, proven=False)
                self._improve_bound(20, 1.0)
            else:
                self._reoptimise(arm, base, before, rng)

    def _reoptimise(self, arm: Arm, base: Solution, before: int, rng: np.random.Generator) -> None:
        assert arm.pick is not None
        began = self.budget.spent
        free = arm.pick(self.crew, base, arm.size, rng)
        seconds = self.budget.seconds if arm.pick is everything else _SLICE_S
        answer = reoptimise(self.crew, base, free, self.budget, seconds, int(rng.integers(2**31)),
                            backend=arm.backend)
        if answer is None:
            arm.learn(0, self.budget.spent - began, proven=False)
            return
        self._offer(answer.solution, base, arm.name)
        if free.all():
            self._prove(answer.bound)
        arm.learn(max(0, before - answer.cost), self.budget.spent - began, answer.proven)

    def _choose(self, rng: np.random.Generator) -> Arm:
        if rng.random() < _EXPLORE:
            return self._arms[rng.integers(len(self._arms))]
        best = max(arm.rate for arm in self._arms)
        return next(arm for arm in self._arms if arm.rate == best) if best > 0 else (
            self._arms[rng.integers(len(self._arms))])

    def _improve_bound(self, steps: int, seconds: float) -> None:
        """Take steps of the dual; one worker at a time, the others do without."""
        if not self._dual_lock.acquire(blocking=False):
            return
        try:
            began = self.budget.spent
            for _ in range(steps):
                if self.dual.converged or self._stop() or self.budget.spent - began > seconds:
                    break
                self._prove(self.dual.improve())
                self._charge_sweeps(len(self.problem.classes) / self.problem.operators)
        finally:
            self._dual_lock.release()

    def _offer(self, solution: Solution, base: Solution, what: str) -> None:
        """Take a roster as incumbent if it is better; one from an older base only with what it changed, if legal."""
        with self._lock:
            if base is not self.incumbent and self.complete:
                solution = self._rebased(solution, base)
            cost = self.crew.cost(solution)
            changed = np.flatnonzero((solution.rows != self.incumbent.rows).any(axis=1)) if self.complete else range(
                self.problem.operators)
            if (self.complete and cost >= self.cost) or not is_legal(self.problem, solution, changed):
                return
            self.incumbent, self.cost, self.complete = solution.copy(), cost, True
        self._report(Progress(self.budget.elapsed, cost, self.bound or None, what))

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
        self._report(Progress(self.budget.elapsed, self.cost, bound, "bound"))

    def _stop(self) -> bool:
        if self.budget.over:
            return True
        return self.complete and self.cost - self.bound <= self.gap * self.cost

    def _charge_sweeps(self, sweeps: float) -> None:
        """Count the work of sweeps over all operators."""
        self.budget.charge(sweeps * self.problem.operators * len(self.problem.table) * 4e-7)


def wait_for(thread: threading.Thread, budget: Budget, grace_s: float = 0.5) -> None:
    """Wait for a search in another thread, and no longer than a moment after an interrupt.

    Polls, so that signal handlers of the main thread run.
    """
    deadline: float | None = None
    while thread.is_alive():
        thread.join(timeout=0.05)
        if budget.interrupted and deadline is None:
            deadline = time.monotonic() + grace_s
        if deadline is not None and time.monotonic() > deadline:
            return
