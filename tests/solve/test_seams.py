"""Around the clock over three horizons, each with what the last one left behind: every interval is covered once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from scheduler.check.result import check_result
from scheduler.instance.instance import Instance
from scheduler.roster import Shift
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.hotline import hotline
from tests.builders.hotlines import REF

WEEKS = 3
NAMES = {6: "early", 14: "late", 22: "night"}
TEAM = [f"o{number}" for number in range(6)]


def week(zone: str, monday: dt.date, history: list[dict[str, Any]]) -> Instance:
    shifts = [{"name": name, "start": {"from": f"{hour:02}:00", "to": f"{hour:02}:00"},
               "length": {"from_minutes": 480, "to_minutes": 480}} for hour, name in NAMES.items()]
    return hotline(
        hotline={"name": "H", "timezone": zone, "interval_minutes": 30, "break_grid_minutes": 30},
        horizon={"start": monday, "days": 7}, hours={"always": True}, calls={"per_day": 0, "aht_s": 60},
        service={"min_operators": 1}, shifts=shifts, breaks={}, operators=[{"id": who, "contract": "free"} for who in TEAM],
        contracts={"free": {"hours_per_week": [0, 42], "rest_hours": 11, "max_consecutive_days": 5}}, history=history,
    )


def left_behind(instance: Instance, shifts: tuple[Shift, ...]) -> list[dict[str, Any]]:
    """History of each operator after a week."""
    rows = []
    for who in TEAM:
        own = {(shift.start.date() - instance.horizon.start).days: shift for shift in shifts if shift.operator == who}
        run = next((days for days in range(7) if (6 - days in own) != (6 in own)), 7)
        row: dict[str, Any] = {"operator": who, ("worked_days" if 6 in own else "days_off"): run}
        if own:
            last = own[max(own)]
            row |= {"last_shift": NAMES[last.start.hour], "last_start": last.start, "last_end": last.end}
        rows.append(row)
    return rows


@pytest.mark.heavy
@pytest.mark.parametrize(("zone", "monday"), [
    ("Europe/Berlin", "2026-10-12"), ("Europe/Berlin", "2027-03-15"), ("America/Havana", "2026-10-19"),
    ("America/Havana", "2027-03-01"), ("Australia/Lord_Howe", "2026-09-21"), ("Australia/Lord_Howe", "2027-03-22"),
    ("America/Chicago", "2026-10-19"), ("America/Chicago", "2027-03-01"),
])
def test_three_weeks_have_no_seam(zone, monday):
    first = dt.date.fromisoformat(monday)
    night_before = dt.datetime.combine(first, dt.time(6)).isoformat()
    history: list[dict[str, Any]] = [{"operator": "o0", "worked_days": 1, "last_shift": "night", "last_end": night_before}]
    changed, spans = [], []
    for number in range(WEEKS):
        instance = week(zone, first + dt.timedelta(days=7 * number), history)
        result, _ = search(prepare(instance, REF), Options(seconds=5, deterministic=True))
        assert not check_result(instance, result, REF)
        assert {interval.on_phone for interval in result.intervals} == {1}
        history = left_behind(instance, result.shifts)
        changed += instance.grid.clock_changes()
        spans += [(shift.start.astimezone(dt.UTC), shift.end.astimezone(dt.UTC)) for shift in result.shifts]
    assert len(changed) == 1
    start, step = week(zone, first, []).grid, dt.timedelta(minutes=30)
    begin, end = (moment.astimezone(dt.UTC) for moment in (start.moment(12), instance.grid.moment(instance.grid.cells)))
    moments = np.arange(begin.replace(tzinfo=None), end.replace(tzinfo=None), step)
    covered = sum((moments >= np.datetime64(a.replace(tzinfo=None))) & (moments < np.datetime64(b.replace(tzinfo=None)))
                  for a, b in spans)
    assert (covered == 1).all()
