"""Whether the days of an operator keep what is stated of his class: the search's own guard, apart from the checker."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from scheduler.model.problem import OperatorClass, Problem
from scheduler.model.solution import Solution


def is_legal(problem: Problem, solution: Solution, operators: Iterable[int]) -> bool:
    """Whether the rosters of these operators keep every hard statement; breaks are legal by construction."""
    return all(
        _keeps(problem, problem.classes[problem.class_of[operator]], solution.rows[operator]) for operator in operators
    )


def _keeps(problem: Problem, each: OperatorClass, rows: NDArray[np.int64]) -> bool:
    table = problem.table
    days = np.flatnonzero(rows >= 0)
    worked = rows[days]
    if not np.isin(worked, each.rows).all() or (table.day[worked] != days).any() or not each.must_work <= set(days):
        return False
    if (table.start[worked][1:] < table.end[worked][:-1] + each.gap).any():
        return False
    for total in each.totals:
        amount = np.zeros(problem.days, dtype=np.int64)
        amount[days] = total.amount[worked]
        for window in total.windows:
            if not window.least <= amount[window.first : window.last + 1].sum() <= window.most:
                return False
    return each.most_in_a_row is None or _longest_run(days) <= each.most_in_a_row


def _longest_run(days: NDArray[np.int64]) -> int:
    if not len(days):
        return 0
    breaks = np.flatnonzero(np.diff(days) > 1)
    return int(np.diff(np.concatenate([[-1], breaks, [len(days) - 1]])).max())
