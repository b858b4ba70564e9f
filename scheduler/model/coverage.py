"""Coverage: shifts in progress less breaks in progress, at a convex piecewise-linear cost in every open cell."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.model.break_chains import ChainGroup, Cumulative
from scheduler.model.problem import Problem
from scheduler.model.program import Program, Variable


def add_coverage(
    program: Program, problem: Problem, fixed: NDArray[np.int64], hint: NDArray[np.int64], groups: list[ChainGroup]
) -> None:
    """Add the staffing cost of all open cells.

    Parameters
    ----------
    fixed, hint
        Presence of the shifts that stay, and of the given roster; shape (all cells,).
    """
    presence = _presence(problem, groups)
    for cell in problem.open_cells:
        curve = problem.staffing.curve[problem.cell_interval[cell]]
        program.constant += int(curve[fixed[cell]])
        terms = [(variable, weight) for variable, weight in presence[int(cell)].items() if weight]
        if terms:
            segments = _segments(program, np.diff(curve)[fixed[cell] :], int(hint[cell] - fixed[cell]))
            program.constrain([*terms, *((segment, -1) for segment in segments)], 0, 0)


def _segments(program: Program, slopes: NDArray[np.int64], level: int) -> list[Variable]:
    """One variable for each slope of the curve, filled in order because slopes rise."""
    bounds = [0, *(np.flatnonzero(np.diff(slopes)) + 1).tolist(), len(slopes)]
    return [
        program.integer(last - first, min(max(level - first, 0), last - first), int(slopes[first]))
        for first, last in pairwise(bounds) if last > first
    ]


def _presence(problem: Problem, groups: list[ChainGroup]) -> dict[int, dict[Variable, int]]:
    """Weight of each variable in the presence of each cell of the horizon."""
    presence: dict[int, dict[Variable, int]] = defaultdict(dict)
    for group in groups:
        _add_in_progress(presence, problem.cells, group.started, group.cells, 1)
        for each, cumulative in zip(group.order.breaks, group.breaks, strict=True):
            _add_in_progress(presence, problem.cells, cumulative, each.cells, -1)
    return presence


def _add_in_progress(
    presence: dict[int, dict[Variable, int]], cells: int, begun: Cumulative, length: int, sign: int
) -> None:
    """Add what has begun by a cell and had not begun `length` cells before."""
    for cell in range(begun.first, min(cells, begun.first + len(begun.counts) + length)):
        for count, weight in ((begun.at(cell), sign), (begun.at(cell - length), -sign)):
            if count is not None:
                presence[cell][count] = presence[cell].get(count, 0) + weight
