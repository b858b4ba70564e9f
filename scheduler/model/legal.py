"""Whether the days of an operator keep what is stated of their class: the search's own guard, apart from the checker.

It reads each statement as its docstring says it, day by day, and shares nothing with the graph and the integer program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.model.classes import OperatorClass
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution, presence_of
from scheduler.rules.basis.missed import Missed
from scheduler.rules.basis.statement import Counter, Groups, Recovery, Run, Succession, Tariff, Total

Rows = list[int]
"""Row worked on each day, below 0 for none."""


def is_legal(problem: Problem, solution: Solution, operators: Iterable[int]) -> bool:
    """Whether the rosters of these operators keep every hard statement; breaks are legal by construction."""
    return all(
        _keeps(problem, problem.classes[problem.class_of[operator]], solution.rows[operator]) for operator in operators
    )


def keeps_caps(problem: Problem, solution: Solution) -> bool:
    """Whether there are never more on the phone than every head count with a cap allows."""
    capped = [(number, each) for number, each in enumerate(problem.staffing.head_counts) if each.cap is not None]
    if not capped:
        return True
    counts = problem.counts_of(presence_of(problem, solution))
    return all(int(counts[number][each.applies].max(initial=0)) <= (each.cap or 0) + each.base for number, each in capped)


def keeps_floors(problem: Problem, solution: Solution) -> bool:
    """Whether every hard minimum is kept, every hard rule of people together, and every limit of activities."""
    presence, operators = presence_of(problem, solution)[:, : problem.cells], problem.skills.of_operator
    skills, first = np.unique(operators, return_index=True)
    for head in problem.staffing.hard:
        weights = head.wide(problem.skills.lanes)[first, : problem.skills.lanes].ravel()
        lanes = (skills[:, None] + np.arange(problem.skills.lanes)).ravel()
        counts = head.base + weights @ presence[lanes]
        if head.curves[0, counts[head.applies]].any():
            return False
    return True


def _keeps(problem: Problem, each: OperatorClass, rows: NDArray[np.int64]) -> bool:
    table = problem.table
    days = np.flatnonzero(rows >= 0)
    worked = rows[days]
    if not np.isin(worked, each.rows).all() or (table.day[worked] != days).any() or not each.must_work <= set(days):
        return False
    if (table.start[worked][1:] < table.end[worked][:-1] + each.gap).any():
        return False
    return all(is_kept(counter, rows.tolist()) for counter in each.counters)


def is_kept(counter: Counter, rows: Rows) -> bool:
    """Whether the rows of all days keep a counter."""
    match counter:
        case Total():
            return all(
                window.least <= sum(int(counter.amount[row]) for row in rows[window.first : window.last + 1] if row >= 0)
                <= window.most for window in counter.windows
            )
        case Run():
            return all(_run_is_kept(counter, first, length, len(rows)) for first, length in _runs(counter, rows))
        case Groups():
            return _groups_are_kept(counter, rows)
        case Succession():
            return not any(before >= 0 and after >= 0 and counter.first[before] and counter.then[after]
                           for before, after in pairwise(rows))
        case Recovery():
            return _recovers(counter, rows)
        case Tariff():
            return True
        case Missed():
            return counter.price is not None or not counter.missed(np.array(rows))


def _runs(run: Run, rows: Rows) -> Iterator[tuple[int, int]]:
    """First day and length of each run; one that goes on from before the horizon starts before day 0, also if it ends there."""
    inside = [True] * (run.before or 0) + [bool(run.rows[row]) if row >= 0 else run.off for row in rows]
    first = -(run.before or 0)
    for is_inside, days in groupby(inside):
        length = len(list(days))
        if is_inside:
            yield first, length
        first += length


def _run_is_kept(run: Run, first: int, length: int, days: int) -> bool:
    is_cut = first + length == days or (first == 0 and run.before is None)
    is_past = first + length <= 0
    return (length >= run.least or is_cut) and (run.most is None or length <= run.most or is_past)


def _groups_are_kept(groups: Groups, rows: Rows) -> bool:
    count = 0
    for first, last in groups.groups:
        marks = [row >= 0 and bool(groups.rows[row]) for row in rows[first : last + 1]]
        if groups.whole and any(marks) != all(marks):
            return False
        count += any(marks)
    return groups.most is None or count <= groups.most


def _recovers(recovery: Recovery, rows: Rows) -> bool:
    """Walk the days with the days off since the last shift of the series; none since other work."""
    rested = recovery.before
    for row in rows:
        if row < 0:
            rested = None if rested is None else rested + 1
        elif recovery.rows[row]:
            if rested is not None and 0 < rested < recovery.days:
                return False
            rested = 0
        else:
            if rested is not None and rested < recovery.days:
                return False
            rested = None
    return True
