"""Diving: fix operators on the rosters that the dual's columns agree on most, let the dual adapt, and go on.

The convex combination of columns gives each operator a little of many rosters. Those it is surest of become rosters of whole
operators; the dual of the others then learns, at prices that know what is fixed, how they go best with them. Each fixed
operator costs some steps of a dual that is nearly right already; what comes out has the shape of an optimum over all
operators, which no search by small moves finds. (Diving heuristics of branch and price: Sadykov et al. 2019, "Primal
heuristics for branch and price", INFORMS J. Computing 31.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.columns import RosterColumns, activity_of
from scheduler.engine.bound.dual import Dual
from scheduler.engine.parameters import Count, Parameters, Positive, Share
from scheduler.model.solution import Solution

Ints = NDArray[np.int64]

_SURE = 1e-6
"""Weights of columns below are rounding errors."""


class DiveDepth(Parameters):
    """How thorough a dive is.

    Parameters
    ----------
    steps
        Steps of the dual after each fixing. 200 and 300 were not better than 100 with 20 operators.
    share
        Part of the operators left, one at least, who are fixed at a time. With 200 operators and 60 steps, 10 % gave 6,101
        where 5 % gave 6,060.
    """

    steps: Count
    share: Share


class DivingParams(Parameters):
    """What all dives have in common.

    Parameters
    ----------
    first_step
        Length of the proximal step after each fixing, in first steps of the dual: its prices are nearly right.
    """

    first_step: Positive = 0.3


class _Fix(NamedTuple):
    """So many operators of a class get their roster of a column."""

    number: int
    column: int
    operators: int


_DEFAULT = DivingParams()


def dive(
    dual: Dual, rng: np.random.Generator, stop: Callable[[], bool], depth: DiveDepth, *, noise: float = 0.0,
    params: DivingParams = _DEFAULT,
) -> Solution | None:
    """Build a roster; ``None`` where it was stopped before everybody had one.

    Parameters
    ----------
    dual
        Nearly converged; it is used up.
    noise
        Shakes how much the columns hold of a roster, as the standard deviation of a factor's logarithm.
    """
    crew = dual.crew
    solution, worked = crew.empty(), np.zeros(crew.problem.days, dtype=np.int64)
    presence = np.zeros((len(crew.zeros), crew.problem.all_cells), dtype=np.int64)
    left = [list(each.members) for each in crew.problem.classes]
    while any(left):
        members = np.array([len(each) for each in left], dtype=np.int64)
        dual.fix(members, presence, worked, params.first_step)
        for _ in range(depth.steps):
            if stop():
                return None
            dual.improve()
        for number, column, operators in _surest(dual, members, _at_a_time(int(members.sum()), depth.share), rng, noise):
            rosters = dual.bundle.columns[column : column + 1]
            fixed = activity_of(crew, rosters, operators * (np.arange(len(members)) == number))
            presence, worked = presence + fixed.presence[0], worked + fixed.worked[0]
            for _ in range(operators):
                _give(solution, left[number].pop(), rosters, number)
    return solution


def stages(operators: int, share: float) -> int:
    """How often a dive fixes some of so many operators."""
    number = 0
    while operators:
        operators -= _at_a_time(operators, share)
        number += 1
    return number


def _at_a_time(left: int, share: float) -> int:
    return max(1, round(share * left))


def _surest(dual: Dual, members: Ints, wanted: int, rng: np.random.Generator, noise: float) -> list[_Fix]:
    """Rosters for `wanted` operators, of which the columns hold most with their weights."""
    weights = dual.bundle.weights
    used, classes = np.flatnonzero(weights > _SURE), np.flatnonzero(members)
    _, first, group = np.unique(_fingerprints(dual.bundle.columns[used])[:, classes], return_index=True, return_inverse=True)
    column, number = used[first // len(classes)], classes[first % len(classes)]
    held = np.bincount(group.reshape(-1), np.outer(weights[used], members[classes]).reshape(-1))
    scores = held * np.exp(noise * rng.standard_normal(len(held)))
    chosen, free = [], members.copy()
    for at in np.argsort(-scores, kind="stable").tolist():
        operators = min(max(1, int(held[at] + _SURE)), int(free[number[at]]), wanted)
        if operators:
            chosen.append(_Fix(int(number[at]), int(column[at]), operators))
            free[number[at]] -= operators
            wanted -= operators
    return chosen


def _fingerprints(columns: RosterColumns) -> Ints:
    """A number for each roster, different for different ones but for odds of one in 2^63; shape (columns, classes)."""
    many, classes, days = columns.rows.shape
    breaks = columns.breaks.reshape(many, classes, -1).astype(np.int64)
    rng = np.random.default_rng(0)
    numbers: Ints = columns.rows.astype(np.int64) @ rng.integers(1, 2**62, days) + breaks @ rng.integers(
        1, 2**62, breaks.shape[2]) + rng.integers(1, 2**62, classes)
    return numbers


def _give(solution: Solution, operator: int, column: RosterColumns, number: int) -> None:
    """Give an operator the roster of their class."""
    solution.rows[operator] = column.rows[0, number]
    solution.chain[operator] = column.chain[0, number]
    solution.breaks[operator] = column.breaks[0, number]
