"""The kinds of action a search may take from its incumbent, and the choice between them by what they gained of late."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.engine.bound.dual import cost_of_a_lack
from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.moves.diving import dive, stages
from scheduler.engine.moves.guidance import guided
from scheduler.engine.moves.improve import Backend, Picker, everything, is_small, reoptimise, some_days, some_people
from scheduler.model.solution import Solution

_MEMORY_S, _EXPLORE = 1.5, 0.15
_WORTH = 0.1
"""Part of the gap that an arm must be about to close in the time that is left, or it gains nothing."""
_FIRST_SLICE_S, _SLICE_S, _SLICE_SHARE, _LONGEST_SLICE_S = 2.0, 4.0, 0.15, 15.0
_PAIRS, _DAY_PAIRS, _GROW, _SHRINK = 30, 60, 1.3, 0.8
_LATE_S, _WHOLE_S, _SMALL_SHARE, _DAYS_SHARE = 2.0, 2.0, 0.15, 3.0
_ANNEAL_S, _STUCK_S, _LONGEST_ANNEAL_S, _LENGTHEN = 0.5, 1.3, 12.0, 1.4
_MOVE_S, _HOTTEST, _COLDEST_HOT, _COOLING = 1e-6, 0.15, 0.015, 0.2
_EARLY, _LATE, _TURN = 6, 3, 4
_DIVES = ((100, 0.05), (60, 0.05), (30, 0.05), (30, 0.1), (20, 0.1), (10, 0.2), (5, 0.2))
"""Steps of the dual after each settling and part of the operators settled at a time, best first; the last take least time."""
_QUICK_DIVES, _QUICK_DIVE = _DIVES[-2:], 0.3
_FIRST_DIVE, _FIRST_DIVE_S, _LONGEST_DIVE, _DIVE_NOISE, _SETTLING_STEPS = 0.05, 2.5, 0.25, (0.0, 0.1, 0.3), 12
_MOST_OTHERS = 6


@dataclass(eq=False)
class Arm:
    """A kind of action, and what it gained per second of late.

    `size` counts free pairs, `seconds` bounds the work of one action, and may grow to `most_seconds`. When nothing gains, each
    arm gets time in proportion to its `share`, of which it has `spent` so much. Those that `begin` are tried first, in their
    order.
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
    most_seconds: float = _SLICE_S

    def learn(self, gain: int, seconds: float) -> None:
        """Remember the gain, and the time it took: `rate` is a mean over the arm's last seconds of work.

        What a first action gains from a poor roster says nothing of the next.
        """
        if self.spent:
            kept = math.exp(-seconds / _MEMORY_S)
            self.rate = kept * self.rate + (1 - kept) * gain / max(seconds, 1e-3)
        self.spent += seconds


