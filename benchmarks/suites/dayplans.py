"""Day plans of the shared data: anonymous shifts with breaks, planned by the package, proven, and judged by a check of its own.

The time limits are for a machine that does nothing else; judge by the CPU seconds. *Known* is the optimum, or the best cost, of
the data's README.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.row import Row
from benchmarks.suites import Asked
from benchmarks.suites.dayplan_check import PlainShift, faults_of, plain_cost
from benchmarks.suites.dayplan_task import read_required, task_of
from scheduler.engine.compiled.warm_up import warm_up
from scheduler.engine.dayplan.bound import Job
from scheduler.engine.dayplan.methods import methods_of
from scheduler.engine.dayplan.portfolio import Outcome, run_portfolio
from scheduler.engine.dayplan.task import Shifts

DAY12 = 48
LIMIT_S = {"d12": 30.0, "d24": 60.0, "w12": 120.0, "w24": 120.0}
KNOWN = {
    "d12_10": 430, "d12_40": 1630, "d12_150": 5976, "d12_600": 22905, "d24_10": 579, "d24_40": 2022, "d24_150": 7039,
    "d24_600": 27137, "w12_10": 2551, "w12_40": 8750, "w12_150": 33108, "w12_600": 127202, "w24_10": 4018, "w24_40": 12626,
    "w24_150": 40895, "w24_600": 175637,
}


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Plan every file, one after the other."""
    folder = asked.shared("dayplan")
    if any(name.startswith("w24") and asked.wants(name) for name in KNOWN):
        warm_up()
    for name in filter(asked.wants, KNOWN):
        yield measured(folder / f"{name}.csv", asked.seconds or LIMIT_S[name.split("_")[0]])


def measured(path: Path, seconds: float) -> Row:
    """Plan one file, and judge the plan."""
    name, required, before = path.stem, read_required(path), _cpu_s()
    is_by_day = name.startswith("w12")
    outcome = _by_day(required, seconds) if is_by_day else _whole(required, seconds)
    row = Row(instance=name, method="portfolio", seed=0, seconds=seconds, cpu_s=_cpu_s() - before)
    if outcome.plan is None or outcome.cost is None or outcome.bound is None:
        return row.model_copy(update={"faults": ("no plan, or no bound",)})
    shifts = [PlainShift.of(shift) for shift in outcome.plan]
    cost = plain_cost(required.tolist(), shifts)
    faults = faults_of(shifts, len(required), DAY12 if is_by_day else len(required))
    if cost != outcome.cost:
        faults.append(f"a cost of {outcome.cost} is {cost} by the check")
    if outcome.bound > min(cost, KNOWN[name]):
        faults.append(f"a bound of {outcome.bound} is above a cost of {min(cost, KNOWN[name])}")
    return row.model_copy(update={
        "cost": float(cost), "bound": float(outcome.bound), "gap": 100 * (cost - outcome.bound) / cost, "faults": tuple(faults),
        "figures": {"known": float(KNOWN[name]), "wall s": outcome.seconds}})


def _whole(required: NDArray[np.int64], seconds: float) -> Outcome[Shifts]:
    task = task_of(required)
    return run_portfolio(methods_of(task), Job(task), seconds, task.cost)


def _by_day(required: NDArray[np.int64], seconds: float) -> Outcome[Shifts]:
    """One day after the other; what an early proof leaves of the time goes to the days to come."""
    began, shifts, cost, bound = time.monotonic(), Shifts(), 0, 0
    days = range(0, len(required), DAY12)
    for number, first in enumerate(days):
        left = seconds - (time.monotonic() - began)
        day = _whole(required[first : first + DAY12], max(1.0, left / (len(days) - number)))
        if day.plan is None or day.cost is None or day.bound is None:
            return Outcome(None, None, None, time.monotonic() - began)
        shifts += [shift.moved(first) for shift in day.plan]
        cost, bound = cost + day.cost, bound + day.bound
    return Outcome(shifts, cost, bound, time.monotonic() - began)


def _cpu_s() -> float:
    """CPU seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
