"""Free start and length around the clock: the single-task files of Qu & Curtois (2020), solved with the project's engine.

Days run from 06:00 to 06:00 in quarter-hours. Hard: at most one shift starts on a day, at 06–10, 14–18 or 20–24 h inclusive;
6 to 10 h long; at least 14 h rest; at most 5 days in a row; contract minutes over the horizon; nothing past its end; cover at
least Min. Cost: Σ (cover − Max)² over all intervals. The rules are stated as the engine's own statements, there are no breaks,
and what comes out is judged by `multishift_check`, which reads the file's numbers and plain times alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.isolate import in_own_process, memory_mb
from benchmarks.row import MARKS_S, Row
from benchmarks.suites import Asked
from benchmarks.suites.multishift_check import (
    REST_MINUTES,
    MultishiftFile,
    PlainShift,
    cover_of,
    faults,
    read_file,
    reference_cost,
)
from scheduler.demand.staffing import StaffingCost
from scheduler.engine.budget import Budget
from scheduler.engine.compiled.warm_up import warm_up
from scheduler.engine.search import Progress, Search
from scheduler.model.classes import class_of_statements
from scheduler.model.problem import Problem, Skills
from scheduler.model.solution import Solution
from scheduler.rules.basis.break_forms import Form, Order
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Gap, Price, Run, Statement, Total, Window

CELL_MINUTES, CELLS_PER_DAY = 15, 96
SCALE = 1000
"""Cost units in 1 of the reference cost: prices of the bound are integers, and need to be finer than 1."""
BELOW_MIN = 1000
"""Reference cost of one operator below Min in one interval: far above anything that could be gained by it."""
PAY_PER_CELL = 2 * SCALE
"""Pay of a cell worked; `problem_of` takes it off the curve again, so that no roster's cost changes."""
KNOWN = {"1_7_10_1": (383, 383), "6_7_20_1": (751, 583)}
"""Reference cost and bound of each file (the data's README)."""
SECONDS = 60.0


