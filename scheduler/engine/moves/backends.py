"""Exact re-optimisation of a neighbourhood by CP-SAT or by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.core import CoreParams, core_of
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.parameters import NotNegative, Parameters, Share
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.program import SolverResult, solve_by_cp_sat, solve_by_highs
from scheduler.model.solution import Solution

Mask = NDArray[np.bool_]


class BackendParams(Parameters):
    """How neighbourhoods are given to solvers.

    Parameters
    ----------
    constraint_s
        Counted work of writing a constraint of the program, in seconds.
    slack
        HiGHS may stop that part of what could be gained at most away from the optimum: it is not worth waiting for.
    core
        How the core that HiGHS gets is found.
    """

    constraint_s: NotNegative = 2e-5
    slack: Share = 0.2
    core: CoreParams = CoreParams()


@dataclass(frozen=True)
class Improvement:
    """What a neighbourhood gave.

    Parameters
    ----------
    cost
        Of the roster, in units.
    proven
        Whether it is the best there, or as good as.
    bound
        Proven on the cost of all rosters there, in units; ``None`` where it is not proven in integers.
    """

    solution: Solution
    cost: int
    proven: bool
    bound: int | None = None


class Backend(Protocol):
    """A solver for neighbourhoods."""

    @property
    def name(self) -> str:
        """Its name, as users know it."""
        ...

    def reoptimise(self, base: Solution, free: Mask, seconds: float, seed: int) -> Improvement | None:
        """Solve the free pairs (operators, days) from `base`; ``None`` where there was no roster within the time.

        Raises
        ------
        ImpossibleError
            If there is none, whatever the free pairs do.
        """
        ...


class CpSat:
    """CP-SAT, which begins from the incumbent as its hint."""

    name = "cp-sat"

    def __init__(self, crew: Crew, budget: Budget, params: BackendParams | None = None) -> None:
        self._crew, self._budget, self._params = crew, budget, params or BackendParams()

    def reoptimise(self, base: Solution, free: Mask, seconds: float, seed: int) -> Improvement | None:
        """Solve the program of all shifts."""
        crew, budget = self._crew, self._budget
        neighbourhood = Neighbourhood(crew.problem, base, free)
        budget.charge(self._params.constraint_s * len(neighbourhood.program.constraints))
        found = solve_by_cp_sat(
            neighbourhood.program, crew.problem.cost_step, min(seconds, budget.left), deterministic=budget.deterministic,
            seed=seed, workers=1, running=budget.on_interrupt)
        if found is None:
            return None
        budget.charge(found.work_s)
        return _improvement(crew, neighbourhood, found, found.bound)


class Highs:
    """HiGHS, over the core of the neighbourhood alone; where nothing can be gained, no program is made."""

    name = "highs"

    def __init__(self, crew: Crew, budget: Budget, params: BackendParams | None = None) -> None:
        self._crew, self._budget, self._params = crew, budget, params or BackendParams()

    def reoptimise(self, base: Solution, free: Mask, seconds: float, seed: int) -> Improvement | None:  # noqa: ARG002
        """Solve the program of the core, unless its dual says that the incumbent is the best there."""
        crew, budget, params = self._crew, self._budget, self._params
        core, cost = core_of(crew, base, free, lambda: budget.over, params.core), crew.cost(base)
        if core.bound >= cost:
            return Improvement(base, cost, proven=True)
        if budget.over:
            return None
        neighbourhood = Neighbourhood(crew.problem, base, free, core.shifts)
        budget.charge(params.constraint_s * len(neighbourhood.program.constraints))
        found = solve_by_highs(neighbourhood.program, crew.problem.cost_step, min(seconds, budget.left),
                               slack=int(params.slack * (cost - core.bound)))
        return None if found is None else _improvement(crew, neighbourhood, found, None)


def _improvement(crew: Crew, neighbourhood: Neighbourhood, found: SolverResult, bound: int | None) -> Improvement:
    solution = neighbourhood.decode(found.values)
    return Improvement(solution, crew.cost(solution), found.proven, bound)
