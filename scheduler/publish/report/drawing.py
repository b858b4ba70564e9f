"""Geometry of the report's pictures: what stands where, minutes across, plain units down. The template gives it its looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from scheduler.check.facts.covers import SetCover
from scheduler.publish.view import Day, RosterView
from scheduler.roster import Shift

HEIGHT, ROW_HEIGHT, _MIDDLE = 46, 10, 5
_MOST_LABELS = 13


def number(value: float) -> str:
    """Shortest text of a coordinate; a tenth of a unit is finer than any printer."""
    return f"{value:.1f}".removesuffix(".0")


def levels(most: float) -> list[int]:
    """Two or three round numbers of operators to write on the axis, 0 included."""
    steps = (factor * 10**power for power in range(7) for factor in (1, 2, 5))
    step = next(step for step in steps if 3 * step > most)
    return list(range(0, int(most) + 1, step))


def ticks(view: RosterView, day: Day) -> list[tuple[str, str]]:
    """Position, in percent of the day's axis, and local hour of as many full hours as can be labelled."""
    hours = list(day.hours())
    every = next(step for step in (1, 2, 3, 4, 6) if step == 6 or len(hours) / step <= _MOST_LABELS)
    return [(number(100 * day.minute(hour) / max(day.minutes, 1)), f"{view.local(hour):%H}") for hour in hours[::every]]


@dataclass(frozen=True)
class Coverage:
    """The picture of a day's coverage: paths of who is on the phone, of outside help, of what is required and what is short."""

    on_phone: str
    outside: str
    required: str
    short: str
    levels: Sequence[tuple[str, str]]


def coverage(view: RosterView, day: Day, queue: str | None, most: float) -> Coverage:
    """Draw one day's coverage against its requirement, on a scale from 0 to `most` operators."""
    length = dt.timedelta(minutes=view.instance.grid.interval_minutes)
    intervals = day.intervals_of(queue)

    def y(operators: float) -> float:
        return HEIGHT - 1 - (HEIGHT - 4) * operators / max(most, 1)

    def steps(of: Iterable[tuple[SetCover, float, float]]) -> str:
        """Rectangles between two levels, one for each interval, as one path."""
        return "".join(
            f"M{day.minute(i.start)} {number(y(low))}V{number(y(high))}H{day.minute(i.start + length)}V{number(y(low))}Z"
            for i, low, high in of
        )

    return Coverage(
        steps((i, 0, i.on_phone) for i in intervals),
        steps((i, i.on_phone, i.on_phone + i.outside) for i in intervals if i.outside), _line(intervals, length, day, y),
        steps((i, i.required - i.missing, i.required) for i in intervals if i.missing),
        [(number(y(level)), str(level)) for level in levels(most)])


def _line(intervals: Sequence[SetCover], length: dt.timedelta, day: Day, y: Callable[[float], float]) -> str:
    """Step line of the requirement, broken where the hotline is closed."""
    path, before = [], None
    for interval in intervals:
        height = number(y(interval.required))
        path.append(f"V{height}" if before == interval.start else f"M{day.minute(interval.start)} {height}")
        before = interval.start + length
        path.append(f"H{day.minute(before)}")
    return "".join(path)


class Bars(NamedTuple):
    """Paths of a shift's work on the phone, its lunches and its activities; what is left free between them are breathers."""

    work: str
    lunch: str
    activity: str


def bars(day: Day, shift: Shift) -> Bars:
    """What of a shift lies in a day."""
    edges = [shift.start, *(edge for pause in shift.breaks for edge in (pause.start, pause.end)), shift.end]
    lunch, activity = (_bars(day, [(pause.start, pause.end) for pause in shift.breaks if pause.kind == kind])
                       for kind in ("lunch", "activity"))
    return Bars(_bars(day, list(pairwise(edges))[::2]), lunch, activity)


def _bars(day: Day, spans: Iterable[tuple[dt.datetime, dt.datetime]]) -> str:
    clipped = ((day.minute(start), day.minute(end)) for start, end in spans)
    return "".join(f"M{first} {_MIDDLE}H{last}" for first, last in clipped if last > first)
