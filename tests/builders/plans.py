"""Tiny hotlines, all their rosters by enumeration, and what the model and its solver make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.problem import Problem
from scheduler.model.program import ImpossibleError, Program, solve_by_cp_sat
from scheduler.model.sessions import with_sessions, without_sessions
from scheduler.model.solution import Solution, shifts_of_solution
from scheduler.roster import Break, Shift
from scheduler.rules.basis.break_forms import Order
from tests.builders.checked import instance

HOURLY = {"name": "Helpline", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 60}
DAY = {
    "name": "day",
    "start": {"from": "08:00", "to": "12:00", "every_minutes": 120},
    "length": {"from_minutes": 120, "to_minutes": 240, "every_minutes": 120},
}
BREATHERS = {"minutes": 60, "paid": True, "count": [{"from_shift_minutes": 180, "breathers": 1}]}
LUNCH = {"minutes": 60, "paid": False, "from_shift_minutes": 300, "earliest_minutes": 60, "latest_minutes": 240}

Roster = tuple[Shift, ...]
Pause = tuple[str, int, int]
"""Kind of a break, and its first cell and length in cells; offsets count from the shift's start where so said."""
Plain = frozenset[tuple[int, int, int, tuple[Pause, ...]]]
"""A roster in cells: operator, first cell, cell after the last, breaks."""


def plan(calls: Sequence[float] = (0.0,), **changes: Any) -> Instance:
    """Operator `anna` without bounds, cells of an hour, open 08:00-16:00, without breaks, one day from a Monday.

    `calls` are those of the open intervals, taken in turn; each lasts an hour, so that they are the offered load. A
    second queue begins with the third of them.
    """
    data: dict[str, Any] = {
        "hotline": HOURLY, "hours": {"weekly": {"mon-sun": ["08:00-16:00"]}}, "shifts": [DAY], "breaks": {},
    } | changes
    bare = instance(**data)
    grid, is_open = bare.grid, open_cells(bare)
    firsts = [first for first in range(0, grid.cells, grid.cells_per_interval)
              if is_open[first:first + grid.cells_per_interval].any()]
    rows = [{"start": grid.moment(first), "calls": calls[(place + 2 * number) % len(calls)], "aht_s": 3600.0, "queue": queue}
            for number, queue in enumerate(bare.queues) for place, first in enumerate(firsts)]
    return instance(**data, calls={"forecast": rows})


def people(*contracts: str) -> list[dict[str, str]]:
    """Operators with these contracts."""
    return [{"id": name, "contract": contract} for name, contract in zip(("anna", "ben", "carl", "dora", "emil", "fay"),
                                                                        contracts, strict=False)]


def entries(*rows: tuple[str, ...], operator: str = "anna") -> list[dict[str, str]]:
    """Availability of an operator: kind, when, from, to."""
    return [dict(zip(("kind", "when", "from", "to"), row, strict=False)) | {"operator": operator} for row in rows]


@dataclass(frozen=True)
class Universe:
    """Which shifts are tried: on which days, at which minutes after midnight, of which lengths, with which breaks.

    `doubles` also tries two shifts on a day.
    """

    days: Sequence[int]
    starts: Sequence[int]
    lengths: Sequence[int]
    breaks: Callable[[int], Iterable[tuple[Pause, ...]]] = field(default=lambda _: [()])
    doubles: bool = False

    def rosters(self, instance: Instance, operator: str) -> Iterator[Roster]:
        """All rosters of one operator over the universe, legal or not."""
        by_day = []
        for day in self.days:
            shifts = list(self._shifts(instance, operator, day))
            options = [(), *((shift,) for shift in shifts)]
            by_day.append([*options, *combinations(shifts, 2)] if self.doubles else options)
        for chosen in product(*by_day):
            yield tuple(shift for shifts in chosen for shift in shifts)

    def _shifts(self, instance: Instance, operator: str, day: int) -> Iterator[Shift]:
        grid = instance.grid
        for minute, minutes in product(self.starts, self.lengths):
            for moment in grid.instants(day, minute):
                first, cells = grid.cell(moment), minutes // grid.cell_minutes
                for pauses in self.breaks(cells):
                    yield Shift(operator=operator, start=grid.moment(first), end=grid.moment(first + cells), breaks=tuple(
                        Break.of(kind, grid.moment(first + at), grid.moment(first + at + long)) for kind, at, long in pauses))


