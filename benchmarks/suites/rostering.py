"""Employee rostering benchmarks of Curtois and Qu (2014): cover by shift and day, solved by the engine's own counters.

The folder `rostering` of the shared data holds ``Instance*.txt`` and ``best_known.csv``. A shift of type *t* on day *d*
is one cell of the time grid, number *d · types + t*, so that cover of shifts is coverage of cells; there are no breaks. Every
roster is judged from the file by code that shares nothing with the problem (`hard_faults`, `cost`), and its cost compared
with the best known.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np

from benchmarks.isolate import in_own_process, memory_mb
from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.demand.staffing import StaffingCost
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.search import Progress, Search
from scheduler.instance.objective import UNITS
from scheduler.model.classes import class_of_statements
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.problem import Problem, Skills
from scheduler.model.program import solve_by_cp_sat
from scheduler.model.solution import Solution
from scheduler.rules.basis.break_forms import Form, Order
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Groups, Price, Run, Statement, Succession, Total, Window

SECONDS, MOST_S = 20.0, 1200.0
"""Time limit of the search, and of a run with its compilation and its graphs."""
Roster = dict[str, list[str | None]]
"""Shift of each employee on each day, None for a day off."""


@dataclass(frozen=True)
class Employee:
    """Bounds of one employee; minutes and shifts over the whole horizon."""

    max_shifts: dict[str, int]
    minutes: tuple[int, int]
    max_in_a_row: int
    min_in_a_row: int
    min_days_off: int
    max_weekends: int


@dataclass(frozen=True)
class Task:
    """One file: shifts with their minutes and what may not follow them; requests as (employee, day, shift) → weight."""

    days: int
    minutes: dict[str, int]
    not_after: dict[str, tuple[str, ...]]
    employees: dict[str, Employee]
    days_off: set[tuple[str, int]]
    wanted: dict[tuple[str, int, str], int]
    unwanted: dict[tuple[str, int, str], int]
    cover: dict[tuple[int, str], tuple[int, int, int]]

    @property
    def weekends(self) -> list[tuple[int, int]]:
        """Saturday and Sunday of each week; day 0 is a Monday."""
        return [(day, day + 1) for day in range(5, self.days, 7)]


def read_task(path: Path) -> Task:
    """Read a file of sections, each a header and comma-separated rows."""
    rows: dict[str, list[list[str]]] = {}
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
        if line.startswith("SECTION_"):
            section = rows.setdefault(line.removeprefix("SECTION_"), [])
        elif not line.startswith("#"):
            section.append(line.split(","))
    return Task(
        days=int(rows["HORIZON"][0][0]),
        minutes={name: int(minutes) for name, minutes, _ in rows["SHIFTS"]},
        not_after={name: tuple(filter(None, after.split("|"))) for name, _, after in rows["SHIFTS"]},
        employees={row[0]: _employee(row) for row in rows["STAFF"]},
        days_off={(row[0], int(day)) for row in rows.get("DAYS_OFF", ()) for day in row[1:]},
        wanted={(who, int(day), shift): int(weight) for who, day, shift, weight in rows.get("SHIFT_ON_REQUESTS", ())},
        unwanted={(who, int(day), shift): int(weight) for who, day, shift, weight in rows.get("SHIFT_OFF_REQUESTS", ())},
        cover={(int(day), shift): (int(number), int(under), int(over))
               for day, shift, number, under, over in rows["COVER"]},
    )


def _employee(row: list[str]) -> Employee:
    _, shifts, most, least, max_in_a_row, min_in_a_row, min_days_off, weekends = row
    bounds = dict(pair.split("=") for pair in shifts.split("|"))
    return Employee({name: int(number) for name, number in bounds.items()}, (int(least), int(most)), int(max_in_a_row),
                    int(min_in_a_row), int(min_days_off), int(weekends))


def problem_of(task: Task) -> Problem:
    """State the task in the engine's own terms."""
    types = list(task.minutes)
    count, rows = len(types), task.days * len(types)
    order = Order((), (), ())
    table = ShiftTable(
        forms=tuple(Form(1, task.minutes[name], (order,)) for name in types), days=task.days,
        day=np.repeat(np.arange(task.days), count), start=np.arange(rows), form=np.tile(np.arange(count), task.days),
        offered=np.tile(np.eye(count, dtype=np.int64), task.days),
    )
    classes = tuple(class_of_statements((index,), tuple(_statements(task, who, table)), table)
                    for index, who in enumerate(task.employees))
    people = np.arange(len(task.employees) + 1)
    needs = np.array([[task.cover.get((day, name), (0, 0, 0)) for name in types] for day in range(task.days)]).reshape(-1, 3)
    required, under, over = needs.T
    curve = (under[:, None] * np.maximum(required[:, None] - people, 0)
             + over[:, None] * np.maximum(people - required[:, None], 0)) * UNITS
    staffing = StaffingCost.of_everybody(required, curve)
    return Problem(table, classes, np.arange(len(task.employees)), staffing, Skills.of(staffing))


