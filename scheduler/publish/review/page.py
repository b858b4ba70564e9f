"""A review as one self-contained page, in the looks of the report: for the screen, the phone and paper."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.publish.pages import digest, template, template_text
from scheduler.publish.report.drawing import levels, number
from scheduler.publish.review import words
from scheduler.publish.text import one_line
from scheduler.reviewed import IntervalSeen, Review

WIDTH, HEIGHT, LEFT, BASE, TOP = 960, 92, 34, 74.0, 6.0
_BAR = 320
_HURT_NAMED = 8


@dataclass(frozen=True)
class Picture:
    """Two paths of a day: an area and a step line, with what is short, on one scale."""

    title: str
    area: str
    line: str
    before: str
    short: str
    levels: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class DaySeen:
    """A day: its pictures of calls and of operators, queue by queue, and a table that says the same by the hour."""

    title: str
    summary: str
    ticks: Sequence[tuple[str, str]]
    pictures: Sequence[Picture]
    rows: Sequence[tuple[str, ...]]


def render_review(review: Review) -> str:
    """Render ``review.html``: what people typed is escaped, and the page may load or run nothing."""
    css = template_text("report", "report.css") + template_text("review", "review.css")
    longest = max([abs(part.cost) for part in review.parts] + [1e-9])
    parts = [(words.GROUPS[part.group], words.PARTS[part.name], f"{part.cost:,.2f}", number(_BAR * abs(part.cost) / longest),
              part.cost < 0) for part in sorted(review.parts, key=lambda each: list(words.GROUPS).index(each.group))]
    return template("review", "review.html.j2").render(
        css=css, css_digest=digest(css), hotline=one_line(review.hotline), review=review, sentence=words.sentence(review),
        services=list(words.service(review)), parts=parts, groups=[(label, f"{review.group(name):,.2f}")
                                                                   for name, label in words.GROUPS.items()],
        measured=[words.measured(each) for each in review.measured], days=list(_days(review)), hurt=list(_hurt(review)),
        late=_late(review), width=WIDTH, height=HEIGHT, left=LEFT, base=number(BASE), bar=_BAR)


def _days(review: Review) -> Iterator[DaySeen]:
    by_day: dict[dt.date, list[IntervalSeen]] = defaultdict(list)
    for row in review.intervals:
        by_day[row.start.date()].append(row)
    for date, rows in sorted(by_day.items()):
        starts = sorted({row.start for row in rows}, key=dt.datetime.timestamp)
        step = _step(starts)
        first, last = starts[0].timestamp(), starts[-1].timestamp() + step

        def x(moment: float, first: float = first, last: float = last) -> str:
            return number(LEFT + (WIDTH - 8 - LEFT) * (moment - first) / (last - first))

        hours = [start for start in starts if start.minute == 0]
        every = max(1, -(-len(set(hours)) // 13))
        pictures = [each for queue in dict.fromkeys(row.queue for row in rows)
                    for each in _pictures([row for row in rows if row.queue == queue], step, x)]
        ticks = [(x(hour.timestamp()), f"{hour:%H}") for hour in hours[::every]]
        yield DaySeen(f"{date:%A} {date.day} {date:%B}", _summary(rows, step), ticks, pictures, list(_table(rows, step)))


def _step(starts: Sequence[dt.datetime]) -> float:
    """Seconds from one interval to the next, by the starts of some in order."""
    return min((after.timestamp() - before.timestamp() for before, after in pairwise(starts) if after > before), default=3600.0)


def _summary(rows: Sequence[IntervalSeen], step: float) -> str:
    came, planned = sum(row.calls for row in rows), sum(row.forecast for row in rows)
    short, lunch = (sum(getattr(row, name) for row in rows) * step / 3600 for name in ("short", "short_for_lunch"))
    off = f" ({100 * (came / planned - 1):+.0f} %)" if planned else ""
    hurt = f", {lunch:.1f} of them while people were at lunch" if lunch >= 0.05 else ""
    return f"{came:,} calls came, {planned:,.0f} were forecast{off}; {short:.1f} operator-hours short{hurt}"


def _pictures(rows: Sequence[IntervalSeen], step: float, x: Callable[[float], str]) -> Iterator[Picture]:
    of = f" of {one_line(rows[0].queue)}" if rows[0].queue else ""
    yield _picture(f"Calls{of}", rows, step, x, lambda row: float(row.calls), lambda row: row.forecast, None)
    yield _picture(f"Operators{of}", rows, step, x, lambda row: row.on_phone, lambda row: float(row.required),
                   lambda row: float(row.required_planned))


def _picture(
    title: str, rows: Sequence[IntervalSeen], step: float, x: Callable[[float], str], area: Callable[[IntervalSeen], float],
    line: Callable[[IntervalSeen], float], before: Callable[[IntervalSeen], float] | None,
) -> Picture:
    most = max([1.0, *(max(area(row), line(row), before(row) if before else 0.0) for row in rows)])

    def y(value: float) -> str:
        return number(BASE - (BASE - TOP) * value / most)

    def boxes(of: Iterable[tuple[IntervalSeen, float, float]]) -> str:
        return "".join(f"M{x(row.start.timestamp())} {y(low)}V{y(high)}H{x(row.start.timestamp() + step)}V{y(low)}Z"
                       for row, low, high in of)

    def steps(value: Callable[[IntervalSeen], float]) -> str:
        path, end = [], None
        for row in rows:
            at = row.start.timestamp()
            path.append(f"V{y(value(row))}" if at == end else f"M{x(at)} {y(value(row))}")
            end = at + step
            path.append(f"H{x(end)}")
        return "".join(path)

    short = boxes((row, row.on_phone, row.required) for row in rows if row.short > 0) if before else ""
    return Picture(title, boxes((row, 0.0, area(row)) for row in rows), steps(line), steps(before) if before else "", short,
                   [(y(level), str(level)) for level in levels(most)])


def _table(rows: Sequence[IntervalSeen], step: float) -> Iterator[tuple[str, ...]]:
    """The day by the hour: calls forecast and come, operators required and there, short, and short for lunch."""
    hours: dict[tuple[str, str | None], list[IntervalSeen]] = defaultdict(list)
    for row in rows:
        hours[f"{row.start:%H}:00", row.queue].append(row)
    for (hour, queue), own in hours.items():
        count = len(own)
        yield (hour + (f" {one_line(queue)}" if queue else ""), f"{sum(r.forecast for r in own):,.0f}",
               f"{sum(r.calls for r in own):,}",
               f"{sum(r.required_planned for r in own) / count:.1f}", f"{sum(r.required for r in own) / count:.1f}",
               f"{sum(r.on_phone for r in own) / count:.1f}", f"{sum(r.short for r in own) * step / 3600:.1f}",
               f"{sum(r.short_for_lunch for r in own) * step / 3600:.1f}")


def _hurt(review: Review) -> Iterator[tuple[str, str, str]]:
    """The hours in which lunches hurt most: when, operator-hours short at lunch, and people at lunch in the mean."""
    hours: dict[dt.datetime, list[IntervalSeen]] = defaultdict(list)
    for row in review.intervals:
        hours[row.start.replace(minute=0)].append(row)
    share = _step([row.start for row in review.intervals]) / 3600
    told = sorted(((sum(row.short_for_lunch for row in rows) * share, hour, rows) for hour, rows in hours.items()),
                  key=lambda each: -each[0])
    for amount, hour, rows in told[:_HURT_NAMED]:
        if amount >= 0.05:
            people = sum(row.at_lunch for row in rows) / len(rows)
            yield f"{hour:%a} {hour.day} {hour:%b} {hour:%H:%M}", f"{amount:.1f} h", f"{people:.1f}"


def _late(review: Review) -> list[tuple[str, str, str, str]]:
    """The latest breaks: whose, which, when planned, and by how many minutes."""
    latest = sorted(review.late_breaks, key=lambda each: -each.minutes)[:_HURT_NAMED]
    return [(one_line(each.operator), each.kind, f"{each.start:%a} {each.start.day} {each.start:%b} {each.start:%H:%M}",
             f"{each.minutes:.0f} min") for each in latest]
