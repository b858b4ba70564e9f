"""Who comes in is the first on standby who can: a shift that somebody was given goes to whoever is called before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from scheduler.model.legal import is_legal, keeps_caps, keeps_floors
from scheduler.model.problem import Problem
from scheduler.model.solution import OFF, Solution, cost_of
from scheduler.operate.mending import Mended, Task

Held = Sequence[tuple[int, int, int, int]]
"""Places on standby: operator, first cell, the first cell after, and which place it is."""


def called_in_order(task: Task, standby: Held, found: Mended) -> Mended:
    """The repair, or a cheaper one in which others on standby come in; a search may end before it tells a cent apart."""
    problem, cost = task.crew.problem, cost_of(task.crew.problem, found.solution)
    added = np.argwhere((task.start.rows == OFF) & (found.solution.rows != OFF)) if standby else ()
    for operator, day in added:
        if task.most is not None and operator in task.touched_anyway:
            continue  # somebody else in their place would be one more who is touched
        for other in _others(problem, found.solution, standby, operator, day):
            tried = _handed_over(found.solution, operator, other, day)
            keeps = is_legal(problem, tried, (operator, other)) and keeps_caps(problem, tried) and keeps_floors(problem, tried)
            if keeps and (after := cost_of(problem, tried)) < cost:
                found, cost = replace(found, solution=tried, cost=found.cost + after - cost), after
                break
    return found


def _others(problem: Problem, solution: Solution, standby: Held, operator: int, day: int) -> Iterator[int]:
    """Who is on standby during a shift and has none that day, in order of their places."""
    row = solution.rows[operator, day]
    start, end = problem.table.start[row], problem.table.end[row]
    during = sorted((place, who) for who, first, after, place in standby if start < after and end > first)
    yield from (who for _, who in during if who != operator and solution.rows[who, day] == OFF)


def _handed_over(solution: Solution, operator: int, other: int, day: int) -> Solution:
    tried = solution.copy()
    for each, empty in ((tried.rows, OFF), (tried.chain, OFF), (tried.breaks, -1)):
        each[other, day] = each[operator, day]
        each[operator, day] = empty
    return tried
