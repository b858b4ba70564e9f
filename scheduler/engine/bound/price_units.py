"""Units for prices: what a cell of presence costs, and what it costs to be one operator short."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import HeadCount
from scheduler.model.problem import Problem


def pay_per_cell(problem: Problem) -> float:
    """Middle cost of a cell of presence: the price at which presence pays for itself, in units."""
    costs = [each.cost / (problem.table.end - problem.table.start)[each.rows] for each in problem.classes if len(each.rows)]
    return float(np.median(np.concatenate(costs))) if costs else 0.0


def understaffing_cost(problem: Problem) -> float:
    """Middle cost of the first operator who is missing in a cell, in units."""
    rises = np.concatenate([_first_missing(each) for each in problem.staffing.head_counts])
    if problem.staffing.hard:
        rises = rises[rises <= problem.staffing.ceiling]  # beyond lie penalties for hard minimums, which are no price
    return max(1.0, float(np.median(rises))) if len(rises) else 1.0


def _first_missing(head: HeadCount) -> NDArray[np.int64]:
    """What the first missing operator costs, of each curve of a set of queues that requires somebody."""
    if head.required is None:
        return np.zeros(0, dtype=np.int64)
    used = np.unique(head.curve_of[head.applies])
    curves, needed = head.curves[used], np.flatnonzero(head.required[used] > 0)
    required = np.minimum(head.required[used] + head.base, head.curves.shape[1] - 1)
    return np.asarray(curves[needed, required[needed] - 1] - curves[needed, required[needed]])


def most_required(problem: Problem) -> int:
    """Most operators a set of queues requires at any time; at least 1."""
    return max(1, *(int(each.required.max(initial=0)) for each in problem.staffing.head_counts if each.required is not None))
