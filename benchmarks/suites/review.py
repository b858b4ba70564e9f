"""Weeks with a planted cause, reviewed: is the first weakness named the one that was planted?

A hotline of twelve people is solved for a week; then calls come as a Poisson process, and one thing goes wrong: a quarter more
calls than forecast, lunches put where most call, handling times 30 % longer, or two people who come two hours late to each
shift. The review is given the calls and, of the last, the attendance.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.library.continuing import changed
from scheduler.library.instance import Instance, ref_of
from scheduler.library.result import Result
from scheduler.library.reviewing import review
from scheduler.library.solving import solve, warm_up
from scheduler.operate.rebuilt import rebuilt
from scheduler.operate.review.attendance import Attendance
from scheduler.operate.review.staged import pinned
from scheduler.reviewed import Review
from scheduler.solve.options import Options

CAUSES = {"calls": "forecast 20 % low", "breaks": "lunches at the peak", "handling": "handling time 30 % longer",
          "attendance": "two people late"}
"""The part of the loss that each planted cause must be named by."""
SECONDS, _PLAN_SECONDS, _HANDLING_CV = 10.0, 5.0, 0.8
_DAY = (8, 12, 16, 16, 14, 18, 18, 14, 12, 10, 8, 6)
"""Calls of each hour from 08:00 on, twice."""


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """As many weeks of each cause as there are seeds."""
    warm_up(simulation=True)
    seconds = asked.seconds or SECONDS
    for cause in filter(asked.wants, CAUSES):
        for seed in range(asked.seeds):
            found = reviewed(plan(), cause, seed, Options(seconds, seed=seed, workers=asked.workers))
            named = found.weaknesses[0].cause if found.weaknesses else "none"
            figures = {part.name: round(part.cost, 2) for part in found.parts} | {"named": float(named == cause)}
            yield Row(instance=CAUSES[cause], method="review", seed=seed, seconds=seconds, cost=found.hindsight,
                      bound=found.bound, gap=100 * (found.hindsight - found.bound) / found.hindsight, figures=figures,
                      note=f"named first: {named}", faults=() if abs(sum(part.cost for part in found.parts) - found.lost) < 1e-6
                      else ("the parts do not add up",))


@cache
def plan(days: int = 7, people: int = 12, seconds: float = _PLAN_SECONDS) -> Result:
    """A hotline and its roster, the same in every process."""
    return solve(hotline(days, people), Options(seconds, workers=1, deterministic=True))


def hotline(days: int, people: int) -> Instance:
    """Open 08:00 to 20:00; contracts of 20 to 40 hours a week, with lunches and breathers."""
    first = dt.datetime(2026, 12, 7)  # noqa: DTZ001  # the hotline's clock
    rows = [{"start": (first + dt.timedelta(days=day, hours=8, minutes=30 * half)).isoformat(), "aht_s": 300,
             "calls": _DAY[half // 2] * people / 12 * (1.0 if day < 5 else 0.8)} for day in range(days) for half in range(24)]
    return Instance(
        hotline={"name": "Planted", "timezone": "Asia/Jakarta", "interval_minutes": 30, "break_grid_minutes": 15},
        horizon={"start": "2026-12-07", "days": days}, hours={"weekly": {"mon-sun": ["08:00-20:00"]}},
        calls={"forecast": rows}, service={"target_percent": 80, "answer_within_s": 30, "patience_s": 300},
        shifts=[{"name": "day", "start": {"from": "08:00", "to": "15:00", "every_minutes": 30},
                 "length": {"from_minutes": 300, "to_minutes": 540, "every_minutes": 30}}],
        breaks={"lunch": {"minutes": 30, "paid": False, "from_shift_minutes": 360, "earliest_minutes": 120,
                          "latest_minutes": 330},
                "breathers": {"minutes": 15, "paid": True, "count": [{"from_shift_minutes": 300, "breathers": 2}]},
                "spacing": {"edge_minutes": 30, "min_work_minutes": 30, "max_work_minutes": 180}},
        contracts={"part": {"hours_per_week": [20, 40], "days_per_week": [3, 6], "rest_hours": 11}},
        operators=[{"id": f"op{number:02d}", "contract": "part"} for number in range(people)])


def reviewed(plan: Result, cause: str, seed: int, options: Options) -> Review:
    """A week in which one thing went wrong, reviewed."""
    dice = np.random.default_rng(seed)
    calls = calls_of(plan.instance, dice, more=1.25 if cause == "calls" else 1.0, longer=1.3 if cause == "handling" else 1.0)
    late = attendance(plan, dice) if cause == "attendance" else ()
    return review(with_lunches_at_the_peak(plan) if cause == "breaks" else plan, calls, options, attendance=late)


def calls_of(instance: Instance, dice: np.random.Generator, *, more: float = 1.0, longer: float = 1.0) -> pd.DataFrame:
    """A week of calls, some times as many and as long as forecast."""
    rows: list[tuple[pd.Timestamp, float]] = []
    width = math.sqrt(math.log1p(_HANDLING_CV**2))
    for row in instance.calls.forecast:
        for _ in range(dice.poisson(more * row.calls)):
            start = pd.Timestamp(row.start) + pd.Timedelta(seconds=float(dice.uniform(0, 1800)))
            rows.append((start, float(longer * row.aht_s * dice.lognormal(-width**2 / 2, width))))
    return pd.DataFrame(rows, columns=["start", "handling_s"])


def attendance(plan: Result, dice: np.random.Generator) -> Sequence[Attendance]:
    """Everybody on time, but for two who come two hours late to each shift."""
    late = set(dice.choice([each.id for each in plan.instance.operators], 2, replace=False))
    return [Attendance.model_validate({
        "operator": shift.operator, "kind": "work", "to": shift.end.isoformat(),
        "from": (shift.start + dt.timedelta(hours=2 if shift.operator in late else 0)).isoformat(),
    }) for shift in plan.roster.shifts]


def with_lunches_at_the_peak(plan: Result) -> Result:
    """The same shifts with their breaks where most call: placed as if nobody called from 12:00 to 15:00."""
    instance = plan.instance
    rows: list[dict[str, Any]] = [row.as_written() for row in instance.calls.forecast]
    quiet = [row | {"calls": 0.01 if "T12" <= row["start"][10:13] < "T15" else row["calls"]} for row in rows]
    fixed = changed(instance, **pinned(instance, plan.roster.shifts), calls={"forecast": quiet})
    placed = solve(fixed, Options(1.0, workers=1, deterministic=True))
    return Result(instance, rebuilt(instance, ref_of(instance), placed.roster.shifts, plan.roster, plan.bound))
