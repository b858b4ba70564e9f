"""A first plan by the project's engine: shifts that belong to nobody are operators who work one day, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import numpy as np

from benchmarks.dayplans.chains import ShiftRules
from benchmarks.dayplans.portfolio import Channel
from benchmarks.dayplans.program import AnonymousShift
from benchmarks.dayplans.task import AnonymousTask, Shifts
from scheduler.demand.staffing import StaffingCost
from scheduler.engine.budget import Budget
from scheduler.engine.search import Search
from scheduler.instance.breaks import Breaks
from scheduler.model.problem import OperatorClass, Problem, Skills, class_of_statements
from scheduler.model.solution import Solution
from scheduler.rules.basis.break_forms import Form, Order, forms_of
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Price

CELL_MINUTES, CELLS_PER_DAY = 15, 96
SCALE = 1000
"""Units in 1 of the cost: prices of the engine are integers, and need to be finer than 1."""
SPARE, SPARE_FIXED = 1.3, 3
"""Operators of a day: so many times the work that is required, in shortest shifts, and a few more."""
CONSTRUCT_SHARE, CONSTRUCT_S, CONSTRUCT_MOST = 0.5, 0.014, 0.8
"""Share of the time for the engine, seconds of it that each operator takes at least, and the largest share."""


def construct(task: AnonymousTask, channel: Channel[Shifts], workers: int) -> None:
    """Search with the engine, and tell what it finds."""
    problem = problem_of(task)
    seconds = min(CONSTRUCT_MOST * channel.seconds, max(CONSTRUCT_SHARE * channel.seconds, CONSTRUCT_S * problem.operators))
    outcome = Search(problem, Budget(min(seconds, channel.left())), seed=task.seed, workers=workers).run()
    if outcome is not None:
        channel.found(shifts_of(problem, outcome.solution), outcome.cost // SCALE)


def problem_of(task: AnonymousTask) -> Problem:
    """The engine's problem, with a class of equal operators for each day; its cost is `SCALE` times that of the plan."""
    cells, forms = len(task.required), forms_of_rules(task.rules)
    starts = range(0, cells, task.rules.start_every)
    rows = [(start // CELLS_PER_DAY, start, number) for start, (number, form) in product(starts, enumerate(forms))
            if start + form.cells <= cells]
    day, start, form = np.array(rows, dtype=np.int64).T.copy()
    days = -(-cells // CELLS_PER_DAY)
    table = ShiftTable(forms, days, day, start, form, np.ones((1, len(day)), dtype=np.bool_))
    first, classes = 0, list[OperatorClass]()
    pay = Price("pay", table.paid_minutes // CELL_MINUTES * task.costs.paid * SCALE, np.zeros(days, dtype=np.int64))
    for today in range(days):
        members = tuple(range(first, first + _operators(task, today)))
        classes.append(class_of_statements(members, (Forbid("day", day != today), pay), table))
        first += len(members)
    over = np.arange(first + 1) - task.required[:, None]
    curve = SCALE * (task.costs.surplus * over.clip(0) + task.costs.short * (-over).clip(0))
    staffing = StaffingCost.of_one_queue(task.required, curve)
    class_of = np.repeat(np.arange(days), [len(each.members) for each in classes])
    return Problem(table, tuple(classes), class_of, staffing, Skills.of(staffing), np.arange(cells))


def _operators(task: AnonymousTask, day: int) -> int:
    work = task.required[day * CELLS_PER_DAY : (day + 1) * CELLS_PER_DAY].sum()
    return int(SPARE * work / min(task.rules.lengths)) + SPARE_FIXED


def forms_of_rules(rules: ShiftRules) -> tuple[Form, ...]:
    """Forms of all lengths and lunches."""
    return tuple(
        form
        for length, lunch in product(rules.lengths, rules.lunches)
        for form in forms_of(_breaks(rules, length, lunch), length * CELL_MINUTES, CELL_MINUTES)
    )


def _breaks(rules: ShiftRules, length: int, lunch: int) -> Breaks:
    minutes = CELL_MINUTES
    return Breaks.model_validate({
        "lunch": {"from_shift_minutes": 0, "minutes": lunch * minutes, "earliest_minutes": rules.lunch_earliest * minutes,
                  "latest_minutes": (length - lunch - rules.work_after_lunch) * minutes},
        "breathers": {"minutes": rules.breather_cells * minutes,
                      "count": [{"from_shift_minutes": 0, "breathers": rules.breathers_of(length)}]},
        "spacing": {"edge_minutes": rules.min_work * minutes, "min_work_minutes": rules.min_work * minutes,
                    "max_work_minutes": rules.max_work * minutes},
    })


def shifts_of(problem: Problem, solution: Solution) -> Shifts:
    """The plan as shifts of nobody in particular."""
    orders, _ = problem.chain_orders
    return sorted(
        shift_of_row(problem.table, solution.rows[at], orders[solution.chain[at]], solution.breaks[at].tolist())
        for at in zip(*np.nonzero(solution.rows >= 0), strict=True)
    )


def shift_of_row(table: ShiftTable, row: int, order: Order, cells: Iterable[int]) -> AnonymousShift:
    """The shift of a row whose breaks start at these cells."""
    breaks = list(zip(order.breaks, cells, strict=False))
    lunch = next((cell, cell + each.cells) for each, cell in breaks if each.kind == "lunch")
    breathers = tuple(cell for each, cell in breaks if each.kind == "breather")
    return AnonymousShift(int(table.start[row]), int(table.end[row]), lunch, breathers)
