"""A roster in integers, as the search changes it, and the plain roster it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem
from scheduler.model.sessions import with_sessions
from scheduler.roster import Break, Shift

OFF = -1


@dataclass(eq=False)
class Solution:
    """Shifts and breaks of all operators.

    Parameters
    ----------
    rows
        Row of the shift table worked, `OFF` for a day off; shape (operators, days).
    chain
        Chain of breaks of each shift, `OFF` for a day off; shape (operators, days).
    breaks
        First cell of each break, -1 where there is none; shape (operators, days, most breaks).
    """

    rows: NDArray[np.int64]
    chain: NDArray[np.int64]
    breaks: NDArray[np.int64]

    @classmethod
    def empty(cls, operators: int, days: int, most_breaks: int) -> Solution:
        """Nobody works."""
        shape = (operators, days)
        return cls(np.full(shape, OFF, dtype=np.int64), np.full(shape, OFF, dtype=np.int64),
                   np.full((*shape, most_breaks), -1, dtype=np.int64))

    def copy(self) -> Solution:
        """Independent copy."""
        return Solution(self.rows.copy(), self.chain.copy(), self.breaks.copy())


def presence_of(problem: Problem, solution: Solution) -> NDArray[np.int64]:
    """How many are in each lane of the skills in each cell, past the horizon's end too; shape (lanes, all cells)."""
    worked = solution.rows >= 0
    skill = problem.skills.of_operator[np.nonzero(worked)[0]]
    change = np.zeros((len(problem.skills), problem.all_cells + 1), dtype=np.int64)
    rows, chains, breaks = solution.rows[worked], solution.chain[worked], solution.breaks[worked]
    np.add.at(change, (skill, problem.table.start[rows]), 1)
    np.add.at(change, (skill, problem.table.end[rows]), -1)
    lengths = problem.chains.cells[chains]
    taken = breaks >= 0
    skills = np.broadcast_to(skill[:, None], breaks.shape)[taken]
    np.add.at(change, (skills, breaks[taken]), -1)
    np.add.at(change, (skills, (breaks + lengths)[taken]), 1)
    if problem.skills.lanes > 1:
        lanes = problem.break_lanes[chains][taken]
        counted = lanes > 0
        lanes = (skills + lanes)[counted]
        np.add.at(change, (lanes, breaks[taken][counted]), 1)
        np.add.at(change, (lanes, (breaks + lengths)[taken][counted]), -1)
    return np.ascontiguousarray(np.cumsum(change, axis=1)[:, : problem.all_cells])


def cost_of(problem: Problem, solution: Solution) -> int:
    """Cost of a roster in units, recomputed from its shifts."""
    return problem.staffing_cost(presence_of(problem, solution)) + own_cost(problem, solution)


def own_cost(problem: Problem, solution: Solution) -> int:
    """Cost of the operators' days: pay, wishes and priced counters, without coverage."""
    total = 0
    for each in problem.classes:
        price = np.zeros(len(problem.table) + 1, dtype=np.int64)
        price[each.rows] = each.cost
        rows = solution.rows[list(each.members)]
        total += int(price[rows].sum()) + int(((rows < 0) * each.day_off_cost).sum())
        total += sum(counter.cost_of(rows) for counter in each.priced)
    return total


def shifts_of_solution(instance: Instance, problem: Problem, solution: Solution) -> tuple[Shift, ...]:
    """Shifts with local times, in order of operator and day, and with what facilitators hold for others."""
    grid, table, (orders, _) = instance.grid, problem.table, problem.chain_orders
    shifts = []
    for operator, day in np.argwhere(solution.rows[: len(instance.operators)] >= 0):
        row, order = solution.rows[operator, day], orders[solution.chain[operator, day]]
        placed = zip(order.breaks, solution.breaks[operator, day].tolist(), strict=False)
        breaks = tuple(Break.of(each.kind, grid.moment(cell), grid.moment(cell + each.cells))
                       for each, cell in sorted(placed, key=lambda pair: pair[1]))
        shifts.append(Shift(operator=instance.operators[operator].id, start=grid.moment(int(table.start[row])),
                            end=grid.moment(int(table.end[row])), breaks=breaks))
    return with_sessions(instance, shifts)