def _statements(task: Task, who: str, table: ShiftTable) -> Iterator[Statement]:
    types, bounds = list(task.minutes), task.employees[who]
    of_type = dict(zip(types, table.offered > 0, strict=True))
    whole = (0, task.days - 1)
    yield Forbid("days_off", np.isin(table.day, [day for name, day in task.days_off if name == who]))
    for name in types:
        most, after = bounds.max_shifts[name], task.not_after[name]
        if not most:
            yield Forbid("max_shifts", of_type[name])
        yield Total("max_shifts", of_type[name].astype(np.int64), (Window(*whole, 0, most),), "shifts")
        if after:
            yield Succession("cannot_follow", of_type[name], np.any([of_type[then] for then in after], axis=0))
    yield Total("minutes", table.paid_minutes, (Window(*whole, *bounds.minutes),), "min")
    everything = np.ones(len(table), dtype=np.bool_)
    yield Run("shifts_in_a_row", everything, least=bounds.min_in_a_row, most=bounds.max_in_a_row)
    yield Run("days_off_in_a_row", ~everything, off=True, least=bounds.min_days_off)
    yield Groups("weekends", everything, tuple(task.weekends), bounds.max_weekends)
    yield _requests(task, who, table)


def _requests(task: Task, who: str, table: ShiftTable) -> Price:
    types = list(task.minutes)
    rows, day_off = np.zeros(len(table), dtype=np.int64), np.zeros(task.days, dtype=np.int64)
    for (name, day, shift), weight in task.wanted.items():
        if name == who:
            today = table.day == day
            rows += weight * UNITS * (today & (table.form != types.index(shift)))
            day_off[day] += weight * UNITS
    for (name, day, shift), weight in task.unwanted.items():
        if name == who:
            rows[day * len(types) + types.index(shift)] += weight * UNITS
    return Price("requests", rows, day_off)


def roster_of(task: Task, solution: Solution) -> Roster:
    """Plain names of the shifts worked."""
    types = list(task.minutes)
    return {who: [types[row % len(types)] if row >= 0 else None for row in rows]
            for who, rows in zip(task.employees, solution.rows.tolist(), strict=True)}


def cost(task: Task, roster: Roster) -> int:
    """Unmet requests and cover, from the plain roster."""
    total = sum(weight for (who, day, shift), weight in task.wanted.items() if roster[who][day] != shift)
    total += sum(weight for (who, day, shift), weight in task.unwanted.items() if roster[who][day] == shift)
    for (day, shift), (required, under, over) in task.cover.items():
        present = sum(days[day] == shift for days in roster.values())
        total += max(0, required - present) * under + max(0, present - required) * over
    return total


