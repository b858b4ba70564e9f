"""A hotline of a few days with a roster to live with, and what befalls it."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from pathlib import Path

import scheduler
from scheduler.demand.effective_load import with_load_factors
from scheduler.library.instance import ref_of
from scheduler.operate.events import Event
from scheduler.roster import LoadFactor, Truth
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from scheduler.solve.truth import simulated_again

ROOT = Path(__file__).resolve().parent.parent.parent
EXACT = {"deterministic": True, "seconds": 0.4}


@cache
def days_of(first: str, days: int, people: int = 0) -> scheduler.Instance:
    """The smallest hotline over some days, with so many people more."""
    tiny = scheduler.read(ROOT / "instances" / "tiny")
    rows = [row.as_written() for row in tiny.calls.forecast]
    dates = [str(dt.date.fromisoformat(first) + dt.timedelta(days=day)) for day in range(days)]
    more = [{"id": f"more{number}", "contract": "day"} for number in range(people)]
    team = [each.as_written() for each in tiny.operators]
    calls = [row | {"start": date + row["start"][10:]} for date in dates for row in rows]
    return tiny.with_(horizon={"start": first, "days": days}, calls={"forecast": calls}, availability=[],
                      operators=[*team, *more], contracts={"day": {"hours_per_week": [0, 40], "rest_hours": 11}})


@cache
def published() -> scheduler.Result:
    """A roster of three days."""
    return scheduler.solve(days_of("2026-12-07", 3, 2), **EXACT)


@cache
def published_with_factors() -> scheduler.Result:
    """The same hotline, planned with handling times a third longer, as a truth loop may find them."""
    instance = days_of("2026-12-07", 3, 2)
    rows = tuple(LoadFactor(queue=row.queue, start=row.start, factor=1.3) for row in published().roster.intervals)
    truth = Truth(rounds=1, replications=5, seed=0, simulated=None, standard_error=None, load_factors=rows)
    loaded = prepare(with_load_factors(instance, truth.by_moment), ref_of(instance))
    roster, _ = search(loaded, Options(seconds=0.4, deterministic=True))
    return scheduler.Result(instance, simulated_again(instance, ref_of(instance), roster, truth))


def disruption(dice: random.Random) -> tuple[list[Event], str]:
    """Some events that may befall that roster, and the time at which they are told."""
    plan, day = published(), dice.choice(("2026-12-07", "2026-12-08", "2026-12-09"))
    now = f"{day}T{dice.choice(('00:00', '08:00', '11:10', '13:00'))}"
    shifts = [shift for shift in plan.roster.shifts if shift.start.isoformat() >= now]
    away = {shift.operator: shift for shift in dice.sample(shifts, min(len(shifts), dice.randint(0, 2)))}
    rows: list[dict[str, str]] = [{"event": "absent", "operator": who, "from": str(shift.start.date())}
                                  for who, shift in away.items()]
    if dice.random() < 0.5:
        more = str(dice.choice((-30, 60)))
        rows.append({"event": "extra_calls", "from": f"{day}T13:00", "to": f"{day}T15:00", "value": more})
    return [Event.model_validate(row) for row in rows], now
