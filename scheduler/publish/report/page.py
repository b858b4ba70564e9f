"""The report: one self-contained page, for the screen and for paper, that says how good the roster is and shows it."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

import jinja2

from scheduler.check.facts.covers import expected_service_level, missing, missing_in_all
from scheduler.check.facts.pay import paid_hours
from scheduler.publish import judgement
from scheduler.publish.report import drawing
from scheduler.publish.report.queues import goal_text, queue_figures, topic_figures
from scheduler.publish.text import one_line
from scheduler.publish.view import Day, RosterView, Wishes
from scheduler.roster import IntervalCover, gap_text
from scheduler.timegrid import clock

# Widths and heights in CSS pixels; the overview fills what the header leaves of a printed page.
_OVERVIEW_WIDTH, _OVERVIEW_HEIGHT, _CAPTION, _BAR_WIDTH = 690, 408, 28, 300
_WORST = 10


def render_report(view: RosterView) -> str:
    """Render ``report.html``; everything typed by people is escaped, and the page may load or run nothing."""
    css = _template_text("report.css")
    # Only this very style sheet may act: a style that slipped in through a name would be refused.
    digest = base64.b64encode(sha256(css.encode()).digest()).decode()
    return _environment().get_template("report.html.j2").render(
        css=css, digest=digest, width=drawing.WIDTH, gutter=drawing.GUTTER, row=drawing.ROW, bar_width=_BAR_WIDTH,
        hotline=one_line(view.instance.hotline.name), zone=view.instance.hotline.timezone,
        first=view.dates[0], last=view.dates[-1], sentence=judgement.in_words(view), tiles=_tiles(view),
        overview=_overview(view), queues=queue_figures(view), topics=topic_figures(view), terms=_terms(view),
        worst=_worst(view), days=[_day(view, day) for day in view.days],
        hours=_hours(view), gap=gap_text(view.result.run.gap), run=view.result.run, settings=judgement.settings(view),
        origin=judgement.origin(view), interval_minutes=view.instance.grid.interval_minutes,
    )


def _template_text(name: str) -> str:
    return (files("scheduler.publish.report") / "templates" / name).read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    loader = jinja2.FunctionLoader(_template_text)
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)


def _tiles(view: RosterView) -> list[tuple[str, str, str]]:
    """The figures to take in at a glance: label, value, remark."""
    shifts = view.result.shifts
    paid = float(paid_hours(view.instance, shifts))
    level = expected_service_level(view.result.intervals)
    goals, short = {goal_text(goal) for goal in view.instance.queues.values()}, judgement.hours_short(view)
    needed = view.needed_hours
    wishes = [view.wishes(operator) for operator in view.instance.operators]
    granted, denied = sum(w.granted for w in wishes), sum(w.denied for w in wishes)
    kinds = [pause.kind for shift in shifts for pause in shift.breaks]
    run = view.result.run
    return [
        ("Operator-hours short", f"{short:,.1f}", f"of {needed:,.0f} needed"),
        ("Answered in time", "–" if level is None else f"{100 * level:.0f} %",
         f"goal {goals.pop()}" if len(goals) == 1 else "each queue has its own goal"),
        ("Shifts", f"{len(shifts):,}", f"{paid:,.0f} paid hours"),
        ("Breaks", f"{kinds.count('lunch'):,} + {kinds.count('breather'):,}", "lunches + breathers"),
        ("Wishes granted", f"{granted:,}" if granted + denied else "–",
         f"of {granted + denied:,}" if granted + denied else "none were made"),
        ("Gap", gap_text(run.gap) if run.bound > 0 or run.status == "optimal" else "–",
         "of the cost at most could be saved" if run.gap else "no roster costs less"),
    ]


def _overview(view: RosterView) -> list[drawing.Coverage]:
    """One small picture a day (and queue), all on one scale, together filling most of page one."""
    pictures = [(day, queue) for day in view.days for queue in day.queues]
    if not pictures:
        return []
    columns = next((c for c, most in ((1, 2), (2, 8), (3, 15), (4, 32)) if len(pictures) <= most), 6)
    height = min(max(_OVERVIEW_HEIGHT // math.ceil(len(pictures) / columns) - _CAPTION, 48), 230)
    width = _OVERVIEW_WIDTH // columns - 10
    most = max(_most(view.covers), 1)
    longest = max(day.minutes for day, _ in pictures) / 60
    every = next(step for step in (1, 2, 3, 4, 6, 12) if step == 12 or longest / step * 22 <= width)
    return [drawing.coverage(view, day, queue, most, width=width, height=height, left=26, every_hours=every)
            for day, queue in pictures]


def _most(intervals: tuple[IntervalCover, ...]) -> float:
    return max((max(i.required, i.on_phone) for i in intervals), default=0)


@dataclass(frozen=True)
class _Term:
    label: str
    amount: str
    cost: str
    share: str


def _terms(view: RosterView) -> list[_Term]:
    total = view.result.run.objective or 1
    return [
        _Term(judgement.TERMS.get(name, one_line(name).replace("_", " ")), f"{term.amount:,.1f} {one_line(term.unit)}",
              f"{term.cost:,.1f}", f"{100 * term.cost / total:.1f} %")
        for name, term in view.result.terms.items()
    ]


@dataclass(frozen=True)
class _Worst:
    when: str
    calls: str
    required: int
    on_phone: str
    short: str
    level: str


def _worst(view: RosterView) -> list[_Worst]:
    """The intervals that lack most operators; among equals, those that answer least."""
    def badness(interval: IntervalCover) -> tuple[float, float]:
        level = 1.0 if interval.service_level is None else interval.service_level
        return -round(missing(interval), 6), level

    return [
        _Worst(f"{view.local(i.start):%a %d %b} {clock(i.start, view.zone)}" + (f" {one_line(i.queue)}" if i.queue else ""),
               f"{i.calls:.1f}", i.required, f"{i.on_phone:.2f}", f"{missing(i):.2f}",
               "–" if i.service_level is None else f"{100 * i.service_level:.0f} %")
        for i in sorted(view.covers, key=lambda i: (*badness(i), i.start))[:_WORST]
    ]


@dataclass(frozen=True)
class _Day:
    title: str
    summary: str
    coverage: list[drawing.Coverage]
    gantts: list[drawing.Gantt]


def _day(view: RosterView, day: Day) -> _Day:
    most = max(_most(day.intervals), 1)
    pictures = [
        drawing.coverage(view, day, queue, most, width=drawing.WIDTH, height=104, left=drawing.GUTTER, every_hours=1)
        for queue in day.queues
    ]
    lack = missing_in_all(view.instance, day.intervals) * view.interval_hours
    summary = f"{len(day.shifts):,} shifts; " + (f"{lack:.1f} operator-hours short" if lack >= 0.05 else "nobody short")
    level = expected_service_level(view.result.intervals_on(day.date, view.zone) if view.result.pools else day.intervals)
    if level is not None:
        summary += f"; {100 * level:.0f} % of calls expected to be answered in time"
    return _Day(f"{day.date:%A} {day.date.day} {day.date:%B %Y}", summary, pictures, list(drawing.gantts(view, day)))


@dataclass(frozen=True)
class _Hours:
    """Paid hours of an operator against the contract; positions of the bar in a picture `_BAR_WIDTH` wide."""

    name: str
    contract: str
    days: int
    paid: str
    least: str
    most: str
    remark: str
    bar: str
    band_x: str
    band_width: str
    wishes: Wishes


def _hours(view: RosterView) -> list[_Hours]:
    operators = view.instance.operators
    longest = max(max(view.paid_hours(o), view.contract_hours(o)[1]) for o in operators) or 1
    scale = (_BAR_WIDTH - 2) / longest
    rows = []
    for operator in operators:
        paid, (least, most) = view.paid_hours(operator), view.contract_hours(operator)
        remark = "below" if paid < least - 1e-6 else "above" if paid > most + 1e-6 else ""
        rows.append(_Hours(
            one_line(operator.label), one_line(operator.contract), view.days_worked(operator), f"{paid:.2f}",
            f"{least:g}", f"{round(most, 2):g}", remark, drawing.number(scale * paid),
            drawing.number(1 + scale * least), drawing.number(scale * (most - least)), view.wishes(operator),
        ))
    return rows
