"""`scheduler.review`: a plan against what happened, and what to learn from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.check.facts.coverage import means, on_phone_of_queues
from scheduler.demand.demand import Demand, demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance as Topics
from scheduler.library.calls import log_options, single_calls
from scheduler.library.continuing import changed
from scheduler.library.instance import Instance, ref_of
from scheduler.library.reading import rows_of_file
from scheduler.library.result import Result
from scheduler.operate.review import staged
from scheduler.operate.review.attendance import Attendance, Worked, worked
from scheduler.operate.review.findings import Facts, strengths, weaknesses
from scheduler.operate.review.hindsight import Stages, split
from scheduler.operate.review.measures import Seen, seen
from scheduler.operate.review.replayed import replayed
from scheduler.operate.review.staged import Known
from scheduler.operate.review.suggested import suggested
from scheduler.read.amended import Amendment, patch_of
from scheduler.reviewed import IntervalSeen, Measured, Review, Served
from scheduler.roster import Shift
from scheduler.simulate.draw import HandlingTime
from scheduler.simulate.replay import Replay, replay_of
from scheduler.simulate.report import promised
from scheduler.simulate.traffic import traffic_of
from scheduler.solve.options import Options

Floats = NDArray[np.float64]


def review(
    plan: Result, calls: pd.DataFrame, options: Options, *, attendance: Sequence[Attendance] = (),
    place: str = "the calls given",
) -> Review:
    """Review a plan: as `scheduler.review`.

    Parameters
    ----------
    calls
        One row a call: `start`, `handling_s`, and where they are known `queue`, `wait_s` and `outcome`.
    options
        Seconds of all searches together, seed, workers.

    Raises
    ------
    InputError
        If the calls are of other days or queues, or attendance speaks of a shift that is not there.
    """
    instance, shifts = plan.instance, plan.roster.shifts
    if instance.deferrable:
        names = ", ".join(work.name for work in instance.deferrable)
        raise InputError([Fault("", "deferrable", f"found {names}; allowed is a review of a roster without deferrable work: "
                                "what became of contacts that waited is in no call log")])
    if not instance.calls.are_given:
        raise InputError([Fault("", "calls", "are missing; the requirement is given directly, and a review compares calls")])
    log, there = _complete(calls), worked(instance, shifts, attendance)
    traffic = traffic_of(instance, demand_of(instance), plan.roster.outside)
    traffic = replace(traffic, returning=None, absence=traffic.absence * (not attendance))
    came = seen(instance, traffic, log, place)
    known = Known.of(instance, came, there.shrinkage_percent)
    stages = _stages(plan, came, known)
    found = split(stages, ref_of(instance), shifts, there.shifts, options)
    real = replay_of(instance, traffic, log, _handling(log), place)
    level, error, simulated = replayed(instance, traffic, real.calls, there.shifts, plan.roster.outside)
    late = simulated if there.late is None else there.late
    target = float((traffic.target[:, None] * came.calls).sum() / came.calls.sum())
    required = demand_of(stages.chance)
    facts = Facts(instance, came, known, found, tuple(_intervals(plan, stages.chance, required, came, there)),
                  Served(target, promised(plan.roster.intervals), came.in_time, level, error), late, there.lost_minutes,
                  sum(len(shift.breaks) for shift in there.shifts))
    notes = (*_notes(instance, there, attendance),)
    return _told(plan, facts, _source(real, came, place), _beyond_reach(stages.chance, required, found.rosters["chance"]),
                 (*came.measured, _shrinkage(instance, there)), notes, by_attendance=there.late is not None)


def _stages(plan: Result, came: Seen, known: Known) -> Stages:
    """What each roster of the split is searched for, with the load factors that the plan was made with."""
    instance, nothing = plan.instance, np.ones(len(known.handling_ratio))

    def effective(topics: dict[str, Any]) -> Topics:
        return with_load_factors(changed(instance, **topics) if topics else instance, plan.roster.load_factors)

    calls, handling = known.changes_calls(came), known.changes_handling(instance)
    return Stages(
        effective(staged.pinned(instance, plan.roster.shifts)), effective({}),
        effective(staged.with_calls(instance, came, known.calls, nothing)) if calls else None,
        effective(staged.with_calls(instance, came, known.calls, known.handling_ratio) | staged.with_service(instance, known))
        if handling else None,
        effective(staged.with_calls(instance, came, came.calls, known.handling_ratio, certain=True)
                  | staged.with_service(instance, known, certain=True)))


def _told(
    plan: Result, facts: Facts, source: str, beyond_reach: float, measured: tuple[Measured, ...], notes: tuple[str, ...], *,
    by_attendance: bool,
) -> Review:
    """The review, with what to think of it and what to change."""
    instance, found, grid = plan.instance, facts.split, plan.instance.grid
    suggestions, numbers = suggested(instance, facts.seen, facts.known)
    path = instance.origin.path
    patch = patch_of(Path(path), [Amendment(each.path, each.value) for each in numbers]) if path else ""
    return Review(
        hotline=instance.hotline.name, first=grid.first_day, last=grid.date(grid.days - 1), zone=instance.hotline.timezone,
        source=source, intervals=tuple(facts.intervals), measured=measured, served=facts.served,
        late_breaks=tuple(facts.late), breaks_from="attendance" if by_attendance else "simulation", planned_cost=plan.cost,
        cost=found.cost, hindsight=found.cost - sum(part.cost for part in found.parts), bound=found.bound, parts=found.parts,
        weaknesses=weaknesses(facts), strengths=strengths(facts), beyond_reach_hours=beyond_reach, suggestions=suggestions,
        patch=patch, notes=notes)


def read_attendance(path: str | Path) -> tuple[Attendance, ...]:
    """Attendance of a CSV file with the columns ``operator, kind, from, to``.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    return rows_of_file(Path(path), Attendance)


