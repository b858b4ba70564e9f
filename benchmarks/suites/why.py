"""Answers to "why", audited: the alternative is forced again and the whole roster solved anew, in more time.

The interval that an answer gives must hold the difference: no roster with the alternative is cheaper than what is proven of it,
and what is proven of them is no dearer than the roster that was found.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from benchmarks.row import Row
from benchmarks.suites import ROOT, Asked
from scheduler.check.changes import change_cost
from scheduler.check.facts.times import day_of_shift
from scheduler.check.result import check_result
from scheduler.errors import InfeasibleError
from scheduler.library.explaining import Why, why
from scheduler.library.reading import read_roster
from scheduler.library.result import Result
from scheduler.library.solving import solve, warm_up
from scheduler.solve.options import Options

HOTLINES, SECONDS, AUDIT_SECONDS = ("helpline", "provider-24x7"), 2.0, 6.0
_CENT = 0.01


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Ask why of one random shift a seed."""
    warm_up()
    for name in filter(asked.wants, HOTLINES):
        plan = read_roster(ROOT / "solutions" / name)
        for seed in range(asked.seeds):
            yield _measured(name, plan, seed, asked.seconds or SECONDS)


def _measured(name: str, plan: Result, seed: int, seconds: float) -> Row:
    dice = np.random.default_rng(seed)
    shift = plan.roster.shifts[int(dice.integers(len(plan.roster.shifts)))]
    day, start = day_of_shift(plan.instance, shift), shift.start.astimezone(plan.instance.grid.zone)
    later = f"{(start.hour + int(dice.choice([1, 2]))) % 24:02d}:{start.minute:02d}"
    asked = {"start": later} if dice.random() < 0.4 else {}
    began = time.monotonic()
    try:
        found = why(plan, shift.operator, plan.instance.grid.date(day), Options(seconds, seed=seed, workers=1), **asked)
    except InfeasibleError as error:
        return Row(instance=name, method="no roster", seed=seed, seconds=time.monotonic() - began, note=str(error)[:200])
    least, most = found.cost
    forced = (shift.operator, day)
    return Row(instance=name, method="off" if not asked else "another start", seed=seed, seconds=time.monotonic() - began,
               faults=tuple(_faults(plan, found, forced, seed)), figures={"least": least, "most": most})


def _faults(plan: Result, found: Why, forced: tuple[str, int], seed: int) -> Iterator[str]:
    """Solve anew with the alternative forced: with the price of all other changes it is no cheaper than what is proven."""
    yield from map(str, check_result(found.after.instance, found.after.roster))
    least, most = found.cost
    anew = solve(found.after.instance, Options(AUDIT_SECONDS, seed=seed, workers=1))
    price = change_cost(plan.instance, plan.roster.shifts, anew.roster.shifts, plan.instance.grid.origin, {forced})
    if anew.cost + float(price) - plan.cost < least - _CENT:
        yield f"proven at least {least:.2f}; solved anew {anew.cost + float(price) - plan.cost:.2f}"
    if anew.bound - plan.cost > most + _CENT:
        yield f"found {most:.2f}; no roster costs less than {anew.bound - plan.cost:.2f} more"
