"""A first plan by the roster engine: shifts that belong to nobody are operators who work one day, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.staffing import StaffingCost
from scheduler.engine.budget import Budget
from scheduler.engine.dayplan.channel import Channel
from scheduler.engine.dayplan.task import DayTask, Shifts
from scheduler.engine.search import Search
from scheduler.instance.breaks import Breaks
from scheduler.model.classes import OperatorClass, class_of_statements
from scheduler.model.dayplan.families import BreakRules, ShiftFamily
from scheduler.model.dayplan.shift import AnonymousShift
from scheduler.model.problem import Problem, Skills
from scheduler.model.solution import Solution
from scheduler.rules.basis.break_forms import Form, Order, forms_of
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Price
from scheduler.timegrid import MINUTES_PER_DAY

FINE_PRICE = 10**5
"""Units that the steepest cost has at least: prices of the engine are integers, and need to be fine."""
SPARE, SPARE_FIXED = 1.3, 3
"""Operators of a day: so many times the work that is required, in shortest shifts, and a few more."""
CONSTRUCT_SHARE, CONSTRUCT_S, CONSTRUCT_MOST = 0.5, 0.014, 0.8
"""Share of the time for the engine, seconds of it that each operator takes at least, and the largest share."""


def construct(task: DayTask, channel: Channel[Shifts], workers: int) -> None:
    """Search with the engine, and tell what it finds."""
    problem = problem_of(task)
    seconds = min(CONSTRUCT_MOST * channel.seconds, max(CONSTRUCT_SHARE * channel.seconds, CONSTRUCT_S * problem.operators))
    shifts = searched(task, problem, Budget(min(seconds, channel.left())), workers)
    if shifts is not None:
        channel.found(shifts, task.cost(shifts))


def searched(task: DayTask, problem: Problem, budget: Budget, workers: int) -> Shifts | None:
    """Shifts that the engine finds, of a task and its problem; None where it finds none in time."""
    outcome = Search(problem, budget, seed=task.seed, workers=workers).run()
    return None if outcome is None else shifts_of(task, problem, outcome.solution)


def problem_of(task: DayTask) -> Problem:
    """The engine's problem, with a class of equal operators for each day; its cost is a multiple of that of the plan."""
    scale, per_day = engine_scale(task), MINUTES_PER_DAY // task.cell_minutes
    table = _table(task, per_day)
    pay = Price("pay", _paid_cells(task, table) * task.pay * scale, np.zeros(table.days, dtype=np.int64))
    first, classes = 0, list[OperatorClass]()
    for today in range(table.days):
        members = tuple(range(first, first + _operators(task, today, per_day)))
        classes.append(class_of_statements(members, (Forbid("day", table.day != today), pay), table))
        first += len(members)
    rows = {curve: [scale * curve.cost(present) for present in range(first + 1)] for curve in set(task.curves.each)}
    curve = np.array([rows[each] for each in task.curves.each], dtype=np.int64)
    staffing = StaffingCost.of_everybody(task.curves.worth(task.pay), curve)
    class_of = np.repeat(np.arange(table.days), [len(each.members) for each in classes])
    return Problem(table, tuple(classes), class_of, staffing, Skills.of(staffing))


def engine_scale(task: DayTask) -> int:
    """Units of the engine's cost in one of the task's."""
    return max(1, FINE_PRICE // max(task.curves.steepest, task.pay))


def _table(task: DayTask, per_day: int) -> ShiftTable:
    """All shifts, as rows of a day, a start and a form."""
    forms: dict[Form, int] = {}
    rows: set[tuple[int, int, int]] = set()
    for family in task.families:
        for length, starts in family.by_length:
            for form in forms_of_family(family, length, task.cell_minutes):
                number = forms.setdefault(form, len(forms))
                rows |= {(start // per_day, start, number) for start in starts.tolist()}
    day, start, number_of = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3).T.copy()
    days = max(-(-len(task.curves) // per_day), int(day.max(initial=0)) + 1)
    return ShiftTable(tuple(forms), days, day, start, number_of, np.ones((1, len(day)), dtype=np.int64))


def _paid_cells(task: DayTask, table: ShiftTable) -> NDArray[np.int64]:
    return np.asarray(table.paid_minutes // task.cell_minutes)


def _operators(task: DayTask, day: int, per_day: int) -> int:
    work = int(task.curves.worth(task.pay)[day * per_day : (day + 1) * per_day].sum())
    return int(SPARE * work / min(family.by_length[0][0] for family in task.families)) + SPARE_FIXED


def forms_of_family(family: ShiftFamily, length: int, cell_minutes: int) -> Iterator[Form]:
    """Forms of shifts of this length, one for each length of lunch."""
    lunch = family.breaks.lunch
    for cells in lunch.cells if lunch else (0,):
        yield from forms_of(_breaks(family.breaks, length, cells, cell_minutes), length * cell_minutes, cell_minutes)


def _breaks(rules: BreakRules, length: int, lunch_cells: int, minutes: int) -> Breaks:
    document: dict[str, object] = {"spacing": {
        "edge_minutes": rules.edge * minutes, "min_work_minutes": rules.min_work * minutes,
        "max_work_minutes": min(rules.max_work * minutes, MINUTES_PER_DAY),
        "max_last_work_minutes": min(rules.last_work * minutes, MINUTES_PER_DAY)}}
    if rules.lunch:
        latest = min(rules.lunch.latest, length - lunch_cells - rules.lunch.after)
        if latest < rules.lunch.earliest:
            return Breaks.model_validate(document | {"spacing": {"edge_minutes": MINUTES_PER_DAY}})
        document["lunch"] = {"from_shift_minutes": 0, "minutes": lunch_cells * minutes, "paid": rules.lunch.paid,
                             "earliest_minutes": rules.lunch.earliest * minutes, "latest_minutes": latest * minutes}
    if rules.breathers:
        document["breathers"] = {"minutes": rules.breather_cells * minutes, "paid": rules.breathers_paid,
                                 "count": [{"from_shift_minutes": 0, "breathers": rules.breathers}]}
    return Breaks.model_validate(document)


def shifts_of(task: DayTask, problem: Problem, solution: Solution) -> Shifts:
    """The plan as shifts of nobody in particular."""
    orders, _ = problem.chain_orders
    return sorted(
        shift_of_row(task, problem.table, int(solution.rows[at]), orders[solution.chain[at]], solution.breaks[at].tolist())
        for at in zip(*np.nonzero(solution.rows >= 0), strict=True)
    )


def shift_of_row(task: DayTask, table: ShiftTable, row: int, order: Order, starts: Iterable[int]) -> AnonymousShift:
    """The shift of a row whose breaks start at these cells.

    Raises
    ------
    ValueError
        If the task has no such shift.
    """
    events, cells = ["start"], [int(table.start[row])]
    for each, start in zip(order.breaks, starts, strict=False):
        events += ["lunch", "lunch_end"] if each.kind == "lunch" else ["breather"]
        cells += [start, start + each.cells] if each.kind == "lunch" else [start]
    events, cells = [*events, "end"], [*cells, int(table.end[row])]
    alike = (chain.shift_of(cells) for chain in task.chains if list(chain.events) == events)
    for shift in alike:
        if any(chain.cells_of(shift) for chain in task.chains):
            return shift
    raise ValueError(f"row {row}: the engine's shift from cell {cells[0]} to {cells[-1]} is none of the task")
