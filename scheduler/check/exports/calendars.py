"""Re-read the calendars: every shift and place on standby an event in UTC, every break in words, and nobody else's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from scheduler.check.exports.colleagues import Present, with_you_heads
from scheduler.check.exports.text import dashed, language_of, readable
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import Span, span
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.language.words import known, marked
from scheduler.roster import Shift, StandbyPlace
from scheduler.timegrid import clock

NAME = "calendars"
OPERATOR = "X-HOTLINE-OPERATOR"
"""Property of a calendar that names its operator, as a file name cannot carry every id."""

_CLOCK = r"\d\d:\d\d(?: ?\(\D*[12][^)\d]*\))?"
_TIMES = re.compile(rf"{_CLOCK} ?[-–] ?{_CLOCK}")
_BREAK_CATEGORIES = {"LUNCH": "lunch", "BREATHER": "breather"}
_ACTIVITY, _STANDBY = "ACTIVITY", "STANDBY"
# Words a calendar says of itself; an operator who is called so leaks nothing by them.
_OWN_WORDS = ("break", "breaks", "hotline", "scheduler")
_OWN_MESSAGES = (marked("No breaks"), marked("lunch"), marked("Lunch"), marked("breather"), marked("Breather"),
                 marked("{hotline} shift"), marked("Shift {times} (times in {zone})"), marked("Standby {place}: {name}"),
                 marked("On standby {times} (times in {zone})"))
_PLACEHOLDER = re.compile(r"\{\w+\}")
_SHORTEST_NAME = 3
_Event = tuple[str, Span]
_Owner = tuple[Operator, list[Shift], list[StandbyPlace]]


def check_calendars(
    instance: Instance, shifts: Sequence[Shift], folder: Path, *, standby: Sequence[StandbyPlace] = (),
    require_all: bool = False, called_off_from: datetime | None = None,
) -> Iterator[Violation]:
    """Yield a violation for each calendar that says something else than the roster, one event or one name at a time.

    A calendar belongs to the operator its `X-HOTLINE-OPERATOR` names. Missing calendars count only with `require_all`.
    Of a roster that was withdrawn, no shift or place on standby takes place that begins when it was, or later.
    """
    names = {readable(name) for operator in instance.operators for name in (operator.id, operator.name)}
    owners: dict[str, list[_Owner]] = {}
    present = Present(instance, shifts)
    left = [shift for shift in shifts if called_off_from is None or shift.start < called_off_from]
    for operator, own in shifts_by_operator(instance, left):
        places = [each for each in standby
                  if each.operator == operator.id and (called_off_from is None or each.start < called_off_from)]
        owners.setdefault(readable(operator.id), []).append((operator, own, places))
    for path in sorted(folder.glob("*.ics")):
        try:
            calendar = icalendar.Calendar.from_ical(path.read_bytes())
            if calendar.name != "VCALENDAR":
                raise ValueError(f"it holds a {calendar.name}, not a VCALENDAR")
        except (ValueError, IndexError, KeyError, OSError) as error:
            yield Violation(NAME, 1, "files", f"{path.name} cannot be read: {error}")
            continue
        candidates = owners.get(key := readable(str(calendar.get(OPERATOR, ""))))
        if candidates is None and _is_called_off(instance, calendar):
            continue
        if not candidates:
            problem = "no operator of the instance" if candidates is None else "an operator who has another calendar"
            yield Violation(NAME, 1, "files", f"{path.name}: its {OPERATOR}, {key!r}, is {problem}")
            continue
        # Two ids may differ only in characters that no document shows; then the calendar is whose it fits best.
        findings = [[*_of_calendar(instance, present, *owner, calendar),
                     *_leaks(instance, present, *owner[:2], calendar, names)] for owner in candidates]
        best = min(range(len(findings)), key=lambda owner: len(findings[owner]))
        del candidates[best]
        for amount, unit, text in findings[best]:
            yield Violation(NAME, amount, unit, f"{path.name}: {text}")
    for operator, *_ in (owner for others in owners.values() for owner in others if require_all):
        yield Violation(NAME, 1, "files", f"{operator.id} has no calendar in {folder.name}")


def _is_called_off(instance: Instance, calendar: icalendar.Calendar) -> bool:
    """Whether a calendar is that of somebody who has left: what it says of these days is that nothing takes place."""
    events = [event for event in calendar.walk("VEVENT") if not _unclear(event)]
    return OPERATOR in calendar and bool(events) and all(
        str(event.get("STATUS", "")) == "CANCELLED" or event["DTSTART"].dt < instance.grid.origin for event in events)


def _of_calendar(
    instance: Instance, present: Present, operator: Operator, own: list[Shift], standby: list[StandbyPlace],
    calendar: icalendar.Calendar,
) -> Iterator[tuple[int, str, str]]:
    if "METHOD" in calendar:
        yield 1, "properties", "it has a METHOD, so mail programs take it for an invitation"
    events = [event for event in calendar.walk("VEVENT") if str(event.get("STATUS", "")) != "CANCELLED"]
    for uid, count in Counter(str(event.get("UID")) for event in events).items():
        if count > 1:
            yield count - 1, "events", f"UID {uid} stands {count} times"
    timed: list[tuple[str, Span, icalendar.Event]] = []
    for event in events:
        if problem := _unclear(event):
            yield 1, "events", f"event {event.get('UID')} {problem}"
        else:
            timed.append((_category(event), (event["DTSTART"].dt, event["DTEND"].dt), event))
    timed = [each for each in timed if each[1][0] >= instance.grid.origin]  # shifts of the weeks before stay
    yield from _compare(own, standby, [(category, window) for category, window, _ in timed])
    yield from _called(standby, [event for category, _, event in timed if category == _STANDBY])
    for category, _, event in timed:
        yield from _place_and_reminder(instance, category, event)
    language = language_of(instance, operator)
    described = {window: str(event.get("DESCRIPTION", "")) for category, window, event in timed if category == "SHIFT"}
    for shift in own:
        if span(shift) in described:
            yield from _in_words(_zones(instance, operator), shift, readable(described[span(shift)]))
            told = [readable(line) for line in described[span(shift)].splitlines() if line.startswith(with_you_heads())]
            if told != (right := present.with_you(shift, language)):
                yield 1, "colleagues", f"the description of {shift.start.isoformat()} says {told}; the roster says {right}"


def _place_and_reminder(instance: Instance, category: str, event: icalendar.Event) -> Iterator[tuple[int, str, str]]:
    """Compare where an event takes place and when it reminds with what the hotline says."""
    hotline, is_shift = instance.hotline, category == "SHIFT"
    place = readable(hotline.location or "") if is_shift else ""
    if (found := readable(str(event.get("LOCATION", "")))) != place:
        yield 1, "properties", f"event {event.get('UID')} is at {found!r}; the hotline says {place!r}"
    minutes = hotline.reminder_minutes if is_shift or category == _STANDBY else hotline.break_reminder_minutes
    right = [] if minutes is None else [timedelta(minutes=-minutes)]
    reminders = [getattr(alarm.get("TRIGGER"), "dt", None) for alarm in event.walk("VALARM")]
    if reminders != right:
        yield 1, "properties", f"event {event.get('UID')} reminds {reminders}; the hotline says {right}"


def _unclear(event: icalendar.Event) -> str:
    for name in ("DTSTART", "DTEND"):
        moment = getattr(event.get(name), "dt", None)
        if not isinstance(moment, datetime) or moment.tzinfo is None or moment.utcoffset() or _has_zone(event[name]):
            return f"has no {name} in UTC"
    if "RRULE" in event or "RDATE" in event:
        return "repeats"
    return "" if _category(event) else "is no shift, break, activity or standby: it has none of the categories"


def _has_zone(value: Any) -> bool:
    return "TZID" in value.params


def _category(event: icalendar.Event) -> str:
    known = [category for category in event.categories if category in ("SHIFT", _ACTIVITY, _STANDBY, *_BREAK_CATEGORIES)]
    return str(known[0]) if known else ""


def _called(standby: list[StandbyPlace], events: list[icalendar.Event]) -> Iterator[tuple[int, str, str]]:
    """Places whose event does not say which place on which list it is."""
    said = {event["DTSTART"].dt: readable(str(event.get("SUMMARY", ""))) for event in events}
    for each in standby:
        title = said.get(span(each)[0], "")
        if title and not (readable(each.name) in title and str(each.place) in title):
            told = f"the event of {each.start.isoformat()} is called {title!r}; it is place {each.place} on {each.name}"
            yield 1, "events", told


def _compare(
    own: list[Shift], standby: list[StandbyPlace], found: list[_Event]
) -> Iterator[tuple[int, str, str]]:
    """Compare events with shifts, activities and places on standby; and with breaks, if any break has an event."""
    right: Counter[_Event] = Counter(("SHIFT", span(shift)) for shift in own)
    right.update((_STANDBY, span(each)) for each in standby)
    has_breaks = any(category in _BREAK_CATEGORIES for category, _ in found)
    right.update((pause.kind.upper(), (pause.start.astimezone(UTC), pause.end.astimezone(UTC)))
                 for shift in own for pause in shift.breaks if has_breaks or pause.kind == "activity")
    events = Counter((category, (start.astimezone(UTC), end.astimezone(UTC))) for category, (start, end) in found)
    for (category, (start, end)), count in sorted((right - events).items()):
        yield count, "events", f"the {category} {start:%Y-%m-%dT%H:%MZ} to {end:%H:%MZ} of the roster is missing"
    for (category, (start, end)), count in sorted((events - right).items()):
        yield count, "events", f"the {category} {start:%Y-%m-%dT%H:%MZ} to {end:%H:%MZ} is not in the roster"


def _zones(instance: Instance, operator: Operator) -> list[ZoneInfo]:
    return [ZoneInfo(name) for name in dict.fromkeys([operator.timezone or instance.hotline.timezone,
                                                      instance.hotline.timezone])]


def _in_words(zones: list[ZoneInfo], shift: Shift, description: str) -> Iterator[tuple[int, str, str]]:
    """Compare the times in a description with the breaks, on the wall clock of the operator or of the hotline."""
    for each in shift.breaks:
        description = description.replace(each.name, "", 1) if each.name else description
    said = Counter(dashed(times) for times in _TIMES.findall(description))
    whole = set()
    missing: list[Counter[str]] = []
    for zone in zones:
        whole.add(_times(zone, span(shift)))
        missing.append(Counter(_times(zone, (pause.start, pause.end)) for pause in shift.breaks))
    right = min(missing, key=lambda breaks: (breaks - said).total())
    for times in sorted((right - said).elements()):
        yield 1, "breaks", f"the description of {shift.start.isoformat()} does not name the break {times}"
    for times in sorted(set(said) - set(right) - whole):
        yield 1, "breaks", f"the description of {shift.start.isoformat()} names {times}, which is no break"


def _times(zone: ZoneInfo, window: Span) -> str:
    return dashed("-".join(clock(moment, zone) for moment in window))


def _leaks(
    instance: Instance, present: Present, operator: Operator, own_shifts: Sequence[Shift],
    calendar: icalendar.Calendar, names: Collection[str],
) -> Iterator[tuple[int, str, str]]:
    """Find names and ids of other operators outside the calendar's own words; under 3 characters they say nothing."""
    text = "\n".join(sorted(_lines(calendar)))
    own = {readable(operator.id), readable(operator.name)}
    suspects = sorted(name for name in names if len(name) >= _SHORTEST_NAME and name in text and name not in own)
    if not suspects:
        return
    zones = [zone.key for zone in _zones(instance, operator)]
    explained = [match.span() for match in _TIMES.finditer(text)]
    about = (readable(instance.hotline.name), readable(instance.hotline.location or ""),
             *instance.work_names, *(each.name for each in instance.standby))
    colleagues = {line for shift in own_shifts for line in present.with_you(shift, language_of(instance, operator))}
    if instance.hotline.name_colleagues:
        colleagues |= _said_before(instance, calendar)
    for words in filter(None, (*own, *about, *zones, *colleagues, *_OWN_WORDS, *_own_words())):
        explained += [match.span() for match in re.finditer(re.escape(words), text, re.IGNORECASE)]
    for name in suspects:
        if _stands_alone(name, text, explained):
            yield 1, "names", f"it names another operator, {name!r}"


