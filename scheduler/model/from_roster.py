"""Plain shifts to the arrays of a problem: the way back from `shifts_of_solution`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem
from scheduler.model.published import Placer
from scheduler.model.solution import Solution
from scheduler.model.yesterday import Yesterday
from scheduler.roster import Shift
from scheduler.rules.basis.shift_table import PlacedShift


def solution_of(instance: Instance, problem: Problem, shifts: Sequence[Shift]) -> Solution:
    """The roster in arrays; a shift that the problem has a row of its own for stands on that.

    Raises
    ------
    ValueError
        If the problem has no row for a shift with its breaks.
    """
    solution = Solution.empty(problem.operators, problem.days, int(problem.chains.cells.shape[1]))
    placer, rows = Placer(instance), _rows(problem)
    for shift in shifts:
        pair, placed = placer.place(shift)
        row, chain = _row_and_chain(problem, rows, pair[0], placed, shift)
        _put(solution, pair, row, chain, [placed[1] + each.earliest for each in placed[2].orders[0].breaks])
    _, chain_of = problem.chain_orders
    for person, end in enumerate(Yesterday.of(instance).ends, start=len(instance.operators)):
        row = int(np.flatnonzero((problem.table.day == 0) & (problem.table.start == 0) & (problem.table.end == end))[-1])
        _put(solution, (person, 0), row, chain_of[int(problem.table.form[row]), 0], [])
    return solution


def _put(solution: Solution, pair: tuple[int, int], row: int, chain: int, breaks: list[int]) -> None:
    solution.rows[pair], solution.chain[pair] = row, chain
    solution.breaks[pair][: len(breaks)] = breaks


def _rows(problem: Problem) -> dict[tuple[int, int, int], list[int]]:
    """Rows of each day, start and end, those with fixed breaks first; none that somebody may be asked for."""
    table, rows = problem.table, defaultdict[tuple[int, int, int], list[int]](list)
    for row in np.argsort(~table.placed, kind="stable").tolist():
        if not table.extra_minutes[row]:
            rows[int(table.day[row]), int(table.start[row]), int(table.end[row])].append(row)
    return rows


def _row_and_chain(
    problem: Problem, rows: dict[tuple[int, int, int], list[int]], operator: int, placed: PlacedShift, shift: Shift
) -> tuple[int, int]:
    """The row of a shift that its operator may work, else any, and the chain of its breaks: of its own form if there is one.

    Another is pinned to a row of their own where they have the same shift with the same breaks.
    """
    found = [*_rows_and_chains(problem, rows, placed)]
    if not found:
        raise ValueError(f"{shift.operator} {shift.start:%Y-%m-%d %H:%M}–{shift.end:%H:%M}: no shift of the problem has its "
                         "times and breaks")
    own = problem.classes[problem.class_of[operator]].rows
    return next((each for each in found if each[0] in own), found[0])


def _rows_and_chains(
    problem: Problem, rows: dict[tuple[int, int, int], list[int]], placed: PlacedShift
) -> Iterator[tuple[int, int]]:
    """Every row that a shift may stand on, and the chain of its breaks there."""
    table, (day, start, form) = problem.table, placed
    wanted = form.orders[0].breaks
    for row in rows.get((day, start, start + form.cells), ()):
        which = int(table.form[row])
        if table.forms[which].activities != form.activities:
            continue
        for number, order in enumerate(table.forms[which].orders):
            if len(order.breaks) == len(wanted) and all(
                    (own.kind, own.cells) == (each.kind, each.cells) and own.earliest <= each.earliest <= own.latest
                    for own, each in zip(order.breaks, wanted, strict=True)):
                yield row, problem.chain_orders[1][which, number]
