"""Random swaps on a published roster: each answer against the checker's verdict on the whole roster and its recomputed cost.

A seed stands for a hundred swaps, half of them of shifts of one day, of which more are allowed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

import numpy as np

from benchmarks.row import Row
from benchmarks.suites import ROOT, Asked
from scheduler.check.cost import costs
from scheduler.check.facts.times import day_of_shift
from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.library.reading import read_roster
from scheduler.library.requesting import Swap, swap
from scheduler.library.result import Result
from scheduler.operate.swaps import swapped
from scheduler.roster import Shift

HOTLINES, SWAPS = ("national",), 100
_CENT = 0.005


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Ask for a hundred swaps a seed."""
    for name in filter(asked.wants, HOTLINES):
        plan = read_roster(ROOT / "solutions" / name)
        for seed in range(asked.seeds):
            yield _measured(name, plan, seed)


def duties(plan: Result, dice: np.random.Generator, number: int) -> tuple[str, str]:
    """Two shifts of different people, every second time of one day."""
    shifts = plan.roster.shifts
    one = shifts[int(dice.integers(len(shifts)))]
    others = [each for each in shifts if each.operator != one.operator]
    of_day = [each for each in others if each.start.date() == one.start.date()] if number % 2 else []
    among = of_day or others
    return name_of(plan, one), name_of(plan, among[int(dice.integers(len(among)))])


def name_of(plan: Result, shift: Shift) -> str:
    """A shift as commands name it."""
    date = plan.instance.grid.date(day_of_shift(plan.instance, shift))
    return f"{shift.operator}@{date}"


def fault_of(plan: Result, found: Swap, cost: float) -> str | None:
    """What an answer says that the checker does not; `cost` is that of the roster as it is, recomputed."""
    instance = plan.judge.instance
    after = swapped(instance, plan.roster.shifts, found.one, found.other)
    broken = check_shifts(instance, after)
    if found.judgement.is_allowed != (not broken):
        return f"{found.one} and {found.other}: told {found}, the checker finds {len(broken)} violations"
    if not broken and abs(costs(instance, demand_of(instance), after).objective - cost - found.judgement.cost) > _CENT:
        return f"{found.one} and {found.other}: told {found}, the checker counts another cost"
    return None


def _measured(name: str, plan: Result, seed: int) -> Row:
    dice, seconds, cpu_s, allowed, faults = np.random.default_rng(seed), [], [], 0, list[str]()
    cost = costs(plan.judge.instance, demand_of(plan.judge.instance), plan.roster.shifts).objective
    for number in range(SWAPS):
        began, worked = time.monotonic(), time.process_time()
        found = swap(plan, *duties(plan, dice, number))
        seconds.append(time.monotonic() - began)
        cpu_s.append(time.process_time() - worked)
        allowed += found.judgement.is_allowed
        if fault := fault_of(plan, found, cost):
            faults.append(fault)
    return Row(instance=name, method="swap", seed=seed, seconds=0.0, faults=tuple(faults), figures={
        "swaps": SWAPS, "allowed": allowed, "median ms": 1000 * median(seconds), "slowest ms": 1000 * max(seconds),
        "median CPU ms": 1000 * median(cpu_s)})