def all_pauses(*sequences: tuple[tuple[str, int], ...]) -> Callable[[int], Iterator[tuple[Pause, ...]]]:
    """All placements of the given sequences of breaks (kind and length in cells) in a shift that do not overlap."""

    def of(cells: int) -> Iterator[tuple[Pause, ...]]:
        for sequence in sequences:
            for starts in combinations(range(cells), len(sequence)):
                found = [(kind, at, long) for (kind, long), at in zip(sequence, starts, strict=True)]
                if all(at + long <= after for (_, at, long), (_, after, _) in pairwise([*found, ("end", cells, 0)])):
                    yield tuple(found)

    return of


def plain(instance: Instance, shifts: Iterable[Shift]) -> Plain:
    """A roster in cells, so that two readings of a repeated hour differ."""
    grid, numbers = instance.grid, {each.id: number for number, each in enumerate(instance.operators)}
    return frozenset(
        (numbers[shift.operator], grid.cell(shift.start), grid.cell(shift.end),
         tuple((pause.label, grid.cell(pause.start), grid.cell(pause.end) - grid.cell(pause.start))
               for pause in (*shift.activities, *shift.pauses)))
        for shift in shifts
    )


def to_solution(instance: Instance, problem: Problem, shifts: Iterable[Shift]) -> Solution | None:
    """The roster as the model holds it; None if it is no choice of rows of the table with breaks of their forms."""
    solution = Solution.empty(problem.operators, problem.days, problem.chains.cells.shape[1])
    shifts = list(shifts)
    searched = [without_sessions(instance, shift) for shift in shifts]
    if plain(instance, with_sessions(instance, searched)) != plain(instance, shifts):
        return None
    for operator, start, end, pauses in plain(instance, searched):
        found = _row_and_chain(problem, start, end, pauses)
        day = instance.grid.day_of(start)
        if found is None or solution.rows[operator, day] >= 0:
            return None
        solution.rows[operator, day], solution.chain[operator, day] = found
        solution.breaks[operator, day, : len(pauses)] = [at for _, at, _ in pauses]
    return solution


def _row_and_chain(problem: Problem, start: int, end: int, pauses: tuple[Pause, ...]) -> tuple[int, int] | None:
    table, (_, chain_of) = problem.table, problem.chain_orders
    for row in np.flatnonzero((table.start == start) & (table.end == end)):
        form = int(table.form[row])
        for number, order in enumerate(table.forms[form].orders):
            chain = chain_of[form, number]
            if holds(order, [(kind, at - start, long) for kind, at, long in pauses]) and _by_the_clock(problem, chain, pauses):
                return int(row), chain
    return None


def _by_the_clock(problem: Problem, chain: int, pauses: tuple[Pause, ...]) -> bool:
    """Whether breaks of a chain start where their windows of the clock let them."""
    which, closed = problem.closed_starts
    return not any(row >= 0 and closed[row, at] for row, (_, at, _) in zip(which[chain], pauses, strict=False))


def holds(order: Order, pauses: Sequence[Pause]) -> bool:
    """Whether breaks, by their offsets, are a placement of an order."""
    if [(each.kind, each.cells) for each in order.breaks] != [(kind, long) for kind, _, long in pauses]:
        return False
    windows = zip(order.breaks, pauses, strict=True)
    return all(each.earliest <= at <= each.latest for each, (_, at, _) in windows) and all(
        least <= after - at - long <= most
        for ((_, at, long), (_, after, _)), (least, most) in zip(pairwise(pauses), order.work, strict=True))


def placements(order: Order) -> Iterator[tuple[Pause, ...]]:
    """All placements of an order, as offsets."""
    windows = [range(each.earliest, each.latest + 1) for each in order.breaks]
    for starts in product(*windows):
        found = tuple((each.kind, at, each.cells) for each, at in zip(order.breaks, starts, strict=True))
        if holds(order, found):
            yield found


def whole(problem: Problem, solution: Solution | None = None) -> Neighbourhood:
    """The whole model, hinted with a roster (by default nobody works)."""
    hint = solution or Solution.empty(problem.operators, problem.days, problem.chains.cells.shape[1])
    return Neighbourhood(problem, hint, np.ones((problem.operators, problem.days), dtype=np.bool_))


