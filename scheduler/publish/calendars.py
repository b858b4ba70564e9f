"""Calendars: one file for each operator, one event for each shift, activity and place on standby, and on request each break."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from zoneinfo import ZoneInfo

import icalendar

from scheduler.check.facts.times import day_of_shift
from scheduler.instance.operators import Operator
from scheduler.language.breaks import called, titled
from scheduler.language.words import Language
from scheduler.publish.colleagues import Colleagues, without_names
from scheduler.publish.filenames import calendar_name
from scheduler.publish.record import Published, PublishedEvent, Said
from scheduler.publish.standby import place_in_words
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import Shift
from scheduler.version import __version__

_KEPT = dt.timedelta(days=62)
"""Shifts stay in calendars for so long after they are over."""


@dataclass(frozen=True)
class _Event:
    """What an event says; `key` is what its UID stands for."""

    key: tuple[str, ...]
    said: Said

    @property
    def uid(self) -> str:
        """Identity of the event over all publications; names nobody."""
        # JSON, so that no two keys run into the same text.
        return sha256(json.dumps(self.key).encode()).hexdigest()[:32] + "@hotline-scheduler"

    @property
    def fingerprint(self) -> str:
        """Digest of everything a reader of the calendar sees."""
        said = self.said
        seen = [said.start.isoformat(), said.end.isoformat(), said.summary, said.category, said.description]
        # What a hotline does not say leaves the digest as it was before calendars could say it.
        seen += [f"{said.location}|{said.reminder_minutes}"] if said.location or said.reminder_minutes is not None else []
        return sha256(json.dumps(seen).encode()).hexdigest()[:32]


def render_calendars(
    view: RosterView, last: Published, *, breaks_as_events: bool = False
) -> tuple[dict[str, bytes], Published]:
    """Render the calendar of every operator, shifts or not, and of whoever has left and must see that nothing takes place.

    Parameters
    ----------
    last
        What was published before; an event that says something else now gets the next SEQUENCE.

    Returns
    -------
    Contents by file name, and the record of this publication.
    """
    events, gone = dict(last.events), _gone(view, last)
    files, colleagues = {}, Colleagues(view) if view.instance.hotline.name_colleagues else None
    for operator in view.instance.operators:
        calendar, shown = _calendar(view, operator.id, operator.label, view.language_of(operator)), set()
        shifts = _events(view, operator, colleagues, last, breaks_as_events=breaks_as_events)
        for event in chain(shifts, _of_standby(view, operator, last)):
            sequence = last.sequence(event.uid, event.fingerprint)
            events[event.uid] = PublishedEvent(sequence=sequence, fingerprint=event.fingerprint, said=event.said)
            calendar.add_component(_component(event.uid, events[event.uid], view.dates[0]))
            shown.add(event.uid)
        for uid, old in gone.get(operator.id, {}).items():
            if uid not in shown:
                events[uid] = old
                calendar.add_component(_component(uid, old, view.dates[0]))
        files[calendar_name(operator.id)] = calendar.to_ical()
    for who in sorted(gone.keys() - view.operators.keys()):
        if any(old.is_called_off for old in gone[who].values()):
            files[calendar_name(who)] = _of_who_has_left(view, who, gone[who]).to_ical()
            events |= gone[who]
    update = {"calendars": tuple(sorted(files)), "events": events, "breaks_as_events": breaks_as_events,
              "hotline": view.instance.hotline.name}
    return files, last.model_copy(update=update)


def _gone(view: RosterView, last: Published) -> dict[str, dict[str, PublishedEvent]]:
    """Events of each operator that are shown although the roster has none such: those of the weeks before it, and, called
    off, those of its own days. Whoever has seen a shift that is gone must be told: a calendar forgets nothing by itself.
    """
    origin = view.instance.grid.origin
    found: dict[str, dict[str, PublishedEvent]] = defaultdict(dict)
    known = [(event.said.start, uid, event) for uid, event in last.events.items() if event.said is not None]
    for start, uid, event in sorted(known, key=lambda each: each[:2]):
        operator = event.said.operator if event.said else ""
        told = event if view.instance.hotline.name_colleagues else _without_names(event)
        if start >= origin:
            found[operator][uid] = told.called_off()
        elif start >= origin - _KEPT and not event.is_called_off:
            found[operator][uid] = told
    return found


def _without_names(event: PublishedEvent) -> PublishedEvent:
    """The same event, without what it said of colleagues while calendars named them."""
    if event.said is None or (kept := without_names(event.said.description)) == event.said.description:
        return event
    return event.model_copy(update={"said": event.said.model_copy(update={"description": kept})})


def _calendar(view: RosterView, operator: str, label: str, language: Language) -> icalendar.Calendar:
    # No METHOD: the file is a calendar to read, and mail programs take METHOD for an invitation to answer.
    calendar = icalendar.Calendar()
    calendar.add("PRODID", f"-//hotline-scheduler//{__version__}//{language.code.upper()}")
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", one_line(f"{view.instance.hotline.name}: {label}"))
    calendar.add("X-HOTLINE-OPERATOR", one_line(operator))
    return calendar


def _of_who_has_left(view: RosterView, who: str, events: Mapping[str, PublishedEvent]) -> icalendar.Calendar:
    """What somebody who is no operator any more was told, called off; of them no more than the id is known."""
    calendar = _calendar(view, who, who, view.language)
    for uid, event in events.items():
        calendar.add_component(_component(uid, event, view.dates[0]))
    return calendar


def _events(
    view: RosterView, operator: Operator, colleagues: Colleagues | None, last: Published, *, breaks_as_events: bool
) -> Iterator[_Event]:
    """What takes place: nothing of what was withdrawn."""
    zone, language = view.zone_of(operator), view.language_of(operator)
    about, hotline = view.instance.hotline, one_line(view.instance.hotline.name)
    ordinals: Counter[dt.date] = Counter()
    for shift in view.shifts_of(operator):
        date = view.instance.grid.date(day_of_shift(view.instance, view.whole_of(shift)))
        ordinals[date] += 1
        if not last.takes_place(shift.start):
            continue
        key = (view.instance.hotline.name, operator.id, date.isoformat(), str(ordinals[date]))
        yield _Event(key, Said(
            operator=operator.id, start=shift.start, end=shift.end, summary=language.say("{hotline} shift", hotline=hotline),
            category="SHIFT",
            description=_in_words(language, shift, zone, colleagues.during(shift) if colleagues else ""),
            location=one_line(about.location or ""),
            reminder_minutes=about.reminder_minutes))
        held: Counter[str | None] = Counter()
        parts = [((*key, "activity", each.name or "", *_which(held, each.name)), each) for each in shift.activities]
        parts += [((*key, "break", str(number)), each) for number, each in enumerate(shift.pauses, start=1) if breaks_as_events]
        for part, pause in parts:
            yield _Event(part, Said(
                operator=operator.id, start=pause.start, end=pause.end,
                summary=language.say("{hotline} {part}", hotline=hotline, part=called(language, pause.kind, pause.name)),
                category=pause.kind.upper(), reminder_minutes=about.break_reminder_minutes))


def _which(held: Counter[str | None], name: str | None) -> tuple[str, ...]:
    """Which one of its name an activity of a shift is: the first has nothing more in its key."""
    held[name] += 1
    return (str(held[name]),) if held[name] > 1 else ()


def _of_standby(view: RosterView, operator: Operator, last: Published) -> Iterator[_Event]:
    """Places on standby; they are free to do something else then, so that calendars show them as free."""
    zone, language, about = view.zone_of(operator), view.language_of(operator), view.instance.hotline
    for each in view.standby_of(operator):
        if last.takes_place(each.start):
            times = language.span(each.start, each.end, zone)
            yield _Event((about.name, operator.id, "standby", each.name, view.local(each.start).date().isoformat()), Said(
                operator=operator.id, start=each.start, end=each.end,
                summary=f"{one_line(about.name)}: {place_in_words(language, each)}", category="STANDBY",
                description=language.say("On standby {times} (times in {zone})", times=times, zone=zone.key),
                reminder_minutes=about.reminder_minutes))


def _in_words(language: Language, shift: Shift, zone: ZoneInfo, others: str) -> str:
    """A shift and its breaks as lines of text, in times of the operator's zone, and who else is there."""
    say = language.say
    lines = [say("Shift {times} (times in {zone})", times=language.span(shift.start, shift.end, zone), zone=zone.key)]
    lines += [f"{titled(language, each.kind, each.name)} {language.span(each.start, each.end, zone)}" for each in shift.breaks]
    lines += [] if shift.pauses else [say("No breaks")]
    return "\n".join([*lines, others] if others else lines)


