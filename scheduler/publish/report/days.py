"""The days of the report: who works when, a row each with its picture; coverage above; who is away below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.check.facts.covers import SetCover, expected_service_level, missing_in_all
from scheduler.language.breaks import BREAKS
from scheduler.publish.judgement import in_words_of_shortage
from scheduler.publish.kinds import Kinds
from scheduler.publish.marks import ABSENCES, marks_of
from scheduler.publish.report import drawing
from scheduler.publish.report.standby import StandbyRow
from scheduler.publish.text import capital, one_line
from scheduler.publish.view import Day, RosterView
from scheduler.roster import Break, Shift


@dataclass(frozen=True)
class ShiftRow:
    """A shift of the day: number and name of the operator, times, breaks, and its picture."""

    operator: int
    name: str
    look: str
    letter: str
    times: str
    breaks: str
    bars: drawing.Bars


@dataclass(frozen=True)
class Cover:
    """Coverage of one set of queues: its picture, and the table that says the same."""

    title: str
    words: str
    is_short: bool
    picture: drawing.Coverage
    rows: Sequence[tuple[str, str, str, str, str, str, bool]]


@dataclass(frozen=True)
class DayPart:
    """A day that is open or on which somebody works.

    Parameters
    ----------
    number
        Its place in the rota.
    first_minute
        Of its axis, in minutes since 1970.
    minutes
        Length of its axis.
    ticks
        Labels of its axis.
    away
        Who is on leave or ill, by the word for it.
    standby
        Windows of standby lists that touch it.
    """

    number: int
    date: str
    title: str
    short_title: str
    summary: str
    first_minute: int
    minutes: int
    ticks: Sequence[tuple[str, str]]
    covers: Sequence[Cover]
    rows: Sequence[ShiftRow]
    away: Sequence[tuple[str, str]]
    standby: Sequence[StandbyRow]


def day_parts(view: RosterView, kinds: Kinds, standby: Sequence[StandbyRow] = ()) -> list[DayPart]:
    """Every day on which the hotline is open or somebody works, in order."""
    places = {operator.id: place for place, operator in enumerate(view.instance.operators)}
    away = _away(view)
    return [_part(view, kinds, number, day, places, away.get(number, {}), [row for row in standby if day.date in row.days])
            for number, day in enumerate(view.days) if day.intervals or day.shifts]


def _part(
    view: RosterView, kinds: Kinds, number: int, day: Day, places: dict[str, int], away: dict[str, list[str]],
    standby: Sequence[StandbyRow],
) -> DayPart:
    most = max((max(i.required, i.on_phone + i.outside) for i in day.intervals), default=0)
    absent, dated = [(view.language.say(ABSENCES[kind]), ", ".join(names)) for kind, names in away.items()], view.language.dated
    return DayPart(
        number, day.date.isoformat(), capital(dated("EEEE d MMMM", day.date)), dated("EEE d", day.date),
        _summary(view, day), int(day.opens.timestamp()) // 60, day.minutes, drawing.ticks(view, day),
        [_cover(view, day, queue, most) for queue in day.queues],
        [_row(view, kinds, day, shift, places[shift.operator]) for shift in day.shifts], absent, standby)


def _summary(view: RosterView, day: Day) -> str:
    lack = missing_in_all(view.instance, day.intervals) * view.interval_hours
    shifts = view.language.say_n("{count} shift", "{count} shifts", len(day.shifts))
    words = f"{shifts}; {in_words_of_shortage(view, lack)}"
    level = expected_service_level(view.result.intervals_on(day.date, view.zone) if view.result.pools else day.intervals)
    if level is None:
        return words
    share = view.language.figure(f"{100 * level:.0f}")
    return f"{words}; {view.language.say('{share} % of calls expected to be answered in time', share=share)}"


def _cover(view: RosterView, day: Day, queue: str | None, most: float) -> Cover:
    intervals = day.intervals_of(queue)
    lack = sum(row.missing for row in intervals) * view.interval_hours
    is_short, say = lack >= 0.05, view.language.say
    words = say("{hours} h short", hours=view.language.figure(f"{lack:.1f}")) if is_short else say("nobody short")
    return Cover(one_line(queue) if queue else say("Coverage"), words, is_short,
                 drawing.coverage(view, day, queue, most), list(_table(view, intervals)))


def _table(view: RosterView, intervals: Sequence[SetCover]) -> Iterator[tuple[str, str, str, str, str, str, bool]]:
    for row in intervals:
        level = "–" if row.service_level is None else view.language.percent(row.service_level)
        present, outside = (view.language.figure(f"{each:.2f}".rstrip("0").rstrip(".")) for each in (row.on_phone, row.outside))
        yield view.clock(row.start), str(row.required), present, outside, view.language.figure(f"{row.missing:.2f}"), level, \
            row.missing > 0


def _row(view: RosterView, kinds: Kinds, day: Day, shift: Shift, place: int) -> ShiftRow:
    kind = kinds.of(shift)
    times = view.span(shift.start, shift.end)
    return ShiftRow(place, one_line(view.operators[shift.operator].label), f"k{kind.tone}", kind.letter, times,
                    ", ".join(_pause(view, pause) for pause in shift.breaks), drawing.bars(day, shift))


def _pause(view: RosterView, pause: Break) -> str:
    """``B 09:30`` for a breather as long as all are, otherwise with its end."""
    breathers = view.instance.breaks.breathers
    if pause.kind == "breather" and breathers is not None and pause.minutes == breathers.minutes:
        return f"{BREAKS[pause.kind].letter(view.language)} {view.clock(pause.start)}"
    name = f" {pause.name}" if pause.name else ""
    return f"{BREAKS[pause.kind].letter(view.language)} {view.span(pause.start, pause.end)}{name}"


def _away(view: RosterView) -> dict[int, dict[str, list[str]]]:
    """Names of those away, by day of the horizon and kind of absence; who cannot work that day anyway is left out."""
    found: dict[int, dict[str, list[str]]] = {}
    first = view.dates[0]
    for operator in view.instance.operators:
        for date, marks in marks_of(view, operator).items():
            if marks.absence and marks.absence != "unavailable":
                names = found.setdefault((date - first).days, {}).setdefault(marks.absence, [])
                names.append(one_line(operator.label))
    return found
