"""Neighbourhoods of the incumbent, and their exact re-optimisation by CP-SAT or HiGHS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.core import core_of
from scheduler.engine.budget import Budget
from scheduler.engine.compiled.elements import days_of_cells
from scheduler.engine.crew import Crew
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.problem import Problem
from scheduler.model.program import solve_by_cp_sat, solve_by_highs
from scheduler.model.solution import Solution

Mask = NDArray[np.bool_]
Backend = Literal["cp-sat", "highs"]
Picker = Callable[[Crew, Solution, int, np.random.Generator], Mask]

_WHOLE_PAIRS = 60
_SLACK = 0.2
"""Part of what could be gained at most that is not worth waiting for."""


@dataclass(frozen=True)
class Improvement:
    """What a neighbourhood gave: roster and cost, whether it is proven best there, and the bound proven there."""

    solution: Solution
    cost: int
    bound: int
    proven: bool


def some_days(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:
    """As many days of a week as `size` free pairs are with all operators, one at least, and no more than so many pairs.

    Rather days with much cost. Hours can move from one day to the other.
    """
    problem = crew.problem
    free = np.zeros((problem.operators, problem.days), dtype=np.bool_)
    costs = np.bincount(days_of_cells(problem)[problem.open_cells], crew.cell_cost(solution), minlength=problem.days)
    weights = np.maximum(costs, 0) + costs.mean() + 1.0
    day = int(rng.choice(problem.days, p=weights / weights.sum()))
    week = np.array([other for other in _week(problem, day) if other != day], dtype=np.int64)
    others = min(len(week), max(1, size // problem.operators) - 1)
    days = np.array([day], dtype=np.int64)
    if others:
        days = np.append(days, rng.choice(week, others, replace=False, p=weights[week] / weights[week].sum()))
    free[np.ix_(_people(crew, rng)[: max(1, size // len(days))], days)] = True
    return free


def some_people(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:  # noqa: ARG001
    """Some operators over a week, so that there are about `size` free pairs."""
    problem = crew.problem
    days = _week(problem, int(rng.integers(problem.days)))
    free = np.zeros((problem.operators, problem.days), dtype=np.bool_)
    people = _people(crew, rng)[: max(1, size // len(days))]
    free[people, days.start : days.stop] = True
    return free


def everything(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:  # noqa: ARG001
    """The whole problem: its bound holds for every roster."""
    return np.ones((crew.problem.operators, crew.problem.days), dtype=np.bool_)


def _week(problem: Problem, day: int) -> range:
    """Days of the week, counted from the horizon's first day, in which a day lies."""
    first = day - day % 7
    return range(first, min(first + 7, problem.days))


def _people(crew: Crew, rng: np.random.Generator) -> NDArray[np.int64]:
    """All operators in a random order, skill by skill: each skill has starts and breaks of its own in the program."""
    order, skills = rng.permutation(crew.problem.operators), crew.problem.skills
    if len(skills.serves) == 1:
        return order
    rank = rng.permutation(len(skills.serves))[skills.of_operator[order]]
    return order[np.argsort(rank, kind="stable")]


def is_small(crew: Crew) -> bool:
    """Whether the whole problem is worth giving to CP-SAT at once."""
    return crew.problem.operators * crew.problem.days <= _WHOLE_PAIRS


def reoptimise(
    crew: Crew, solution: Solution, free: Mask, budget: Budget, seconds: float, seed: int, *, backend: Backend
) -> Improvement | None:
    """Re-optimise the free pairs from the incumbent; ``None`` where the back end gave no roster within the time.

    HiGHS gets the core of the neighbourhood alone; where that says that nothing can be gained, the incumbent is the answer.
    """
    core, slack = None, 0
    if backend == "highs":
        found = core_of(crew, solution, free, lambda: budget.over)
        cost = crew.cost(solution)
        if found.bound >= cost:
            return Improvement(solution, cost, found.bound, proven=True)
        if budget.over:
            return None
        core, slack = found.shifts, int(_SLACK * (cost - found.bound))
    neighbourhood = Neighbourhood(crew.problem, solution, free, core)
    program, step = neighbourhood.program, crew.problem.cost_step
    budget.charge(2e-5 * len(program.constraints))
    seconds = min(seconds, budget.left)
    if backend == "highs":
        answer = solve_by_highs(program, step, seconds, slack=slack)
    else:
        answer = solve_by_cp_sat(program, step, seconds, deterministic=budget.deterministic, seed=seed, workers=1,
                                 running=budget.on_interrupt)
    if answer is None:
        return None
    budget.charge(answer.work_s)
    decoded = neighbourhood.decode(answer.values)
    return Improvement(decoded, crew.cost(decoded), answer.bound, answer.proven)
