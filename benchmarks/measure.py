"""One run in a process of its own, judged by the checker, which shares nothing with any method."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import Case
from benchmarks.isolate import in_own_process, memory_mb
from benchmarks.methods import CannotExpressError, Found, Step, Task, method
from benchmarks.row import MARKS_S, Row
from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.problem import compile_problem

_GRACE_S = 300.0
_SHOWN = 5


def measure(case: Case, name: str, seconds: float, seed: int, workers: int, params: Path | None = None) -> Row:
    """Run a method on a case in a new process, so that its peak of memory is its own."""
    answer = in_own_process(run_here, case, name, seconds, seed, workers, params, timeout_s=seconds + _GRACE_S)
    if isinstance(answer, Row):
        return answer
    faults = (answer,) if name == "engine" else ()
    return Row(instance=str(case), method=name, seed=seed, seconds=seconds, note=answer, faults=faults)


def run_here(case: Case, name: str, seconds: float, seed: int, workers: int, params: Path | None = None) -> Row:
    """Run a method on a case in this process, and judge what it found."""
    instance = case.instance(seed)
    row = Row(instance=str(case), method=name, seed=seed, seconds=seconds)
    cpu_s = time.process_time()
    try:
        found = method(name)(Task(instance, seconds, seed, workers, params))
    except CannotExpressError as reason:
        return row.model_copy(update={"note": f"cannot express {reason}"})
    row = row.model_copy(update={"cpu_s": time.process_time() - cpu_s, "memory_mb": memory_mb()})
    return judged(row, instance, found)


def judged(row: Row, instance: Instance, found: Found) -> Row:
    """Fill a row by the checker's own count of what was found."""
    figures: dict[str, Any] = {"build_s": found.build_s, "note": found.note}
    if found.shifts is None:
        return row.model_copy(update=figures | {"faults": ("no roster",) if row.method == "engine" else ()})
    counted = costs(instance, demand_of(instance), found.shifts)
    pay, bound = unavoidable_pay(instance), found.bound
    cost, amounts = float(counted.units), {name: float(term.amount) for name, term in counted.terms.items()}
    steps = [step for step in found.steps if step.cost is not None]
    return row.model_copy(update=figures | {
        "first_roster_s": steps[0].seconds if steps else None,
        **_at_marks(found.steps, row.seconds),
        "cost": cost / UNITS, "bound": None if bound is None else bound / UNITS,
        "gap": _percent(cost, bound, 0), "gap_above_pay": _percent(cost, bound, pay),
        "short_h": amounts["understaffing"] + amounts["understaffing_beyond_10_percent"],
        "surplus_h": amounts["overstaffing"], "paid_h": amounts["pay"],
        "faults": tuple(_faults(instance, found, counted.units)),
    })


def _faults(instance: Instance, found: Found, units: int | Fraction) -> Iterator[str]:
    """Guarantees that are lost."""
    assert found.shifts is not None
    violations = check_shifts(instance, found.shifts)
    yield from map(str, violations[:_SHOWN])
    if len(violations) > _SHOWN:
        yield f"and {len(violations) - _SHOWN} more"
    if found.cost is not None and units != found.cost:
        yield f"a cost of {found.cost} units is {units} by the checker"
    if found.bound is not None and found.bound > units:
        yield f"a bound of {found.bound} units is above the cost of {units}"


def _at_marks(steps: Sequence[Step], seconds: float) -> dict[str, dict[str, float]]:
    """Cost and gap at each mark within the time limit."""
    cost_at: dict[str, float] = {}
    gap_at: dict[str, float] = {}
    for mark in (mark for mark in MARKS_S if mark <= seconds):
        costs_before = [step.cost for step in steps if step.seconds <= mark and step.cost is not None]
        bounds_before = [step.bound for step in steps if step.seconds <= mark and step.bound is not None]
        if costs_before:
            cost_at[f"{mark:g}"] = min(costs_before) / UNITS
            gap = _percent(min(costs_before), max(bounds_before, default=None), 0)
            if gap is not None:
                gap_at[f"{mark:g}"] = gap
    return {"cost_at": cost_at, "gap_at": gap_at}


def _percent(cost: float, bound: float | None, pay: float) -> float | None:
    if bound is None:
        return None
    return 100 * (cost - bound) / (cost - pay) if cost > pay else 0.0


def unavoidable_pay(instance: Instance) -> int:
    """Cost, in units, of every operator's cheapest roster when cover costs nothing: what no roster avoids."""
    problem = compile_problem(instance, demand_of(instance))
    heads = tuple(replace(each, curves=np.zeros_like(each.curves), cap=None) for each in problem.staffing.head_counts)
    free = replace(problem, staffing=replace(problem.staffing, head_counts=heads))
    crew = Crew.of(free)
    roster = crew.empty()
    one_of_each = np.array([each.members[0] for each in free.classes], dtype=np.int64)
    crew.sweep(roster, one_of_each)
    for each in free.classes:
        members, first = list(each.members), each.members[0]
        roster.rows[members], roster.chain[members], roster.breaks[members] = (
            roster.rows[first], roster.chain[first], roster.breaks[first])
    return crew.cost(roster)
