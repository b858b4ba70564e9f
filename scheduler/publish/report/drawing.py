"""Geometry of the report's pictures: what stands where, in the units of an SVG. The template gives it its looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.check.facts.covers import missing
from scheduler.publish.text import one_line
from scheduler.publish.view import Day, RosterView
from scheduler.roster import IntervalCover, Shift

WIDTH, GUTTER, ROW = 1040, 232, 16
_FIRST_ROWS, _ROWS = 29, 40  # what fits a landscape page below a day's coverage, and alone


def number(value: float) -> str:
    """Shortest text of a coordinate; a tenth of a unit is finer than any printer."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Axis:
    """A horizontal axis of time over a day, from `left` to `right`."""

    day: Day
    left: float
    right: float

    def x(self, moment: dt.datetime) -> float:
        """Position of a moment, clipped to the axis."""
        return self.left + (self.right - self.left) * self.day.minute(moment) / max(self.day.minutes, 1)

    def ticks(self, view: RosterView, every_hours: int = 1) -> list[tuple[str, str]]:
        """Position and local hour of every so many full hours."""
        hours = list(self.day.hours())
        return [(number(self.x(hour)), f"{view.local(hour):%H}") for hour in hours[::every_hours]]


@dataclass(frozen=True)
class Coverage:
    """The picture of one day's coverage: SVG paths, the ticks of its axes, and its words."""

    title: str
    words: str
    width: int
    height: int
    base: str
    on_phone: str
    required: str
    short: str
    ticks: Sequence[tuple[str, str]]
    levels: Sequence[tuple[str, str]]
    left: str
    right: str


def coverage(
    view: RosterView, day: Day, queue: str | None, most: float, *, width: int, height: int, left: int, every_hours: int
) -> Coverage:
    """Draw one day's coverage against its requirement, on a scale from 0 to `most` operators."""
    top, base = 6.0, height - 15.0
    axis = Axis(day, left, width - 8)
    length = dt.timedelta(minutes=view.instance.grid.interval_minutes)
    intervals = day.intervals_of(queue)

    def y(operators: float) -> float:
        return base - (base - top) * operators / max(most, 1)

    def steps(of: Iterable[tuple[IntervalCover, float, float]]) -> str:
        """Rectangles between two levels, one for each interval, as one path."""
        return "".join(
            f"M{number(axis.x(i.start))} {number(y(low))}V{number(y(high))}H{number(axis.x(i.start + length))}"
            f"V{number(y(low))}Z"
            for i, low, high in of
        )

    lack = sum(missing(interval) for interval in intervals) * view.interval_hours
    title = f"{day.date:%a} {day.date.day} {day.date:%b}" + (f", {one_line(queue)}" if queue else "")
    return Coverage(
        title, f"{lack:.1f} h short" if lack >= 0.05 else "", width, height, number(base),
        steps((i, 0, i.on_phone) for i in intervals),
        _line(intervals, length, axis, y),
        steps((i, i.on_phone, i.required) for i in intervals if missing(i) > 0),
        axis.ticks(view, every_hours), [(number(y(level)), str(level)) for level in levels(most)],
        number(axis.left), number(axis.right),
    )


def _line(
    intervals: Sequence[IntervalCover], length: dt.timedelta, axis: Axis, y: Callable[[float], float]
) -> str:
    """Step line of the requirement, broken where the hotline is closed."""
    path, before = [], None
    for interval in intervals:
        height = number(y(interval.required))
        path.append(f"V{height}" if before == interval.start else f"M{number(axis.x(interval.start))} {height}")
        before = interval.start + length
        path.append(f"H{number(axis.x(before))}")
    return "".join(path)


def levels(most: float) -> list[int]:
    """Two or three round numbers of operators to write on the axis, 0 included."""
    steps = (factor * 10**power for power in range(7) for factor in (1, 2, 5))
    step = next(step for step in steps if 3 * step > most)
    return list(range(0, int(most) + 1, step))


@dataclass(frozen=True)
class Bar:
    """A box of a row: `x` and `width`."""

    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One shift in the Gantt chart; `letters` stand at the places `at`: L, B, and ``‹`` or ``›`` over midnight."""

    y: int
    name: str
    hours: str
    work: Sequence[Bar]
    lunches: Sequence[Bar]
    breathers: Sequence[Bar]
    letters: str
    at: str


@dataclass(frozen=True)
class Gantt:
    """A piece of a day's roster that fits on a page."""

    rows: Sequence[Row]
    height: int
    ticks: Sequence[tuple[str, str]]


def gantts(view: RosterView, day: Day) -> Iterator[Gantt]:
    """Draw a day's shifts in order of start, in pieces of about equal size that fit a page."""
    axis, shifts, most = Axis(day, GUTTER, WIDTH - 8), day.shifts, _FIRST_ROWS
    while shifts:
        pieces = 1 + max(0, -(-(len(shifts) - most) // _ROWS))
        size = min(most, -(-len(shifts) // pieces))
        here, shifts = shifts[:size], shifts[size:]
        rows = [_row(view, axis, shift, 18 + ROW * index) for index, shift in enumerate(here)]
        yield Gantt(rows, 22 + ROW * len(rows), axis.ticks(view))
        most = _ROWS


def _row(view: RosterView, axis: Axis, shift: Shift, y: int) -> Row:
    def bar(start: dt.datetime, end: dt.datetime) -> Bar:
        return Bar(number(axis.x(start)), number(axis.x(end) - axis.x(start)))

    day = axis.day
    pauses = [p for p in shift.breaks if p.start < day.closes and p.end > day.opens]
    marks = [((axis.x(p.start) + axis.x(p.end)) / 2, p.kind[0].upper()) for p in pauses]
    if shift.start < day.opens:
        marks.insert(0, (axis.left + 5, "‹"))
    if shift.end > day.closes:
        marks.append((axis.right - 5, "›"))
    edges = [shift.start, *(edge for pause in pauses for edge in (pause.start, pause.end)), shift.end]
    work = [bar(start, end) for start, end in list(pairwise(edges))[::2] if axis.x(end) > axis.x(start)]
    return Row(
        y, _cut(one_line(view.operators[shift.operator].label), 24), view.span(shift.start, shift.end), work,
        [bar(p.start, p.end) for p in pauses if p.kind == "lunch"],
        [bar(p.start, p.end) for p in pauses if p.kind == "breather"],
        "".join(letter for _, letter in marks), " ".join(number(x) for x, _ in marks),
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