def calls_of(plan: Result, calls: pd.DataFrame | str | Path, options: dict[str, Any]) -> tuple[pd.DataFrame, str]:
    """Calls as they are given, or of a log that is read with the plan's zone and intervals; and what they are called."""
    if isinstance(calls, pd.DataFrame):
        return calls, "the calls given"
    hotline = plan.instance.hotline
    read = log_options({"timezone": hotline.timezone, "interval_minutes": hotline.interval_minutes,
                        "first_attempts": plan.instance.has_redials, **options})
    return single_calls(Path(calls), read)[0], Path(calls).name


def _complete(calls: pd.DataFrame) -> pd.DataFrame:
    """Calls with the columns that are not given: no waits, and answered where there is a handling time."""
    log = calls.copy()
    if "queue" not in log:
        log["queue"] = None
    if "wait_s" not in log:
        log["wait_s"] = np.nan
    if "outcome" not in log:
        log["outcome"] = np.where(log["handling_s"].fillna(0) > 0, "answered", "abandoned")
    return log


def _handling(log: pd.DataFrame) -> HandlingTime:
    known = log["handling_s"].to_numpy(dtype=float)
    known = known[np.nan_to_num(known) > 0]
    return HandlingTime.empirical(known) if known.size else HandlingTime()


def _intervals(plan: Result, happened: Topics, demand: Demand, came: Seen, there: Worked) -> Iterator[IntervalSeen]:
    """Every open interval, queue by queue."""
    instance = plan.instance
    present = means(happened, on_phone_of_queues(happened, there.shifts))
    without = means(happened, on_phone_of_queues(happened, [_without_lunch(shift) for shift in there.shifts]))
    grid = instance.grid
    numbers = {name: number for number, name in enumerate(instance.queues)}
    for row in plan.roster.intervals:
        number = numbers[row.queue]
        at = int((row.start.astimezone(dt.UTC) - grid.origin) / dt.timedelta(minutes=grid.interval_minutes))
        yield IntervalSeen(
            row.start.astimezone(grid.zone), row.queue, row.calls, int(came.calls[number, at]), row.required,
            int(demand[row.queue].required[at]), float(present[number, at]), float(without[number, at] - present[number, at]))


def _without_lunch(shift: Shift) -> Shift:
    return shift.keeping(lambda each: each.kind != "lunch")


def _beyond_reach(happened: Topics, demand: Demand, best: Sequence[Shift]) -> float:
    """Operator-hours short in the best roster in hindsight, queue by queue."""
    present = means(happened, on_phone_of_queues(happened, best))
    short = sum(float(np.maximum(each.required - present[number], 0).sum()) for number, each in enumerate(demand.queues))
    return short * happened.grid.interval_minutes / 60


def _shrinkage(instance: Instance, there: Worked) -> Measured:
    planned = float(np.mean([goal.shrinkage_percent for goal in instance.queues.values()]))
    return Measured("shrinkage_percent", None, planned, there.shrinkage_percent)


def _source(real: Replay, came: Seen, place: str) -> str:
    outside, closed = came.left_out
    return (f"{len(real.calls.arrival_s):,} calls of {place}; left out: {outside:,} outside the days of the plan, {closed:,} "
            "outside the opening hours")


def _notes(instance: Instance, there: Worked, attendance: Sequence[Attendance]) -> Iterator[str]:
    if not attendance:
        yield "Nothing was told of attendance: everybody is taken to have worked as rostered."
    elif there.untold:
        yield (f"{there.untold} shifts have no row of attendance and are taken to have been worked as rostered; a row of kind "
               "absent says that nobody came.")
    if instance.has_redials:
        yield "Callers who call again are counted once, as the instance says how many do."
