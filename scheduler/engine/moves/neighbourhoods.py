"""Neighbourhoods of the incumbent: which operators' days are free, all others staying as they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.compiled.lookups import days_of_cells
from scheduler.engine.crew import Crew
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution

Mask = NDArray[np.bool_]
"""Free pairs; shape (operators, days)."""
Picker = Callable[[Crew, Solution, int, np.random.Generator], Mask]
"""Picks about so many free pairs of a roster."""


def some_days(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:
    """As many days of a week as `size` free pairs are with all operators, one at least, and no more than so many pairs.

    Rather days with much cost. Hours can move from one day to the other.
    """
    problem = crew.problem
    free = np.zeros((problem.operators, problem.days), dtype=np.bool_)
    costs = np.bincount(days_of_cells(problem), crew.cell_cost(solution), minlength=problem.days)
    weights = np.maximum(costs, 0) + costs.mean() + 1.0
    day = int(rng.choice(problem.days, p=weights / weights.sum()))
    week = np.array([other for other in _week(problem, day) if other != day], dtype=np.int64)
    others = min(len(week), max(1, size // problem.operators) - 1)
    days = np.array([day], dtype=np.int64)
    if others:
        days = np.append(days, rng.choice(week, others, replace=False, p=weights[week] / weights[week].sum()))
    free[np.ix_(_by_skill(crew, rng)[: max(1, size // len(days))], days)] = True
    return free


def some_operators(crew: Crew, solution: Solution, size: int, rng: np.random.Generator) -> Mask:  # noqa: ARG001
    """Some operators over a week, so that there are about `size` free pairs."""
    problem = crew.problem
    days = _week(problem, int(rng.integers(problem.days)))
    free = np.zeros((problem.operators, problem.days), dtype=np.bool_)
    free[_by_skill(crew, rng)[: max(1, size // len(days))], days.start : days.stop] = True
    return free


def everything(crew: Crew) -> Mask:
    """The whole problem: its bound holds for every roster."""
    return np.ones((crew.problem.operators, crew.problem.days), dtype=np.bool_)


def _week(problem: Problem, day: int) -> range:
    """Days of the week, counted from the horizon's first day, in which a day lies."""
    first = day - day % 7
    return range(first, min(first + 7, problem.days))


def _by_skill(crew: Crew, rng: np.random.Generator) -> NDArray[np.int64]:
    """All operators in a random order, skill by skill: each skill has starts and breaks of its own in the program."""
    order, skills = rng.permutation(crew.problem.operators), crew.problem.skills
    if len(skills) == skills.lanes:
        return order
    rank = rng.permutation(len(skills))[skills.of_operator[order]]
    return order[np.argsort(rank, kind="stable")]
