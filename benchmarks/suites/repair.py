"""Repair against a full solve: how much of a published roster changes, how good the repair is, and how long it takes.

Disruptions are drawn at random for each hotline from its best roster known: one or two people absent, late or leaving early, or
more calls, told at some time of the horizon. Each is repaired, and solved anew in the same and in the usual time.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.row import Row
from benchmarks.suites import ROOT, Asked
from scheduler.check.changes import frozen_violations
from scheduler.check.result import check_result
from scheduler.errors import InfeasibleError, InputError
from scheduler.library.reading import read_roster
from scheduler.library.repairing import repair
from scheduler.library.result import Result
from scheduler.library.solving import solve, warm_up
from scheduler.operate.changes import Change, changes, people
from scheduler.operate.events import Event, begins
from scheduler.solve.options import Options

ONE_ABSENCE = ("helpline", "mert", "2026-12-10")
"""Hotline, operator and day of an absence that once changed 236 of 281 shifts, as the whole roster was solved anew."""
HOTLINES, SECONDS, FULL_SECONDS, FULL_EVERY = ("helpline", "provider-24x7", "national"), 3.0, 10.0, 10


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Repair after as many disruptions of each hotline as there are seeds; every tenth is solved anew, too."""
    warm_up()
    for name in filter(asked.wants, HOTLINES):
        plan = read_roster(ROOT / "solutions" / name)
        if name == ONE_ABSENCE[0]:
            event = Event.model_validate({"event": "absent", "operator": ONE_ABSENCE[1], "from": ONE_ABSENCE[2]})
            now = begins(plan.instance, event) - dt.timedelta(hours=12)
            found = _measured("one absence", plan, [event], now, Options(asked.seconds or SECONDS, seed=1, workers=1))
            yield next(iter(found))
        for seed in range(asked.seeds):
            events, now = disruption(plan, np.random.default_rng(seed))
            yield from _measured(name, plan, events, now, Options(asked.seconds or SECONDS, seed=seed, workers=1))


def disruption(plan: Result, dice: np.random.Generator) -> tuple[list[Event], dt.datetime]:
    """Some events that may befall a roster, and when they are told."""
    zone, shifts = plan.instance.grid.zone, plan.roster.shifts
    first = shifts[int(dice.integers(len(shifts)))]
    now = first.start - dt.timedelta(hours=float(dice.choice([1, 12, 36])))
    others = [each for each in shifts if each.start.date() == first.start.date() and each.operator != first.operator
              and each.start > now]
    ill = [first, *([others[int(dice.integers(len(others)))]] if others and dice.random() < 0.4 else [])]
    rows = [{"event": "absent", "operator": each.operator, "from": str(each.start.astimezone(zone).date())} for each in ill]
    if dice.random() < 0.2:
        comes = first.start.astimezone(zone).replace(tzinfo=None) + dt.timedelta(hours=1)
        rows[0] = {"event": "late", "operator": first.operator, "from": comes.isoformat()}
    if dice.random() < 0.25:
        start = first.start.astimezone(zone).replace(tzinfo=None)
        rows.append({"event": "extra_calls", "from": start.isoformat(), "to": (start + dt.timedelta(hours=2)).isoformat(),
                     "value": str(int(dice.choice([-20, 30])))})
    return [Event.model_validate(row) for row in rows], now


def _measured(name: str, plan: Result, events: Sequence[Event], now: dt.datetime, options: Options) -> Iterator[Row]:
    began, worked = time.monotonic(), time.process_time()
    try:
        found = repair(plan, events, options, now=now)
    except (InputError, InfeasibleError) as error:
        yield Row(instance=name, method="refused", seed=options.seed, seconds=time.monotonic() - began,
                  note=str(error).splitlines()[0][:200])
        return
    spent, cpu_s = time.monotonic() - began, time.process_time() - worked
    total = found.after.cost + found.repaired.change_cost
    left = tuple(shift for shift in plan.roster.shifts if shift not in found.lost)
    faults = [str(each) for each in (*check_result(found.after.instance, found.after.roster),
                                     *frozen_violations(plan.instance, left, found.after.roster.shifts, now))]
    yield Row(instance=name, method="repair", seed=options.seed, seconds=spent, cpu_s=cpu_s, cost=total,
              bound=found.repaired.bound, gap=100 * (total - found.repaired.bound) / total,
              figures=_figures(found.repaired.changes), faults=tuple(faults))
    if options.seed % FULL_EVERY == 0:
        anew = solve(found.after.instance, Options(FULL_SECONDS, seed=options.seed))
        yield Row(instance=name, method="solved anew", seed=options.seed, seconds=FULL_SECONDS, cost=anew.cost,
                  bound=anew.bound, gap=100 * anew.gap, figures=_figures(changes(anew.instance, left, anew.roster.shifts)))


def _figures(found: Sequence[Change]) -> dict[str, float]:
    breaks = sum(each.kind == "breaks" for each in found)
    return {"changed shifts": len(found) - breaks, "changed breaks": breaks, "people": len(list(people(found)))}
