"""What has begun by a moment, as rows of availability: shifts pinned with their breaks, and no work in the time between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import Span, day_of_shift, span
from scheduler.instance.instance import Instance
from scheduler.instance.operators import WORKED
from scheduler.roster import Shift
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

Row = dict[str, Any]


def frozen_rows(instance: Instance, shifts: Sequence[Shift], now: dt.datetime, operators: Collection[str]) -> Iterator[Row]:
    """Rows by which operators keep the shifts of the horizon that begin before a moment, and begin no other before it."""
    grid = instance.grid
    for operator, own in shifts_by_operator(instance, shifts):
        if operator.id not in operators:
            continue
        begun = [shift for shift in own if span(shift)[0] < now]
        for shift in begun:
            day = day_of_shift(instance, shift)
            if 0 <= day < grid.days:
                yield pin_of(grid, shift, grid.date(day), WORKED)
        for date, start, end in _gaps(grid, [span(shift) for shift in begun], now):
            yield {"operator": operator.id, "when": date.isoformat(), "from": start, "to": end, "kind": "unavailable",
                   "note": WORKED}


def pin_of(grid: TimeGrid, shift: Shift, date: dt.date, note: str) -> Row:
    """Row that pins a shift of a day with its breaks."""
    row = {"operator": shift.operator, "when": date.isoformat(), "from": _clock(grid, shift.start),
           "to": _clock(grid, shift.end), "kind": "pinned", "note": note}
    breaks = " | ".join(f"{each.label} {_clock(grid, each.start)}-{_clock(grid, each.end)}" for each in shift.breaks)
    return row | {"breaks": breaks} if breaks else row


def _clock(grid: TimeGrid, moment: dt.datetime) -> str:
    return f"{moment.astimezone(grid.zone):%H:%M}"


def _gaps(grid: TimeGrid, busy: list[Span], now: dt.datetime) -> Iterator[tuple[dt.date, str, str]]:
    """Windows of each day before a moment in which no shift lies, as wall-clock times."""
    for day in range(grid.days):
        reached, end = grid.window(day, 0, MINUTES_PER_DAY)
        end = min(end, now)
        for start, after in (*busy, (end, end)):
            if reached < min(start, end):
                yield grid.date(day), _clock(grid, reached), _until(grid, min(start, end), day)
            reached = max(reached, after)


def _until(grid: TimeGrid, moment: dt.datetime, day: int) -> str:
    """A time of the day's clock, 24:00 for its end."""
    is_over = moment.astimezone(grid.zone).date() > grid.date(day)
    return "24:00" if is_over else _clock(grid, moment)
