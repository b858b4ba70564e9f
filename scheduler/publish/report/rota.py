"""The rota that opens the report: people down, days across, and below them what every day lacks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.check.facts.covers import expected_service_level, missing_in_all
from scheduler.instance.operators import Operator
from scheduler.language.words import Language
from scheduler.publish.judgement import unmanned
from scheduler.publish.kinds import Kind, Kinds
from scheduler.publish.marks import ABSENCES, NOTHING, Marks, marks_of
from scheduler.publish.outside import outside_hours
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView

MOST_DAYS = 16
"""Days that fit side by side on a landscape page."""
_WEEK = 7


@dataclass(frozen=True)
class Column:
    """A day: its number, date and heading, and whether it is a weekend's or closed."""

    number: int
    date: dt.date
    weekday: str
    label: str
    is_weekend: bool
    is_closed: bool


@dataclass(frozen=True)
class Piece:
    """Days that stand side by side; a horizon of many has several pieces.

    Parameters
    ----------
    caption
        Its first and last day.
    columns
        Its days.
    foot
        What stands below each day: label, and for each day a text and whether that is bad.
    """

    caption: str
    columns: Sequence[Column]
    foot: Sequence[tuple[str, Sequence[tuple[str, bool]]]]


@dataclass(frozen=True)
class Entry:
    """What stands in a cell.

    Parameters
    ----------
    look
        Name of its looks: ``k`` and the number of a colour, ``off`` for an absence, or nothing.
    letter, text
        Of a shift, or the word of an absence.
    marks
        What is marked besides.
    """

    look: str
    letter: str
    text: str
    marks: Marks


@dataclass(frozen=True)
class Line:
    """An operator's row: entries by day, paid hours and the range they should lie in."""

    name: str
    entries: Sequence[Entry]
    hours: str
    target: str
    remark: str


def columns(view: RosterView) -> list[Column]:
    """Days of the rota; the first one of a month, and the first one of all, name it."""
    closed = set(view.dates) - {day.date for day in view.days if day.intervals}
    weekend = view.instance.hotline.weekend_days
    dated = view.language.dated
    return [Column(number, date, dated("EEE", date), dated("d MMM", date) if number == 0 or date.day == 1 else dated("d", date),
                   date.weekday() in weekend, date in closed) for number, date in enumerate(view.rota_dates)]


def pieces(view: RosterView, days: Sequence[Column]) -> list[Piece]:
    """Cut the days into pieces of whole weeks where that makes no more of them."""
    number = -(-len(days) // MOST_DAYS)
    size = -(-len(days) // number)
    whole = -(-size // _WEEK) * _WEEK
    size = whole if whole <= MOST_DAYS else size
    foot = _foot(view)
    found = []
    for first in range(0, len(days), size):
        here = days[first : first + size]
        begin, end = (view.language.dated("EEE y-MM-dd", here[at].date) for at in (0, -1))
        caption = view.language.say("{first} to {last}", first=begin, last=end)
        found.append(Piece(caption, here, [(label, texts[first : first + size]) for label, texts in foot]))
    return found


def _foot(view: RosterView) -> list[tuple[str, list[tuple[str, bool]]]]:
    days = {day.date: day for day in view.days}
    empty = _unmanned_minutes(view)
    say, figure = view.language.say, view.language.figure
    labels = (say("At work"), say("Hours short"), say("Outside help"), say("In time"), say("Nobody there"))
    rows: list[tuple[str, list[tuple[str, bool]]]] = [(label, []) for label in labels]
    for date in view.rota_dates:
        intervals = days[date].intervals if date in days else ()
        lack = missing_in_all(view.instance, intervals) * view.interval_hours
        level = expected_service_level(view.result.intervals_on(date, view.zone) if view.result.pools else intervals)
        outside = outside_hours(view, intervals)
        texts = (str(view.at_work[date] or ""), figure(f"{lack:.1f}") if intervals else "",
                 figure(f"{outside:.1f}") if outside else "", "" if level is None else view.language.percent(level),
                 say("{count} min", count=empty[date]) if empty[date] else "")
        for (_, cells), text, bad in zip(rows, texts, (False, lack >= 0.05, False, False, True), strict=True):
            cells.append((text, bad))
    left_out = {labels[2]: view.instance.outside is None, labels[4]: not empty}
    return [(label, cells) for label, cells in rows if not left_out.get(label)]


def _unmanned_minutes(view: RosterView) -> Counter[dt.date]:
    grid = view.instance.grid
    return Counter({date: count * grid.cell_minutes for date, count in Counter(
        grid.moment(cell).date() for cell in unmanned(view).nonzero()[0].tolist()).items()})


def lines(view: RosterView, kinds: Kinds, days: Sequence[Column]) -> Iterator[Line]:
    """Rows of all operators."""
    for operator in view.instance.operators:
        paid, (least, most) = view.paid_hours(operator), view.contract_hours(operator)
        target = view.language.figure(f"{round(least, 2):g}–{round(most, 2):g}")
        yield Line(one_line(operator.label), _entries(view, kinds, operator, days),
                   view.language.figure(f"{paid:.2f}".rstrip("0").rstrip(".")),
                   " · ".join(filter(None, (target, view.extra_words(operator)))), view.beyond_contract(operator))


def _entries(view: RosterView, kinds: Kinds, operator: Operator, days: Sequence[Column]) -> list[Entry]:
    marks, shifts = marks_of(view, operator), dict[dt.date, list[tuple[Kind, str]]]()
    for shift in view.shifts_of(operator):
        shifts.setdefault(view.date_of(shift), []).append((kinds.of(shift), view.span(shift.start, shift.end)))
    return [_entry(view.language, shifts.get(day.date, []), marks.get(day.date, NOTHING)) for day in days]


def _entry(language: Language, shifts: list[tuple[Kind, str]], marks: Marks) -> Entry:
    if shifts:
        return Entry(f"k{shifts[0][0].tone}", "".join(dict.fromkeys(kind.letter for kind, _ in shifts)),
                     ", ".join(times for _, times in shifts), marks)
    return Entry("off", "", language.say(ABSENCES[marks.absence]), marks) if marks.absence else Entry("", "", "", marks)