@cache
def _own_words() -> frozenset[str]:
    """What calendars say in any language, cut where something is filled in."""
    return frozenset(word for message in _OWN_MESSAGES for text in known(message)
                     for part in _PLACEHOLDER.split(text) if (word := part.strip(" ():;,.")))


def _said_before(instance: Instance, calendar: icalendar.Calendar) -> set[str]:
    """Lines on colleagues of shifts that are over, or were called off: of these the roster knows nothing."""
    past = (event for event in calendar.walk("VEVENT") if str(event.get("STATUS", "")) == "CANCELLED"
            or (not _unclear(event) and event["DTSTART"].dt < instance.grid.origin))
    return {readable(line) for event in past for line in str(event.get("DESCRIPTION", "")).splitlines()
            if line.startswith(with_you_heads())}


def _stands_alone(name: str, text: str, explained: list[tuple[int, int]]) -> bool:
    matches = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return any(not any(start <= match.start() and match.end() <= end for start, end in explained) for match in matches)


def _lines(calendar: icalendar.Calendar) -> set[str]:
    """Distinct texts a reader of the calendar may see."""
    silent = {"PRODID", "VERSION", "BEGIN", "END", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE", "TRANSP", "CATEGORIES",
              "ACTION", "TRIGGER"}
    lines = set[str]()
    for name, value in calendar.property_items():
        if name not in silent:
            lines.update(readable(line) for line in str(value).splitlines())
    return lines