def _component(uid: str, event: PublishedEvent, first_day: dt.date) -> icalendar.Event:
    said, component = event.said, icalendar.Event()
    if said is None:
        raise ValueError(f"nothing is known of the event {uid}")
    component.add("UID", uid)
    # Some clients take the larger DTSTAMP for the newer event, so it must rise with SEQUENCE; the wall clock would do
    # that too, but then no two publications would be the same file.
    eve = dt.datetime.combine(first_day, dt.time(), dt.UTC) - dt.timedelta(days=1)
    component.add("DTSTAMP", eve + dt.timedelta(minutes=event.sequence))
    component.add("SEQUENCE", event.sequence)
    if event.is_called_off:
        component.add("STATUS", "CANCELLED")
    component.add("DTSTART", said.start)
    component.add("DTEND", said.end)
    component.add("SUMMARY", said.summary)
    component.add("CATEGORIES", [said.category])
    component.add("TRANSP", "OPAQUE" if said.category == "SHIFT" and not event.is_called_off else "TRANSPARENT")
    if said.description:
        component.add("DESCRIPTION", said.description)
    if said.location:
        component.add("LOCATION", said.location)
    if said.reminder_minutes is not None and not event.is_called_off:
        component.add_component(_alarm(said.summary, said.reminder_minutes))
    return component


def _alarm(summary: str, minutes: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", summary)
    alarm.add("TRIGGER", -dt.timedelta(minutes=minutes))
    return alarm
