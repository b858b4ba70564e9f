"""The search: a complete roster at once, a bound, construction guided by its duals, then neighbourhoods until time is up.

Workers share one incumbent. Each takes an action, chosen by what that kind of action has gained per second so far, works
on a copy, and offers the result; an offer from an older incumbent is taken only if it is still legal and better.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np

from scheduler.engine.bound import Dual, cost_of_a_lack
from scheduler.engine.branching import Branching
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.diving import dive, stages
from scheduler.engine.guidance import best_response, guided
from scheduler.engine.improve import Backend, Picker, everything, is_small, one_day, reoptimise, some_people, two_days
from scheduler.model.legal import is_legal, keeps_caps
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution

_DUAL_SHARE, _DUAL_FIRST_S, _DUAL_STEPS, _DUAL_MORE = 0.2, 5.0, 3000, 50
_SLICE_S, _LATE_S, _WHOLE_S, _DUAL_SLICE_S = 4.0, 2.0, 2.0, 1.0
_ANNEAL_S, _STUCK_S, _LONGEST_ANNEAL_S, _LENGTHEN = 0.5, 1.3, 12.0, 1.4
_MOVE_S, _HOTTEST, _COLDEST_HOT, _COOLING = 1e-6, 0.15, 0.015, 0.2
_SHORT, _SWEEPS, _GUIDE_SHARE = 0.15, 60, 0.03
_GRACE_S, _GRACE_INTERRUPTED_S = 1.5, 0.5
_FORGET = 0.6
_EXPLORE = 0.15
_BRANCH_SHARE, _BRANCH_STEPS = 0.5, 100
_DIVES = ((100, 0.05), (60, 0.05), (30, 0.05), (30, 0.1), (20, 0.2))
"""Steps of the dual after each settling and part of the operators settled at a time, best first; the last take least time."""
_MOST_OTHERS = 6
_FIRST_DIVE, _LONGEST_DIVE, _DIVE_NOISE, _SETTLING_STEPS, _STEP_S = 0.08, 0.25, (0.0, 0.1, 0.3), 20, 1e-3


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
    """A kind of action, and what it gained per second of late.

    `size` counts free pairs, `seconds` bounds the work of one action. When nothing gains, each arm gets time in
    proportion to its `share`, of which it has `spent` so much. Those that `begin` are tried first, in their order.
    """

    name: str
    act: Callable[[Arm, Solution, np.random.Generator], Solution | None]
    rate: float = 0.0
    size: int = 0
    seconds: float = _ANNEAL_S
    pick: Picker | None = None
    backend: Backend = "cp-sat"
    share: float = 1.0
    begins: bool = False
    spent: float = 0.0

    def learn(self, gain: int, seconds: float) -> None:
        """Remember the gain, and the time it took."""
        rate = gain / max(seconds, 1e-3)
        self.rate = _FORGET * self.rate + (1 - _FORGET) * rate if self.spent else rate
        self.spent += seconds


class Search:
    """State of one run over a problem of which every operator has a legal roster; `start` is a roster to begin with."""

    def __init__(
        self, problem: Problem, budget: Budget, *, gap: float = 0.0, seed: int = 0, workers: int = 1,
        progress: Callable[[Progress], None] = lambda _: None, start: Solution | None = None,
    ) -> None:
        self.problem, self.budget, self.gap, self.seed, self.workers = problem, budget, gap, seed, workers
        self.crew = Crew.of(problem)
        self._report, self._start = progress, start
        self._lock, self._dual_lock = threading.Lock(), threading.Lock()
        self._errors: list[BaseException] = []
        self.incumbent = self.crew.empty()
        self.cost = self.crew.cost(self.incumbent)
        self.bound = 0
        self.complete = self._begun = False
        self._branching: Branching | None = None
        self._branched_s = 0.0
        self._lack, self._move_s = cost_of_a_lack(problem), _MOVE_S
        self._dual_step_s = self._dual_work_s
        self._others: list[Solution] = []
        self._arms = self._make_arms()

    def _make_arms(self) -> list[Arm]:
        # HiGHS counts no work that would repeat, so that a deterministic run does without.
        backends: tuple[Backend, ...] = ("cp-sat",) if self.budget.deterministic else ("cp-sat", "highs")
        pickers = {"one day": one_day, "two days": two_days, "some people": some_people}
        size, skills = min(30, self.problem.operators), len(self.problem.skills.serves)
        size = size if skills == 1 else max(4, 2 * size // skills)  # each skill has starts and breaks of its own
        whole = [Arm("whole problem", self._reoptimise, seconds=_WHOLE_S, pick=everything)] if is_small(self.crew) else []
        return [
            *whole,
            Arm("guided", self._guide),
            Arm("annealing", self._anneal, share=2.0, begins=True),
            Arm("diving", self._dive, seconds=_FIRST_DIVE * self.budget.seconds, begins=True),
            Arm("ruin and recreate", self._recreate, begins=True),
            *(Arm(f"{name}, {backend}", self._reoptimise, 0.0, size, _SLICE_S, pick, backend, 0.15, spent=_LATE_S)
              for backend in backends for name, pick in pickers.items()),
        ]

    def run(self) -> Outcome | None:
        """Search until the budget is spent, the gap is reached, or somebody interrupts; ``None`` without a roster."""
        rng = np.random.default_rng(self.seed)
        first = self.crew.empty()
        self.crew.sweep(first, rng.permutation(self.problem.operators))
        self._charge_sweeps(1)
        self._offer(first, self.incumbent, "first roster")
        best_response(self.crew, first, rng, self._stop)
        self._offer(first, self.incumbent, "best response")
        if self._start is not None:
            self._offer(self._start, self.incumbent, "start")
        self.dual = Dual(self.crew, self.crew.presence(first))
        if is_small(self.crew):
            self._act(self._arms[0], rng)
        self._improve_bound(_DUAL_STEPS, min(_DUAL_FIRST_S, _DUAL_SHARE * self.budget.seconds))
        if not self._stop():
            self._offer(self._guided(self.incumbent, rng, noise=0.0, shorten=_SHORT), self.incumbent, "guided")
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
            if self.bound > self.cost:
                raise AssertionError(f"a bound of {self.bound} units is above a roster of {self.cost} units")
            return Outcome(self.incumbent.copy(), self.cost, self.bound, self.budget.elapsed, self.budget.interrupted)

    def _guarded(self, number: int) -> None:
        try:
            self._work(number)
        except BaseException as error:
            self._errors.append(error)
            self.budget.interrupt()

    def _work(self, number: int) -> None:
        rng = np.random.default_rng([self.seed, number])
        while not self._stop():
            self._act(self._choose(rng), rng)
            self._improve_bound(_DUAL_MORE, _DUAL_SLICE_S)

    def _act(self, arm: Arm, rng: np.random.Generator) -> None:
        """Take an action from the incumbent, offer what it gives, and remember what it gained."""
        with self._lock:
            base, before = self.incumbent, self.cost
        began = self.budget.spent
        solution = arm.act(arm, base, rng)
        if solution is not None:
            self._offer(solution, base, arm.name)
        arm.learn(max(0, before - self.cost), self.budget.spent - began)

    def _guide(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution:  # noqa: ARG002
        """Construct anew, at length only where that takes a small part of the time."""
        shorten = float(rng.choice([_SHORT, 2 * _SHORT, 1.0]))
        if _SWEEPS * shorten * self.problem.operators * self._operator_work_s > _GUIDE_SHARE * self.budget.seconds:
            shorten = _SHORT
        return self._guided(base, rng, noise=float(rng.choice([0.0, 0.02, 0.05, 0.1])), shorten=shorten)

    def _guided(self, base: Solution, rng: np.random.Generator, *, noise: float, shorten: float) -> Solution:
        """Construct anew from the dual; a short construction is nearly as good as a long one."""
        self._charge_sweeps(_SWEEPS * shorten)
        return guided(self.crew, self.dual, base, rng, self._stop, noise=noise, shorten=shorten)[1]

    def _dive(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution | None:  # noqa: ARG002
        """Construct anew by diving, as thoroughly as there is time for, and anneal what comes out."""
        afford = min(arm.seconds, self.budget.left / 2)
        for steps, share in _DIVES:
            work = (steps + _SETTLING_STEPS) * stages(self.problem.operators, share) * self._dual_step_s
            if work <= afford:
                break
        else:
            arm.spent += _ANNEAL_S  # so that its turn does not come again at once
            return None
        began = self.budget.spent
        self.budget.charge(work)
        noise = float(rng.choice(_DIVE_NOISE)) if arm.spent else 0.0
        with self._dual_lock if self._branching is None else nullcontext():
            dual = self.dual.fork()
        solution = dive(dual, rng, self._stop, steps=steps, share=share, noise=noise)
        if solution is None:
            return None
        self._dual_step_s *= (self.budget.spent - began) / work
        arm.seconds = min(arm.seconds * _LENGTHEN, _LONGEST_DIVE * self.budget.seconds)
        best_response(self.crew, solution, rng, self._stop)
        self._anneal_from(solution, _ANNEAL_S, _COLDEST_HOT, rng)
        with self._lock:
            self._others = sorted([solution.copy(), *self._others], key=self.crew.cost)[:_MOST_OTHERS]
        return solution

    def _recreate(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution:
        """Take a few operators out and put them back, under one cooling of simulated annealing."""
        cell = self.dual.pay_per_cell
        most_removed = int(rng.integers(1, 4))
        work = self._operator_work_s * (1 + most_removed) / 2
        rounds = max(1, int(min(arm.seconds, max(self.budget.left, 0.05)) / work))
        self.budget.charge(rounds * work)
        noise, heat = cell * float(rng.choice([0.2, 0.5, 1.5])), cell * float(rng.choice([0.3, 1.0, 3.0]))
        return self._cool(arm, base, rng, lambda solution: self.crew.ruin_and_recreate(
            solution, rounds, most_removed=most_removed, noise=noise, heat=heat, seed=int(rng.integers(2**31)),
            halt=self.budget.halt))

    def _anneal(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution:
        """Elementary moves under one cooling; a hot one rebuilds much, a cold one only mends."""
        hot = float(np.exp(rng.uniform(np.log(_COLDEST_HOT), np.log(_HOTTEST))))
        return self._cool(arm, base, rng, lambda solution: self._anneal_from(solution, arm.seconds, hot, rng))

    def _anneal_from(self, solution: Solution, seconds: float, hottest: float, rng: np.random.Generator) -> None:
        """Anneal a roster for so long, from so many times the cost of a lack on; changes it."""
        hot = self._lack * hottest
        moves = max(1000, int(min(seconds, max(self.budget.left, 0.05)) / self._move_s))
        began = time.monotonic()
        self.crew.anneal(solution, moves, hot=hot, cold=_COOLING * hot, seed=int(rng.integers(2**31)), halt=self.budget.halt)
        self.budget.charge(moves * _MOVE_S)
        if not self.budget.deterministic and not self.budget.halt[0]:
            self._move_s = (time.monotonic() - began) / moves

    def _cool(self, arm: Arm, base: Solution, rng: np.random.Generator, cooling: Callable[[Solution], object]) -> Solution:
        """Cool the incumbent, or, once coolings were in vain, every other time a roster that a dive has found.

        Make the coolings of an arm slower the more often they were in vain.
        """
        with self._lock:
            others = self._others if arm.seconds > _STUCK_S and rng.random() < 0.5 else []
        at = int(rng.integers(len(others))) if others else 0
        start = others[at] if others else base
        solution = start.copy()
        cooling(solution)
        if self.crew.cost(solution) >= self.crew.cost(base):
            arm.seconds = min(arm.seconds * _LENGTHEN, _LONGEST_ANNEAL_S)
        if others:
            with self._lock:
                self._others = [solution.copy() if each is start else each for each in self._others]
        return solution

    def _reoptimise(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution | None:
        """Solve a neighbourhood exactly; grow what was proven, shrink what ran out of time."""
        assert arm.pick is not None
        free = arm.pick(self.crew, base, arm.size, rng)
        found = reoptimise(self.crew, base, free, self.budget, arm.seconds, int(rng.integers(2**31)), backend=arm.backend)
        proven = found is not None and found.proven
        if free.all():
            arm.seconds *= 1 if proven else 2
        else:
            arm.size = int(arm.size * 1.2) + 1 if proven else max(4, int(arm.size * 0.8))
        if found is None:
            return None
        if free.all() and arm.backend == "cp-sat":
            self._prove(found.bound)
        return found.solution

    def _choose(self, rng: np.random.Generator) -> Arm:
        with self._lock:
            for arm in self._arms:
                if arm.begins:
                    arm.begins = False
                    return arm
        best = max(arm.rate for arm in self._arms)
        if best > 0 and rng.random() >= _EXPLORE:
            return next(arm for arm in self._arms if arm.rate == best)
        return min(self._arms, key=lambda arm: arm.spent / arm.share)

    def _improve_bound(self, steps: int, seconds: float) -> None:
        """Take steps of the dual, and branch once it has converged; one worker at a time, the others do without."""
        if not self._dual_lock.acquire(blocking=False):
            return
        try:
            if self._branching is None:
                self._improve_dual(steps, seconds)
            else:
                self._branch(self._branching)
        finally:
            self._dual_lock.release()

    def _improve_dual(self, steps: int, seconds: float) -> None:
        began = self.budget.spent
        for done in range(1, steps + 1):
            self._prove(self.dual.improve())
            self.budget.charge(self._dual_work_s)
            self._dual_step_s = (self.budget.spent - began) / done
            if self.dual.converged or self._stop() or self.budget.spent - began > seconds:
                break
        if self.dual.converged:
            self._branching = Branching(self.dual.fork())

    def _branch(self, branching: Branching) -> None:
        """Part nodes of the tree as long as that has had less than its share of the time."""
        while not (branching.done or self._stop() or self._branched_s > _BRANCH_SHARE * self.budget.spent):
            began = self.budget.spent
            self._prove(branching.expand(self.cost, self._stop))
            self.budget.charge(_BRANCH_STEPS * self._dual_work_s)
            self._branched_s += self.budget.spent - began

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

    @property
    def _operator_work_s(self) -> float:
        """Seconds that one operator's programme takes on a machine of middling speed, roughly."""
        return 2e-7 * len(self.problem.table) + 2e-8 * self.crew.walks.most_values

    @property
    def _dual_work_s(self) -> float:
        """Seconds that a step of the dual takes on such a machine, roughly: shifts are priced once for each skill."""
        skills, classes = len(self.problem.skills.serves), len(self.problem.classes)
        return _STEP_S + skills * 2e-7 * len(self.problem.table) + classes * 2e-8 * self.crew.walks.most_values

    def _charge_sweeps(self, sweeps: float) -> None:
        """Count the work of sweeps over all operators."""
        self.budget.charge(sweeps * self.problem.operators * self._operator_work_s)


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