def hard_faults(task: Task, roster: Roster) -> Iterator[str]:
    """Yield every breach of a hard constraint, from the plain roster."""
    for who, days in roster.items():
        bounds = task.employees[who]
        worked = [shift for shift in days if shift]
        if not bounds.minutes[0] <= sum(task.minutes[shift] for shift in worked) <= bounds.minutes[1]:
            yield f"{who}: minutes"
        yield from (f"{who}: too many {shift}" for shift, most in bounds.max_shifts.items() if worked.count(shift) > most)
        yield from (f"{who}: {after} follows {before}" for before, after in pairwise(days)
                    if before and after and after in task.not_after[before])
        yield from (f"{who}: works on day {day}" for name, day in task.days_off if name == who and days[day])
        if sum(bool(days[first] or days[last]) for first, last in task.weekends) > bounds.max_weekends:
            yield f"{who}: weekends"
        yield from _faults_of_runs(who, bounds, [bool(shift) for shift in days])


def _faults_of_runs(who: str, bounds: Employee, worked: list[bool]) -> Iterator[str]:
    first = 0
    for is_on, run in groupby(worked):
        length = len(list(run))
        is_inside = first > 0 and first + length < len(worked)
        if is_on and length > bounds.max_in_a_row:
            yield f"{who}: {length} shifts in a row"
        if is_inside and length < (bounds.min_in_a_row if is_on else bounds.min_days_off):
            yield f"{who}: only {length} {'shifts' if is_on else 'days off'} in a row"
        first += length


def best_known(folder: Path) -> dict[str, int]:
    """Best known cost by number of the instance."""
    with (folder / "best_known.csv").open(encoding="utf-8") as file:
        return {row["instance"]: int(row["ub_2026_09"]) for row in csv.DictReader(file)}


def search(problem: Problem, seconds: float, seed: int = 0, *, deterministic: bool = False) -> tuple[Solution, float, float]:
    """Roster, bound and seconds to the first roster of the engine's search."""
    steps: list[Progress] = []
    outcome = Search(problem, Budget(seconds, deterministic=deterministic), seed=seed, progress=steps.append).run()
    if outcome is None:
        raise ValueError("no roster found")
    return outcome.solution, outcome.bound / UNITS, min(step.seconds for step in steps if step.cost is not None)


def whole_model(problem: Problem, hint: Solution, seconds: float, *, deterministic: bool = False) -> tuple[Solution, float]:
    """Roster and bound of the whole integer program, by CP-SAT from a roster."""
    free = np.ones((problem.operators, problem.days), dtype=np.bool_)
    neighbourhood = Neighbourhood(problem, hint, free)
    answer = solve_by_cp_sat(neighbourhood.program, problem.cost_step, seconds, deterministic=deterministic, seed=0, workers=1,
                             running=lambda _: None)
    return (neighbourhood.decode(answer.values), answer.bound / UNITS) if answer else (hint, 0.0)


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure the instances that are small enough for a minute or less each, one worker."""
    folder = asked.shared("rostering")
    for number, known in best_known(folder).items():
        path = folder / f"Instance{number}.txt"
        if asked.wants(path.stem):
            answer = in_own_process(run_here, path, known, asked.seconds or SECONDS, timeout_s=MOST_S)
            yield answer if isinstance(answer, Row) else Row(
                instance=path.stem, method="engine", seed=0, seconds=asked.seconds or SECONDS, faults=(answer,))


def run_here(path: Path, known: int, seconds: float) -> Row:
    """Search for so long, and judge the roster from the file."""
    task = read_task(path)
    began = time.process_time()
    problem = problem_of(task)
    build = time.process_time() - began
    solution, bound, first = search(problem, seconds)
    roster = roster_of(task, solution)
    found = cost(task, roster)
    faults = list(hard_faults(task, roster))
    if bound > min(found, known):
        faults.append(f"a bound of {bound:g} is above a cost of {min(found, known)}")
    states = float(Crew.of(problem).arrays.walks.states.sum())
    return Row(instance=path.stem, method="engine", seed=0, seconds=seconds, build_s=build, first_roster_s=first,
               cost=float(found), bound=bound, gap=100 * (found - bound) / found if found else 0.0,
               cpu_s=time.process_time() - began, memory_mb=memory_mb(), faults=tuple(faults),
               figures={"states": states, "best known": float(known)})
