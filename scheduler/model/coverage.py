"""Coverage: shifts in progress less breaks in progress, at a convex piecewise-linear cost in every open cell."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from scheduler.model.break_chains import ChainGroup, Cumulative
from scheduler.model.hinted import HintedModel, weighted
from scheduler.model.problem import Problem


def add_coverage(
    hinted: HintedModel, problem: Problem, fixed: NDArray[np.int64], hint: NDArray[np.int64], groups: list[ChainGroup]
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
        hinted.constant += int(curve[fixed[cell]])
        terms = [(variable, weight) for variable, weight in presence[int(cell)].values() if weight]
        if terms:
            segments = _segments(hinted, np.diff(curve)[fixed[cell] :], int(hint[cell] - fixed[cell]))
            hinted.model.add(weighted(terms) == sum(segments))


def _segments(hinted: HintedModel, slopes: NDArray[np.int64], level: int) -> list[cp_model.IntVar]:
    """One variable for each slope of the curve, filled in order because slopes rise."""
    bounds = [0, *(np.flatnonzero(np.diff(slopes)) + 1).tolist(), len(slopes)]
    return [
        hinted.integer(last - first, min(max(level - first, 0), last - first), int(slopes[first]))
        for first, last in zip(bounds, bounds[1:], strict=False) if last > first
    ]


def _presence(problem: Problem, groups: list[ChainGroup]) -> dict[int, dict[int, tuple[cp_model.IntVar, int]]]:
    """Weight of each variable in the presence of each cell of the horizon, by index of the variable."""
    presence: dict[int, dict[int, tuple[cp_model.IntVar, int]]] = defaultdict(dict)
    for group in groups:
        _add_in_progress(presence, problem.cells, group.started, group.cells, 1)
        for each, cumulative in zip(group.order.breaks, group.breaks, strict=True):
            _add_in_progress(presence, problem.cells, cumulative, each.cells, -1)
    return presence


def _add_in_progress(
    presence: dict[int, dict[int, tuple[cp_model.IntVar, int]]], cells: int, begun: Cumulative, length: int, sign: int
) -> None:
    """Add what has begun by a cell and had not begun `length` cells before."""
    for cell in range(begun.first, min(cells, begun.first + len(begun.counts) + length)):
        for count, weight in ((begun.at(cell), sign), (begun.at(cell - length), -sign)):
            if isinstance(count, cp_model.IntVar):
                _, before = presence[cell].get(count.index, (count, 0))
                presence[cell][count.index] = (count, before + weight)
