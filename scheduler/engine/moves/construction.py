"""Construction from the dual: the first roster that knows its prices, and dives that make new ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from scheduler.engine.bound.proof import Proof
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.annealing import Annealer
from scheduler.engine.moves.diving import DiveDepth, DivingParams, dive, stages
from scheduler.engine.moves.elite import EliteSet
from scheduler.engine.moves.guidance import SweepParams, guided
from scheduler.engine.parameters import Count, NotNegative, Parameters, Positive, Share, Some
from scheduler.model.solution import Solution

_DEPTHS = ((100, 0.05), (60, 0.05), (30, 0.05), (30, 0.1), (20, 0.1), (10, 0.2), (5, 0.2))


class DiveParams(Parameters):
    """How thorough dives are, and how much time they get.

    Parameters
    ----------
    share
        Of the time in which nothing gains. Two fifths of the actions instead were no better.
    depths
        The best first, the quickest last; a dive takes the first that it has time for.
    quick_depths
        How many of the last of them the construction may take.
    quick_share
        Part of the search that the construction may take: its time is estimated with caution.
    first_share, first_s, longest_share
        The first dive may take `first_share` of the search or, if that is longer, `first_s` seconds but at most
        `longest_share` of it. Every dive may take `lengthen` times as long as the one before, at most `longest_share`. With a
        first dive of a twentieth of 20 s, bilingual had 4.6 %, with 0.08 of it 2.2 %.
    lengthen
        Factor on a dive's time, from one to the next.
    noises
        Noises of dives after the first, of which one is drawn; see `dive`.
    fixing_steps
        Steps of the dual that one fixing takes as long as, for the estimate.
    early_sweeps
        A dive ends with at most so many sweeps at the dual's prices, drawn; which is better depends on the hotline:
        around the clock more, with several skills none.
    turn_sweeps
        Then sweeps in which true costs come in. With three, 200 operators were 0.70 % above the bound at once, without 1.38 %.
    polish_s
        Seconds of cold annealing of what a dive of the search gives.
    elite
        Rosters of dives that are kept for coolings.
    diving
        What all dives have in common.
    """

    share: Positive = 0.5
    depths: Annotated[tuple[DiveDepth, ...], Some] = tuple(DiveDepth(steps=steps, share=share) for steps, share in _DEPTHS)
    quick_depths: Count = 2
    quick_share: Share = 0.3
    first_share: Share = 0.05
    first_s: Positive = 2.5
    longest_share: Share = 0.25
    lengthen: Positive = 1.4
    noises: Annotated[tuple[NotNegative, ...], Some] = (0.0, 0.1, 0.3)
    fixing_steps: Count = 12
    early_sweeps: Annotated[int, Field(ge=0)] = 1
    turn_sweeps: Count = 4
    polish_s: Positive = 0.5
    elite: Count = 6
    diving: DivingParams = DivingParams()


class Construction:
    """Builds rosters from the dual of a search, by the most thorough dive that there is time for."""

    def __init__(self, crew: Crew, monitor: Monitor, proof: Proof, params: DiveParams, sweeps: SweepParams) -> None:
        self._crew, self._monitor, self._proof = crew, monitor, proof
        self._params, self._sweeps = params, sweeps
        self._dearer = 1.0  # a step of a dive than one of the proof

    def build(self, base: Solution, rng: np.random.Generator) -> Solution:
        """Build by a quick dive, or by guided sweeps from `base` where there is no time for one."""
        params, sweeps = self._params, self._sweeps
        quick = params.quick_share * self._monitor.budget.seconds
        return self.dived(params.depths[-params.quick_depths :], quick, 0.0, rng) or self._guided(
            base, rng, sweeps.early, sweeps.late)

    def dived(
        self, depths: Sequence[DiveDepth], afford_s: float, noise: float, rng: np.random.Generator
    ) -> Solution | None:
        """The first dive that so many seconds afford, with a turn to true costs; ``None`` where they afford none."""
        budget, step_s = self._monitor.budget, self._dearer * self._proof.step_s
        for depth in depths:
            work = self._work(depth, step_s)
            if work <= afford_s:
                break
        else:
            return None
        began = budget.spent
        budget.charge(work)
        solution = dive(self._proof.fork(), rng, self._monitor.stop, depth, noise=noise, params=self._params.diving)
        if solution is None:
            return None
        self._dearer *= (budget.spent - began) / work
        early = int(rng.integers(self._params.early_sweeps + 1))
        return self._guided(solution, rng, early, self._params.turn_sweeps)

    def _work(self, depth: DiveDepth, step_s: float) -> float:
        """Seconds that a dive takes, roughly, with so many for a step of the dual."""
        return (depth.steps + self._params.fixing_steps) * stages(self._crew.problem.operators, depth.share) * step_s

    def _guided(self, start: Solution, rng: np.random.Generator, early: int, late: int) -> Solution:
        self._crew.charge_sweeps(self._monitor.budget, early + late)
        return guided(self._crew, self._proof.dual, start, rng, self._monitor.stop, early=early, late=late,
                      params=self._sweeps)[1]


class Dive:
    """Construct anew by diving, as thoroughly as there is time for, and anneal what comes out."""

    name = "diving"

    def __init__(
        self, construction: Construction, annealer: Annealer, elite: EliteSet, monitor: Monitor, params: DiveParams, *,
        coldest: float,
    ) -> None:
        self._construction, self._annealer, self._elite, self._budget = construction, annealer, elite, monitor.budget
        self._params, self._coldest, self._is_first = params, coldest, True
        seconds = self._budget.seconds
        self._seconds = max(params.first_share * seconds, min(params.first_s, params.longest_share * seconds))

    def apply(self, base: Solution, rng: np.random.Generator) -> Solution | None:  # noqa: ARG002
        """Dive, whatever the incumbent; the first dive is without noise."""
        params = self._params
        afford_s = min(self._seconds, self._budget.left / 2)
        self._seconds = min(self._seconds * params.lengthen, params.longest_share * self._budget.seconds)
        noise = 0.0 if self._is_first else float(rng.choice(params.noises))
        self._is_first = False
        solution = self._construction.dived(params.depths, afford_s, noise, rng)
        if solution is not None:
            self._annealer.anneal(solution, params.polish_s, self._coldest, rng)
            self._elite.add(solution)
        return solution
