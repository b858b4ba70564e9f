"""Neighbourhoods of the incumbent, and their exact re-optimisation by CP-SAT or HiGHS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.elements import days_of_cells
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.program import solve_by_cp_sat, solve_by_highs
from scheduler.model.solution import Solution

Mask = NDArray[np.bool_]
Backend = Literal["cp-sat", "highs"]
Picker = Callable[[Crew, Solution, int, np.random.Generator], Mask]

_WHOLE_PAIRS = 60


@dataclass(frozen=True)
class Improvement:
    """What a neighbourhood gave: roster and cost, whether it is proven best there, and the bound proven there."""

    solution: Solution
    cost: int
    bound: int
    proven: bool


def one_day(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:
    """One day, rather one with much cost, and `size` operators."""
    problem = crew.problem
    free = np.zeros((problem.operators, problem.days), dtype=np.bool_)
    days = days_of_cells(problem)[problem.open_cells]
    costs = np.bincount(days, crew.cell_cost(solution), minlength=problem.days)
    weights = np.maximum(costs, 0) + costs.mean() + 1.0
    day = rng.choice(problem.days, p=weights / weights.sum())
    free[_people(crew, rng)[:size], day] = True
    return free


def some_people(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:  # noqa: ARG001
    """Some operators over a week, so that there are about `size` free pairs."""
    problem = crew.problem
    first = 7 * int(rng.integers(max(1, -(-problem.days // 7))))
    days = range(first, min(first + 7, problem.days))
    free = np.zeros((problem.operators, problem.days), dtype=np.bool_)
    people = _people(crew, rng)[: max(1, size // len(days))]
    free[people, first : first + len(days)] = True
    return free


def two_days(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:
    """Two days of a week: hours can move from one to the other."""
    problem = crew.problem
    free = one_day(crew, solution, max(1, size // 2), rng)
    people, day = np.flatnonzero(free.any(axis=1)), int(np.flatnonzero(free.any(axis=0))[0])
    week = [other for other in range(7 * (day // 7), min(7 * (day // 7) + 7, problem.days)) if other != day]
    if week:
        free[people, int(rng.choice(week))] = True
    return free


def everything(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:  # noqa: ARG001
    """The whole problem: its bound holds for every roster."""
    return np.ones((crew.problem.operators, crew.problem.days), dtype=np.bool_)


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
    """Re-optimise the free pairs from the incumbent; ``None`` where the back end gave no roster within the time."""
    neighbourhood = Neighbourhood(crew.problem, solution, free)
    program, step = neighbourhood.program, crew.problem.cost_step
    budget.charge(2e-5 * len(program.constraints))
    seconds = min(seconds, budget.left)
    if backend == "highs":
        answer = solve_by_highs(program, step, seconds)
    else:
        answer = solve_by_cp_sat(program, step, seconds, deterministic=budget.deterministic, seed=seed, workers=1,
                                 running=budget.on_interrupt)
    if answer is None:
        return None
    budget.charge(answer.work_s)
    decoded = neighbourhood.decode(answer.values)
    return Improvement(decoded, crew.cost(decoded), answer.bound, answer.proven)
