"""Destroy and repair: take a few operators out and put each back with their cheapest roster, many times."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.cooling import Cooling
from scheduler.engine.parameters import Count, Parameters, Positive, Some
from scheduler.model.solution import Solution


class DestroyRepairParams(Parameters):
    """How much is destroyed, and how freely it is repaired.

    Parameters
    ----------
    share
        Of the time in which nothing gains.
    most_removed
        Operators taken out at a time, at most; each cooling draws its own limit.
    noises
        Shaking of the prices, in multiples of the cost of a paid cell of presence; drawn for each cooling.
    heats
        Worsening that is often accepted at first, in the same multiples; drawn for each cooling.
    """

    share: Positive = 0.5
    most_removed: Count = 3
    noises: Annotated[tuple[Positive, ...], Some] = (0.2, 0.5, 1.5)
    heats: Annotated[tuple[Positive, ...], Some] = (0.3, 1.0, 3.0)


class DestroyRepair:
    """Cool by taking operators out and putting them back."""

    name = "destroy and repair"

    def __init__(self, crew: Crew, monitor: Monitor, dual: Dual, cooling: Cooling, params: DestroyRepairParams) -> None:
        self._crew, self._budget, self._cell, self._cooling = crew, monitor.budget, dual.pay_per_cell, cooling
        self._params = params

    def apply(self, base: Solution, rng: np.random.Generator) -> Solution:
        """Cool once, with limits, noise and heat drawn anew."""
        most_removed = int(rng.integers(1, self._params.most_removed + 1))
        work_s = self._crew.operator_work_s * (1 + most_removed) / 2
        rounds = max(1, int(self._budget.at_most(self._cooling.seconds) / work_s))
        self._budget.charge(rounds * work_s)
        noise = self._cell * float(rng.choice(self._params.noises))
        heat = self._cell * float(rng.choice(self._params.heats))
        return self._cooling.cool(base, rng, lambda solution: self._crew.ruin_and_recreate(
            solution, rounds, most_removed=most_removed, noise=noise, heat=heat, seed=int(rng.integers(2**31)),
            halt=self._budget.halt))
