"""Coverage: shifts in progress less breaks in progress, at a convex piecewise-linear cost in every cell that has one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.model.break_chains import ChainGroup, Cumulative
from scheduler.model.problem import Problem
from scheduler.model.program import Program, Term, Variable

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Count:
    """A number of operators: variables, those that stay whatever happens, and all in the given roster."""

    terms: tuple[Term, ...] = ()
    fixed: int = 0
    hint: int = 0

    def __add__(self, other: _Count) -> _Count:
        weights: dict[Variable, int] = defaultdict(int)
        for variable, weight in (*self.terms, *other.terms):
            weights[variable] += weight
        terms = tuple((variable, weight) for variable, weight in weights.items() if weight)
        return _Count(terms, self.fixed + other.fixed, self.hint + other.hint)


def add_coverage(program: Program, problem: Problem, fixed: Ints, hint: Ints, groups: list[ChainGroup]) -> None:
    """Add the staffing cost of all cells, and the caps.

    Parameters
    ----------
    fixed, hint
        Presence of the shifts that stay, and of the given roster; shape (skills, all cells).
    """
    presence = _presence(problem, groups)
    for cell in problem.priced_cells.tolist():
        counts = [
            _Count(tuple((variable, weight) for variable, weight in presence[skill, cell].items() if weight),
                   int(fixed[skill, cell]), int(hint[skill, cell]))
            for skill in range(len(fixed))
        ]
        _add_heads(program, problem, cell, counts)


def _add_heads(program: Program, problem: Problem, cell: int, counts: list[_Count]) -> None:
    """Price how many are on the phone in each head count that applies; a cap is a bound."""
    for head, each in enumerate(problem.staffing.head_counts):
        if each.applies[cell]:
            count = sum((counts[skill] for skill in np.flatnonzero(problem.skills.counted[:, head])), _Count())
            if each.cap is None:
                _add_cost(program, each.curves[each.curve_of[cell]], count)
            elif count.terms:
                low = sum(min(0, weight) * program.largest[variable] for variable, weight in count.terms)
                program.constrain(count.terms, low, each.cap - count.fixed)


def _add_cost(program: Program, curve: Ints, count: _Count) -> None:
    """Add a convex cost of a number of operators."""
    program.constant += int(curve[count.fixed])
    if count.terms:
        segments = _segments(program, np.diff(curve)[count.fixed :], count.hint - count.fixed)
        program.constrain([*count.terms, *((segment, -1) for segment in segments)], 0, 0)


def _segments(program: Program, slopes: NDArray[np.int64], level: int) -> list[Variable]:
    """One variable for each slope of the curve, filled in order because slopes rise."""
    bounds = [0, *(np.flatnonzero(np.diff(slopes)) + 1).tolist(), len(slopes)]
    return [
        program.integer(last - first, min(max(level - first, 0), last - first), int(slopes[first]))
        for first, last in pairwise(bounds) if last > first
    ]


def _presence(problem: Problem, groups: list[ChainGroup]) -> dict[tuple[int, int], dict[Variable, int]]:
    """Weight of each variable in the presence of each skill and cell of the horizon."""
    presence: dict[tuple[int, int], dict[Variable, int]] = defaultdict(dict)
    for group in groups:
        _add_in_progress(presence, problem.cells, group.key.skill, group.started, group.cells, 1)
        for each, cumulative in zip(group.order.breaks, group.breaks, strict=True):
            _add_in_progress(presence, problem.cells, group.key.skill, cumulative, each.cells, -1)
    return presence


def _add_in_progress(
    presence: dict[tuple[int, int], dict[Variable, int]], cells: int, skill: int, begun: Cumulative, length: int, sign: int
) -> None:
    """Add what has begun by a cell and had not begun `length` cells before."""
    for cell in range(begun.first, min(cells, begun.first + len(begun.counts) + length)):
        for count, weight in ((begun.at(cell), sign), (begun.at(cell - length), -sign)):
            if count is not None:
                presence[skill, cell][count] = presence[skill, cell].get(count, 0) + weight