def shift_table_of(file: MultishiftFile) -> ShiftTable:
    """All shifts that end inside the horizon; cell 0 is 06:00 of the first day."""
    lengths = range(6 * 60 // CELL_MINUTES, 10 * 60 // CELL_MINUTES + 1)
    starts = [hour * 4 + quarter for hour in (0, 8, 14) for quarter in range(4 * 4 + 1)]  # 06, 14 and 20 h
    rows = [
        (day, day * CELLS_PER_DAY + start, form)
        for day, start, (form, length) in product(range(file.days), starts, enumerate(lengths))
        if day * CELLS_PER_DAY + start + length <= file.days * CELLS_PER_DAY
    ]
    day, start, form = np.array(sorted(rows), dtype=np.int64).T.copy()
    forms = tuple(Form(length, length * CELL_MINUTES, (Order((), (), ()),)) for length in lengths)
    return ShiftTable(forms, file.days, day, start, form, np.ones((1, len(day)), dtype=np.int64))


def problem_of(file: MultishiftFile, pay_per_cell: int = PAY_PER_CELL) -> Problem:
    """The engine's problem; its cost is `SCALE` times the reference cost where Min is kept.

    Without breaks, the cells of all shifts are the cover of all intervals. So `pay_per_cell` may be added to every cell
    worked and taken off the curve, and no cost changes; but the engine's prices get a size to start from.
    """
    table = shift_table_of(file)
    members: dict[tuple[int, int], list[int]] = {}
    for index, worker in enumerate(file.staff):
        members.setdefault((worker.min_minutes, worker.max_minutes), []).append(index)
    classes = tuple(
        class_of_statements(tuple(group), _statements(table, bounds, pay_per_cell), table) for bounds, group in members.items()
    )
    class_of = np.zeros(len(file.staff), dtype=np.int64)
    for number, each in enumerate(classes):
        class_of[list(each.members)] = number
    staffing = StaffingCost.of_everybody(file.most, curves(file, pay_per_cell))
    return Problem(table, classes, class_of, staffing, Skills.of(staffing))


def _statements(table: ShiftTable, bounds: tuple[int, int], pay_per_cell: int) -> tuple[Statement, ...]:
    minutes = table.paid_minutes
    price = minutes // CELL_MINUTES * pay_per_cell
    return (
        Total("contract minutes", minutes, (Window(0, table.days - 1, *bounds),), "minutes"),
        Run("days in a row", np.ones(len(table), dtype=np.bool_), most=5),
        Gap("rest", REST_MINUTES // CELL_MINUTES),
        Price("pay", price, np.zeros(table.days, dtype=np.int64)),
    )


def curves(file: MultishiftFile, pay_per_cell: int) -> NDArray[np.int64]:
    """Cost of k operators in each interval: (k − Max)² above Max, a steep line below Min, less the pay; convex in k.

    Raises
    ------
    ValueError
        If Min and Max differ somewhere: then the cost between them would not be convex with Min hard.
    """
    if (file.least != file.most).any():
        raise ValueError("Min and Max differ in some interval; allowed are files in which they are equal")
    k = np.arange(len(file.staff) + 1)[None, :]
    above = np.maximum(k - file.most[:, None], 0)
    below = np.maximum(file.most[:, None] - k, 0)
    curve: NDArray[np.int64] = SCALE * above**2 + SCALE * BELOW_MIN * below - pay_per_cell * k
    return curve


def plain(file: MultishiftFile, problem: Problem, solution: Solution) -> list[PlainShift]:
    """The roster as worker, first and last minute after 06:00 of the first day."""
    table = problem.table
    return [
        PlainShift(file.staff[operator].id, int(table.start[row]) * CELL_MINUTES, int(table.end[row]) * CELL_MINUTES)
        for operator, day in np.argwhere(solution.rows >= 0)
        for row in [solution.rows[operator, day]]
    ]


def measure(path: Path, seconds: float, seed: int, workers: int) -> Row:
    """Run the engine on a file in a process of its own."""
    answer = in_own_process(run_here, path, seconds, seed, workers, timeout_s=seconds + 300)
    if isinstance(answer, Row):
        return answer
    return Row(instance=path.stem, method="engine", seed=seed, seconds=seconds, faults=(answer,))


def run_here(path: Path, seconds: float, seed: int, workers: int) -> Row:
    """Search for so long, and judge the roster by plain minutes."""
    warm_up()
    file = read_file(path)
    began = time.perf_counter()
    problem, history = problem_of(file), list[Progress]()
    search = Search(problem, Budget(seconds), seed=seed, workers=workers, progress=history.append)
    build_s = time.perf_counter() - began
    cpu_s = time.process_time()
    outcome = search.run()
    row = Row(instance=path.stem, method="engine", seed=seed, seconds=seconds, build_s=build_s,
              cpu_s=time.process_time() - cpu_s)
    if outcome is None:
        return row.model_copy(update={"faults": ("no roster",)})
    shifts = plain(file, problem, outcome.solution)
    cost, bound = reference_cost(file, shifts), -(-outcome.bound // SCALE)  # a cost is whole, so the bound may be rounded up
    found = list(faults(file, shifts))
    if not found and outcome.cost != cost * SCALE:
        found.append(f"the engine counts {outcome.cost / SCALE:g}, the check {cost}")
    if bound > cost:
        found.append(f"a bound of {bound} is above the cost of {cost}")
    cover = cover_of(file, shifts)
    return row.model_copy(update={
        "first_roster_s": next((step.seconds for step in history), None),
        "cost_at": {f"{mark:g}": min(step.cost for step in history if step.seconds <= mark) / SCALE
                    for mark in MARKS_S if mark <= seconds and history[0].seconds <= mark},
        "cost": float(cost), "bound": float(bound), "gap": 100 * (cost - bound) / cost if cost else 0.0,
        "short_h": float(np.maximum(file.least - cover, 0).sum()) * CELL_MINUTES / 60,
        "surplus_h": float(np.maximum(cover - file.most, 0).sum()) * CELL_MINUTES / 60,
        "paid_h": float(cover.sum()) * CELL_MINUTES / 60, "memory_mb": memory_mb(), "faults": tuple(found),
        "figures": dict(zip(("published cost", "published bound"), map(float, KNOWN.get(row.instance, ())), strict=False)),
    })


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure every file with every seed."""
    for seed in range(asked.seeds):
        for path in sorted(asked.shared("multishift").glob("*.txt")):
            if asked.wants(path.stem):
                yield measure(path, asked.seconds or SECONDS, seed, asked.workers)
