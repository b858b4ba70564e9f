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

    def times(self, weight: int) -> _Count:
        """So many times as much."""
        if weight == 1:
            return self
        terms = tuple((variable, each * weight) for variable, each in self.terms)
        return _Count(terms, self.fixed * weight, self.hint * weight)


def add_coverage(program: Program, problem: Problem, fixed: Ints, hint: Ints, groups: list[ChainGroup]) -> None:
    """Add the staffing cost of all cells, and the caps.

    Parameters
    ----------
    fixed, hint
        Presence of the shifts that stay, and of the given roster; shape (lanes, all cells).
    """
    presence = _presence(problem, groups)
    for cell in problem.priced_cells.tolist():
        counts = [
            _Count(tuple((variable, weight) for variable, weight in presence[lane, cell].items() if weight),
                   int(fixed[lane, cell]), int(hint[lane, cell]))
            for lane in range(len(fixed))
        ]
        _add_heads(program, problem, cell, counts)


def _add_heads(program: Program, problem: Problem, cell: int, counts: list[_Count]) -> None:
    """Price how many are on the phone in each head count that applies; a cap is a bound."""
    for head, each in enumerate(problem.staffing.head_counts):
        if each.applies[cell]:
            weights = problem.skills.counted[:, head]
            count = sum((counts[lane].times(int(weights[lane])) for lane in np.flatnonzero(weights)),
                        _Count((), each.base, each.base))
            if each.cap is None:
                rises = bool((weights >= 0).all()) and problem.skills.lanes == 1
                _add_cost(program, each.curves[each.curve_of[cell]], count, count.fixed if rises else 0)
            elif count.terms:
                low = sum(min(0, weight) * program.largest[variable] for variable, weight in count.terms)
                program.constrain(count.terms, low, each.cap + each.base - count.fixed)


def _add_cost(program: Program, curve: Ints, count: _Count, least: int) -> None:
    """Add a convex cost of a number of operators, which is at least so many whatever is chosen."""
    if not count.terms:
        program.constant += int(curve[count.fixed])
        return
    program.constant += int(curve[least])
    segments = _segments(program, np.diff(curve)[least:], count.hint - least)
    program.constrain([*count.terms, *((segment, -1) for segment in segments)], least - count.fixed, least - count.fixed)


def _segments(program: Program, slopes: NDArray[np.int64], level: int) -> list[Variable]:
    """One variable for each slope of the curve, filled in order because slopes rise."""
    bounds = [0, *(np.flatnonzero(np.diff(slopes)) + 1).tolist(), len(slopes)]
    return [
        program.integer(last - first, min(max(level - first, 0), last - first), int(slopes[first]))
        for first, last in pairwise(bounds) if last > first
    ]


def _presence(problem: Problem, groups: list[ChainGroup]) -> dict[tuple[int, int], dict[Variable, int]]:
    """Weight of each variable in the presence of each lane and cell of the horizon."""
    presence: dict[tuple[int, int], dict[Variable, int]] = defaultdict(dict)
    for group in groups:
        _add_in_progress(presence, problem.cells, group.key.skill, group.started, group.cells, 1)
        lanes = problem.break_lanes[group.chain].tolist()
        for each, cumulative, lane in zip(group.order.breaks, group.breaks, lanes, strict=False):
            _add_in_progress(presence, problem.cells, group.key.skill, cumulative, each.cells, -1)
            if lane:
                _add_in_progress(presence, problem.cells, group.key.skill + lane, cumulative, each.cells, 1)
    return presence


def _add_in_progress(
    presence: dict[tuple[int, int], dict[Variable, int]], cells: int, lane: int, begun: Cumulative, length: int, sign: int
) -> None:
    """Add what has begun by a cell and had not begun `length` cells before."""
    for cell in range(begun.first, min(cells, begun.first + len(begun.counts) + length)):
        for count, weight in ((begun.at(cell), sign), (begun.at(cell - length), -sign)):
            if count is not None:
                presence[lane, cell][count] = presence[lane, cell].get(count, 0) + weight
