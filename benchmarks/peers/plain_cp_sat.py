"""The plain model per operator for CP-SAT, as one writes it first: one boolean for each operator, day and shift, one variable
for each break.

It expresses a whole hotline of one queue. The shifts and break orders that are allowed, and the classes of operators, are read
from the compiled problem; nothing of the engine's chains or search is used. The cost it tells may be too high before it is
proven (the pieces of a curve need not be filled in order), so that the checker's count is taken.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.methods import CannotExpressError, Found, Step, Task
from benchmarks.peers.anonymous import one_curve, slopes
from scheduler.check.cost import costs
from scheduler.demand.demand import demand_of
from scheduler.model.classes import OperatorClass
from scheduler.model.problem import Problem, compile_problem
from scheduler.model.solution import Solution, shifts_of_solution
from scheduler.rules.basis.break_forms import Order
from scheduler.rules.basis.statement import Run, Total

Terms = list[tuple[cp_model.IntVar, int]]


@dataclass(eq=False)
class Shift:
    """A shift that one operator may work: whether they do, and for each order of breaks whether it is theirs."""

    operator: int
    row: int
    works: cp_model.IntVar
    orders: list[tuple[int, Order, cp_model.IntVar]] = field(default_factory=list)


@dataclass(eq=False)
class Plain:
    """The model with the variables that stand for the roster.

    Parameters
    ----------
    breaks
        Start of each break in order of time, by operator and day.
    """

    problem: Problem
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    shifts: list[Shift] = field(default_factory=list)
    breaks: dict[tuple[int, int], list[cp_model.IntVar]] = field(default_factory=dict)
    presence: dict[int, Terms] = field(default_factory=lambda: defaultdict(list))
    costs: Terms = field(default_factory=list)
    constant: int = 0


class _Trace(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
    def __init__(self, constant: int) -> None:
        super().__init__()
        self.constant, self.steps = constant, list[Step]()

    def on_solution_callback(self) -> None:
        cost, bound = round(self.objective_value), int(np.ceil(self.best_objective_bound - 1e-6))
        self.steps.append(Step(self.wall_time, cost + self.constant, bound + self.constant))


def solve(task: Task) -> Found:
    """Build the model and give it to CP-SAT for so long."""
    began = time.perf_counter()
    problem = compile_problem(task.instance, demand_of(task.instance))
    plain = build(problem)
    build_s = time.perf_counter() - began
    solver, trace = cp_model.CpSolver(), _Trace(plain.constant)
    solver.parameters.num_workers = task.workers
    solver.parameters.random_seed = task.seed
    solver.parameters.max_time_in_seconds = task.seconds
    status = solver.solve(plain.model, trace)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, None, None, build_s, note=f"no roster in {task.seconds:g} s")
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) + plain.constant
    shifts = shifts_of_solution(task.instance, problem, _solution(plain, solver))
    last = Step(solver.wall_time, int(costs(task.instance, demand_of(task.instance), shifts).units), bound)
    return Found(shifts, None, bound, build_s, [*trace.steps, last])


def build(problem: Problem) -> Plain:
    """State everything about every operator, then cover."""
    plain = Plain(problem)
    for each in problem.classes:
        for operator in each.members:
            _add_operator(plain, operator, each)
    _add_cover(plain)
    plain.model.minimize(sum(variable * cost for variable, cost in plain.costs))
    return plain


def _add_operator(plain: Plain, operator: int, each: OperatorClass) -> None:
    model, table = plain.model, plain.problem.table
    by_day: dict[int, list[Shift]] = defaultdict(list)
    for row, cost in zip(each.rows, each.cost, strict=True):
        shift = Shift(operator, int(row), model.new_bool_var(""))
        plain.costs.append((shift.works, int(cost)))
        by_day[int(table.day[row])].append(shift)
        for cell in range(int(table.start[row]), int(table.end[row])):
            plain.presence[cell].append((shift.works, 1))
    plain.shifts += [shift for shifts in by_day.values() for shift in shifts]
    works = []
    for day in range(table.days):
        today = model.new_bool_var("")
        model.add(sum(shift.works for shift in by_day[day]) == today)
        if day in each.must_work:
            model.add(today == 1)
        plain.costs.append((today, -int(each.day_off_cost[day])))
        plain.constant += int(each.day_off_cost[day])
        works.append(today)
        _add_breaks(plain, operator, day, by_day[day])
    _add_counters(plain, each, works, by_day)


def _add_counters(
    plain: Plain, each: OperatorClass, works: list[cp_model.IntVar], by_day: dict[int, list[Shift]]
) -> None:
    """Totals in their windows, days in a row, and the rest between two days."""
    model, table = plain.model, plain.problem.table
    for total in each.totals:
        for window in total.windows:
            terms = [shift.works * int(total.amount[shift.row]) for day in range(window.first, window.last + 1)
                     for shift in by_day[day]]
            model.add_linear_constraint(sum(terms), window.least, window.most)
    for run in (counter for counter in each.counters if not isinstance(counter, Total)):
        if not isinstance(run, Run) or run.most is None or run.least > 1 or run.before or not run.rows.all():
            raise CannotExpressError(f"the rule {run.rule}, which the plain model does not state")
        for first in range(len(works) - run.most):
            model.add(sum(works[first : first + run.most + 1]) <= run.most)
    for day, shifts in by_day.items():
        for later in range(day + 1, len(works)):
            ends = sum(shift.works * (int(table.end[shift.row]) + each.gap) for shift in shifts)
            starts = sum(shift.works * int(table.start[shift.row]) for shift in by_day[later])
            if not shifts or not by_day[later] or _always_rested(table.end, table.start, shifts, by_day[later], each.gap):
                continue
            model.add(ends <= starts).only_enforce_if(works[day], works[later])


def _always_rested(
    end: np.ndarray, start: np.ndarray, before: list[Shift], after: list[Shift], gap: int
) -> bool:
    return max(int(end[shift.row]) for shift in before) + gap <= min(int(start[shift.row]) for shift in after)


def _add_breaks(plain: Plain, operator: int, day: int, shifts: list[Shift]) -> None:
    """One start for each break, bounded by the shift worked and the order chosen, and told apart cell by cell for cover."""
    problem, model = plain.problem, plain.model
    table, chain_of = problem.table, problem.chain_orders[1]
    most = max((len(order.breaks) for shift in shifts for order in _orders(problem, shift)), default=0)
    first, last = (int(edge(bound[[shift.row for shift in shifts]])) if shifts else 0
                   for edge, bound in ((np.min, table.start), (np.max, table.end)))
    starts = [model.new_int_var(first, last, "") for _ in range(most)]
    plain.breaks[operator, day] = starts
    used: list[dict[int, list[cp_model.IntVar]]] = [defaultdict(list) for _ in range(most)]
    for shift in shifts:
        form = int(table.form[shift.row])
        for number, order in enumerate(_orders(problem, shift)):
            chosen = model.new_bool_var("")
            shift.orders.append((chain_of[form, number], order, chosen))
            _bound_breaks(model, int(table.start[shift.row]), order, starts, chosen)
            for place, each in enumerate(order.breaks):
                used[place][each.cells].append(chosen)
        model.add(sum(chosen for _, _, chosen in shift.orders) == shift.works)
    for place, start in enumerate(starts):
        _count_break(plain, start, used[place], first, last)


def _orders(problem: Problem, shift: Shift) -> tuple[Order, ...]:
    return problem.table.forms[int(problem.table.form[shift.row])].orders


def _bound_breaks(
    model: cp_model.CpModel, shift_start: int, order: Order, starts: list[cp_model.IntVar], chosen: cp_model.IntVar
) -> None:
    for place, each in enumerate(order.breaks):
        offset = starts[place] - shift_start
        model.add_linear_constraint(offset, each.earliest, each.latest).only_enforce_if(chosen)
        if place:
            work = starts[place] - starts[place - 1] - order.breaks[place - 1].cells
            model.add_linear_constraint(work, *order.work[place - 1]).only_enforce_if(chosen)


def _count_break(
    plain: Plain, start: cp_model.IntVar, used: dict[int, list[cp_model.IntVar]], first: int, last: int
) -> None:
    """Take a break off the presence of its cells: one boolean for each length and start."""
    model = plain.model
    for cells, chosen in used.items():
        at = {cell: model.new_bool_var("") for cell in range(first, last - cells + 1)}
        model.add(sum(at.values()) == sum(chosen))
        for cell, here in at.items():
            model.add(start == cell).only_enforce_if(here)
            for away in range(cell, cell + cells):
                plain.presence[away].append((here, -1))


def _add_cover(plain: Plain) -> None:
    """Convex cost of the number on the phone: one variable for each slope of the curve."""
    problem, model = plain.problem, plain.model
    curves = one_curve(problem)
    for cell in problem.open_cells:
        curve = curves[cell]
        plain.constant += int(curve[0])
        segments = [(model.new_int_var(0, length, ""), slope) for length, slope in slopes(curve)]
        plain.costs += segments
        present = sum(variable * weight for variable, weight in plain.presence[int(cell)])
        model.add(present == sum(variable for variable, _ in segments))


def _solution(plain: Plain, solver: cp_model.CpSolver) -> Solution:
    problem = plain.problem
    solution = Solution.empty(problem.operators, problem.days, problem.chains.cells.shape[1])
    for shift in plain.shifts:
        for chain, order, chosen in shift.orders:
            if solver.value(chosen):
                day = int(problem.table.day[shift.row])
                starts = plain.breaks[shift.operator, day][: len(order.breaks)]
                solution.rows[shift.operator, day], solution.chain[shift.operator, day] = shift.row, chain
                solution.breaks[shift.operator, day, : len(starts)] = [solver.value(start) for start in starts]
    return solution