class Arms:
    """All arms of a search; several threads may choose and act at once.

    Parameters
    ----------
    prove
        Told the bound of a neighbourhood that is the whole problem.
    stop
        Whether it is time to stop.
    """

    def __init__(
        self, crew: Crew, budget: Budget, proof: Proof, prove: Callable[[int], None], stop: Callable[[], bool]
    ) -> None:
        self._crew, self._budget, self._proof, self._prove, self._stop = crew, budget, proof, prove, stop
        self._lock = threading.Lock()
        self._lack, self._move_s = cost_of_a_lack(crew.problem), _MOVE_S
        self._step_s: float | None = None
        self._others: list[Solution] = []
        skills = len(crew.problem.skills.serves)
        slice_s = min(max(_SLICE_S, _SLICE_SHARE * budget.seconds), _LONGEST_SLICE_S)

        def sized(most: int) -> int:
            pairs = min(most, crew.problem.operators)
            return pairs if skills == 1 else max(4, 2 * pairs // skills)  # each skill has starts and breaks of its own

        def exact(pick: Picker, backend: Backend, share: float, spent: float = _LATE_S, size: int = sized(_PAIRS)) -> Arm:
            name = f"{pick.__name__.replace('_', ' ')}, {backend}"
            seconds, most = (_FIRST_SLICE_S, slice_s) if backend == "highs" else (_SLICE_S, _SLICE_S)
            return Arm(name, self._reoptimise, 0.0, size, seconds, pick, backend, share, not spent, spent, most)

        dive_s = max(_FIRST_DIVE * budget.seconds, min(_FIRST_DIVE_S, _LONGEST_DIVE * budget.seconds))
        self.whole = Arm("whole problem", self._reoptimise, seconds=_WHOLE_S, pick=everything) if is_small(crew) else None
        self._arms = [
            *([self.whole] if self.whole else []),
            Arm("annealing", self._anneal, share=2.0, begins=True),
            Arm("diving", self._dive, seconds=dive_s, share=0.5, begins=True),
            Arm("ruin and recreate", self._recreate, share=0.5, begins=True),
            exact(some_days, "cp-sat", _SMALL_SHARE),
            exact(some_people, "cp-sat", _SMALL_SHARE),
            # HiGHS counts no work that would repeat, so that a deterministic run does without. Days are worth most whole.
            *([] if budget.deterministic else [
                exact(some_days, "highs", _DAYS_SHARE * min(1.0, sized(_DAY_PAIRS) / crew.problem.operators), spent=0.0,
                      size=sized(_DAY_PAIRS)),
                exact(some_people, "highs", _SMALL_SHARE)]),
        ]

    def choose(self, rng: np.random.Generator, gap: int) -> Arm:
        """Choose the arm that gained most per second, with exceptions; `gap` is what is left to gain at most, in units."""
        with self._lock:
            for arm in self._arms:
                if arm.begins:
                    arm.begins = False
                    return arm
        best = max(self._arms, key=lambda arm: arm.rate)
        if best.rate * self._budget.left > _WORTH * gap and rng.random() >= _EXPLORE:
            return best
        return min(self._arms, key=lambda arm: arm.spent / arm.share)

    def construct(self, base: Solution, rng: np.random.Generator) -> Solution:
        """Construct from the dual: by a quick dive, or from `base` where there is no time for one."""
        return self._dived(_QUICK_DIVES, _QUICK_DIVE * self._budget.seconds, 0.0, rng) or self._guided(base, rng, _EARLY, _LATE)

    def _guided(self, start: Solution, rng: np.random.Generator, early: int, late: int) -> Solution:
        self._crew.charge_sweeps(self._budget, early + late)
        return guided(self._crew, self._proof.dual, start, rng, self._stop, early=early, late=late)[1]

    def _dive(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution | None:  # noqa: ARG002
        """Construct anew by diving, as thoroughly as there is time for, and anneal what comes out."""
        afford = min(arm.seconds, self._budget.left / 2)
        arm.seconds = min(arm.seconds * _LENGTHEN, _LONGEST_DIVE * self._budget.seconds)
        solution = self._dived(_DIVES, afford, float(rng.choice(_DIVE_NOISE)) if arm.spent else 0.0, rng)
        if solution is None:
            arm.rate, arm.spent = 0.0, arm.spent + _ANNEAL_S  # so that its turn does not come again at once
            return None
        self._anneal_from(solution, _ANNEAL_S, _COLDEST_HOT, rng)
        with self._lock:
            self._others = sorted([solution.copy(), *self._others], key=self._crew.cost)[:_MOST_OTHERS]
        return solution

    def _dived(
        self, dives: tuple[tuple[int, float], ...], afford: float, noise: float, rng: np.random.Generator
    ) -> Solution | None:
        """The first dive that so many seconds afford, with a turn to true costs; ``None`` where they afford none."""
        operators, step_s = self._crew.problem.operators, self._step_s or self._proof.step_s
        for steps, share in dives:
            work = (steps + _SETTLING_STEPS) * stages(operators, share) * step_s
            if work <= afford:
                break
        else:
            return None
        began = self._budget.spent
        self._budget.charge(work)
        solution = dive(self._proof.fork(), rng, self._stop, steps=steps, share=share, noise=noise)
        if solution is None:
            return None
        self._step_s = step_s * (self._budget.spent - began) / work
        # Which of the two is better depends on the hotline.
        return self._guided(solution, rng, early=int(rng.integers(2)), late=_TURN)

    def _recreate(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution:
        """Take a few operators out and put them back, under one cooling of simulated annealing."""
        cell = self._proof.dual.pay_per_cell
        most_removed = int(rng.integers(1, 4))
        work = self._crew.operator_work_s * (1 + most_removed) / 2
        rounds = max(1, int(min(arm.seconds, max(self._budget.left, 0.05)) / work))
        self._budget.charge(rounds * work)
        noise, heat = cell * float(rng.choice([0.2, 0.5, 1.5])), cell * float(rng.choice([0.3, 1.0, 3.0]))
        return self._cool(arm, base, rng, lambda solution: self._crew.ruin_and_recreate(
            solution, rounds, most_removed=most_removed, noise=noise, heat=heat, seed=int(rng.integers(2**31)),
            halt=self._budget.halt))

    def _anneal(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution:
        """Elementary moves under one cooling; a hot one rebuilds much, a cold one only mends."""
        hot = float(np.exp(rng.uniform(np.log(_COLDEST_HOT), np.log(_HOTTEST))))
        return self._cool(arm, base, rng, lambda solution: self._anneal_from(solution, arm.seconds, hot, rng))

    def _anneal_from(self, solution: Solution, seconds: float, hottest: float, rng: np.random.Generator) -> None:
        """Anneal a roster for so long, from so many times the cost of a lack on; changes it."""
        hot, budget = self._lack * hottest, self._budget
        moves = max(1000, int(min(seconds, max(budget.left, 0.05)) / self._move_s))
        began = time.monotonic()
        self._crew.anneal(solution, moves, hot=hot, cold=_COOLING * hot, seed=int(rng.integers(2**31)), halt=budget.halt)
        budget.charge(moves * _MOVE_S)
        if not budget.deterministic and not budget.halt[0]:
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
        if self._crew.cost(solution) >= self._crew.cost(base):
            arm.seconds = min(arm.seconds * _LENGTHEN, _LONGEST_ANNEAL_S)
        if others:
            with self._lock:
                self._others = [solution.copy() if each is start else each for each in self._others]
        return solution

    def _reoptimise(self, arm: Arm, base: Solution, rng: np.random.Generator) -> Solution | None:
        """Solve a neighbourhood exactly; grow what was proven, give what ran out of time more of it, or shrink it."""
        assert arm.pick is not None
        free = arm.pick(self._crew, base, arm.size, rng)
        seed = int(rng.integers(2**31))
        found = reoptimise(self._crew, base, free, self._budget, arm.seconds, seed, backend=arm.backend)
        proven = found is not None and found.proven
        if arm is self.whole:
            arm.seconds *= 1 if proven else 2
        elif proven:
            arm.size = min(free.size, int(arm.size * _GROW) + 1)
        elif arm.seconds < arm.most_seconds:
            arm.seconds = min(arm.seconds * _LENGTHEN, arm.most_seconds)
        else:
            arm.size = max(4, int(arm.size * _SHRINK))
        if found is None:
            return None
        if free.all() and arm.backend == "cp-sat":
            self._prove(found.bound)
        return found.solution
