"""Anonymous shifts as one self-contained page: coverage against requirement, and a bar for each kind of shift."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.publish.pages import digest, template, template_text
from scheduler.publish.report.drawing import levels, number
from scheduler.publish.shift_plan.words import assumption, days_of, hours, quality, sentence, title
from scheduler.publish.text import one_line
from scheduler.shift_plan import Cover, DayPlan, ShiftKind, ShiftPlan

WIDTH, HEIGHT, LEFT, ROW = 1040, 150, 150, 18
TOP, BASE = 8.0, HEIGHT - 18.0


@dataclass(frozen=True)
class Axis:
    """A horizontal axis of time, with a tick each full hour."""

    first: dt.datetime
    last: dt.datetime

    def x(self, moment: dt.datetime) -> float:
        """Position of a moment."""
        share = (moment.timestamp() - self.first.timestamp()) / max(1.0, self.last.timestamp() - self.first.timestamp())
        return LEFT + (WIDTH - 8 - LEFT) * share

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Position and local hour."""
        moments = range(int(self.first.timestamp()), int(self.last.timestamp()) + 1, 3600)
        told = [dt.datetime.fromtimestamp(moment, self.first.tzinfo) for moment in moments]
        return [(number(self.x(moment)), f"{moment:%H}") for moment in told]


@dataclass(frozen=True)
class Bar:
    """A box of a row: `x` and `width`."""

    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One kind of shift: how many and when, and the boxes of work and breaks."""

    y: int
    label: str
    work: Sequence[Bar]
    lunches: Sequence[Bar]
    breathers: Sequence[Bar]


@dataclass(frozen=True)
class Picture:
    """A day: paths of its coverage, its rows, and its axes."""

    title: str
    ticks: Sequence[tuple[str, str]]
    on_phone: str
    required: str
    short: str
    levels: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    height: int


def render_page(plan: ShiftPlan) -> str:
    """Render ``shifts.html``; everything typed by people is escaped, and the page may load or run nothing."""
    css = template_text("shift_plan", "shifts.css")
    interval = dt.timedelta(minutes=plan.instance.grid.interval_minutes)
    sections = [(title(each), _note(each), list(_pictures(each, interval))) for each in plan.day_plans]
    return template("shift_plan", "shifts.html.j2").render(
        css=css, digest=digest(css), hotline=one_line(plan.instance.hotline.name), zone=plan.instance.hotline.timezone,
        sentence=sentence(plan), assumption=assumption(plan), sections=sections, width=WIDTH, coverage_height=HEIGHT, left=LEFT,
        right=WIDTH - 8, base=number(BASE))


def _note(plan: DayPlan) -> str:
    if not plan.planned:
        return "Not planned, for want of time."
    return f"{len(plan.shifts):,} shifts; {quality(plan.cost, plan.bound, plan.gap)}."


def _pictures(plan: DayPlan, interval: dt.timedelta) -> Iterator[Picture]:
    """A picture of each day on which somebody works or is required."""
    for date, kinds in days_of(plan):
        cover = [row for row in plan.coverage if row.start.date() == date]
        if plan.days == 1:
            cover = list(plan.coverage)
        if kinds or cover:
            yield _picture(date, kinds, cover, interval)


def _picture(date: dt.date, kinds: list[ShiftKind], cover: list[Cover], interval: dt.timedelta) -> Picture:
    moments = [*(kind.start for kind in kinds), *(row.start for row in cover)]
    ends = [*(kind.end for kind in kinds), *(_later(row.start, interval) for row in cover)]
    axis = Axis(min(moments, key=dt.datetime.timestamp), max(ends, key=dt.datetime.timestamp))
    most = max([1.0, *(max(float(row.required), row.on_phone) for row in cover)])

    def y(operators: float) -> str:
        return number(BASE - (BASE - TOP) * operators / most)

    def boxes(of: list[tuple[Cover, float, float]]) -> str:
        edges = [(number(axis.x(row.start)), number(axis.x(_later(row.start, interval)))) for row, _, _ in of]
        return "".join(f"M{left} {y(low)}V{y(high)}H{right}V{y(low)}Z"
                       for (left, right), (_, low, high) in zip(edges, of, strict=True))

    return Picture(
        f"{date:%A} {date}", axis.ticks, boxes([(row, 0, row.on_phone) for row in cover]), _steps(cover, interval, axis, y),
        boxes([(row, row.on_phone, row.required) for row in cover if row.on_phone < row.required]),
        [(y(level), str(level)) for level in levels(most)], [_row(axis, kind, place) for place, kind in enumerate(kinds)],
        22 + ROW * len(kinds))


def _steps(cover: list[Cover], interval: dt.timedelta, axis: Axis, y: Callable[[float], str]) -> str:
    """Step line of the requirement, broken where the hotline is closed."""
    path, before = [], None
    for row in cover:
        here = row.start.timestamp()
        path.append(f"V{y(row.required)}" if before == here else f"M{number(axis.x(row.start))} {y(row.required)}")
        end = _later(row.start, interval)
        before = end.timestamp()
        path.append(f"H{number(axis.x(end))}")
    return "".join(path)


def _later(moment: dt.datetime, interval: dt.timedelta) -> dt.datetime:
    """So much elapsed time later, whatever the clock does."""
    return (moment.astimezone(dt.UTC) + interval).astimezone(moment.tzinfo)


def _row(axis: Axis, kind: ShiftKind, place: int) -> Row:
    def bar(start: dt.datetime, end: dt.datetime) -> Bar:
        return Bar(number(axis.x(start)), number(axis.x(end) - axis.x(start)))

    edges = [kind.start, *(edge for pause in kind.breaks for edge in (pause.start, pause.end)), kind.end]
    return Row(18 + ROW * place, f"{kind.number} × {hours(kind)}", [bar(*pair) for pair in list(pairwise(edges))[::2]],
               [bar(pause.start, pause.end) for pause in kind.breaks if pause.kind == "lunch"],
               [bar(pause.start, pause.end) for pause in kind.breaks if pause.kind == "breather"])