class _Gather(cp_model.CpSolverSolutionCallback):
    """Gathers answers until it has enough of them."""

    def __init__(self, variables: list[cp_model.IntVar], most: int) -> None:
        super().__init__()
        self.variables, self.most = variables, most
        self.found: list[np.ndarray] = []

    def on_solution_callback(self) -> None:
        self.found.append(np.array(self.response_proto.solution, dtype=np.int64))
        if len(self.found) == self.most:
            self.stop_search()


class _Read:
    """Values of variables that remembers which of them were read."""

    def __init__(self, values: np.ndarray, read: set[int]) -> None:
        self.values, self.read = values, read

    def __getitem__(self, at: Any) -> Any:
        self.read.update(np.atleast_1d(np.array(at, dtype=np.int64)).tolist())
        return self.values[at]


def _model(program: Program) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """The constraints of a program, without its costs."""
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, largest, "") for largest in program.largest]
    for indices, weights, least, most in program.constraints:
        model.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum([variables[index] for index in indices], weights), least, most)
    return model, variables


def _enumerate(model: cp_model.CpModel, variables: list[cp_model.IntVar], most: int) -> tuple[list[np.ndarray], bool]:
    """Values that keep a model, at most so many, and whether these are all."""
    solver, gather = cp_model.CpSolver(), _Gather(variables, most)
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    status = solver.solve(model, gather)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE), solver.status_name(status)
    return gather.found, status != cp_model.FEASIBLE


def answers(program: Program) -> list[np.ndarray]:
    """All values that keep a program, whatever they cost, by enumeration."""
    found, complete = _enumerate(*_model(program), most=1_000_000)
    assert complete
    return found


AT_ONCE = 50
"""So many answers are enumerated before all that differ from them only in what nobody reads are forbidden."""


def decoded(program: Program, decode: Callable[[Any], Solution]) -> Iterator[Solution]:
    """Yield every roster that answers of a program stand for, some of them more than once.

    Thousands of answers may differ only in variables that `decode` never reads: who serves which queue, what is lacking. Of
    such answers one is decoded.
    """
    model, variables = _model(program)
    read: set[int] = set()
    complete = False
    while not complete:
        found, complete = _enumerate(model, variables, AT_ONCE)
        told = set()
        for values in found:
            if (what_is_read := values[sorted(read)].tobytes()) not in told:
                told.add(what_is_read)
                yield decode(_Read(values, read))
        known = sorted(read)
        if not complete:
            model.add_forbidden_assignments([variables[index] for index in known],
                                            {tuple(map(int, values[known])) for values in found})


def all_of_the_model(instance: Instance, problem: Problem) -> list[Roster]:
    """A roster for each answer of the whole model; answers that differ only in who serves which queue are one roster."""
    neighbourhood = whole(problem)
    solutions = {(each.rows.tobytes(), each.chain.tobytes(), each.breaks.tobytes()): each
                 for each in decoded(neighbourhood.program, neighbourhood.decode)}
    return [shifts_of_solution(instance, problem, solution) for solution in solutions.values()]


def optimum(problem: Problem, work: float = 20.0) -> tuple[int, Solution] | None:
    """Cost in units of the best roster and one that has it, proven by CP-SAT; None if there is none, or too little work."""
    neighbourhood = whole(problem)
    try:
        answer = solve_by_cp_sat(neighbourhood.program, problem.cost_step, work, deterministic=True, seed=0, workers=1,
                                 running=lambda _: None)
    except ImpossibleError:
        return None
    if answer is None or not answer.proven:
        return None
    return neighbourhood.program.objective(answer.values), neighbourhood.decode(answer.values)


def counted(instance: Instance, roster: Plain) -> tuple[Any, ...]:
    """What the model tells apart: lengths by operator and day, and by kind of shift the counts of starts and breaks."""
    grid = instance.grid
    lengths, groups = [], {}
    for operator, start, end, pauses in roster:
        day, sequence = grid.day_of(start), tuple((kind, long) for kind, _, long in pauses)
        lengths.append((operator, day, end - start, tuple(sorted(sequence))))
        groups.setdefault((day, end - start, sequence), []).append((start, *(at for _, at, _ in pauses)))
    events = {key: tuple(tuple(sorted(column)) for column in zip(*rows, strict=True)) for key, rows in groups.items()}
    return tuple(sorted(lengths)), tuple(sorted(events.items()))
