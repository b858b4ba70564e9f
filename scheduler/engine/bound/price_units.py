"""Units for prices: what a cell of presence costs, and what it costs to be one operator short."""

from __future__ import annotations

import numpy as np

from scheduler.model.problem import Problem


def pay_per_cell(problem: Problem) -> float:
    """Middle cost of a cell of presence: the price at which presence pays for itself, in units."""
    costs = [each.cost / (problem.table.end - problem.table.start)[each.rows] for each in problem.classes if len(each.rows)]
    return float(np.median(np.concatenate(costs))) if costs else 0.0


def understaffing_cost(problem: Problem) -> float:
    """Middle cost of the first operator who is missing in a cell, in units."""
    staffing, intervals = problem.staffing, np.unique(problem.cell_interval[problem.open_cells])
    curve = staffing.curve[:, intervals].reshape(-1, staffing.curve.shape[-1])
    required = np.minimum(staffing.required[:, intervals].reshape(-1), curve.shape[-1] - 1)
    needed = np.flatnonzero(required > 0)
    rises = curve[needed, required[needed] - 1] - curve[needed, required[needed]]
    return max(1.0, float(np.median(rises))) if len(rises) else 1.0
