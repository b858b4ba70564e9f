"""Files for other systems read again: each shift with its breaks, in UTC, whoever wrote them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import openpyxl

Pause = tuple[str, dt.datetime, dt.datetime]
Told = tuple[str, dt.datetime, dt.datetime, tuple[Pause, ...]]
"""Whose shift, its start and end, and kind, start and end of each break; in UTC."""

_KINDS = {"meal": "lunch", "break": "breather"}
_QUOTED = re.compile(r"^'(?=[=+@＝＋－＠-])")
_CLOCK = r"(\d\d:\d\d(?: \(1st\)| \(2nd\))?)"
_BREAK = re.compile(rf"(lunch|breather) {_CLOCK}–{_CLOCK}")


def shifts_of_google(content: bytes, zone: ZoneInfo) -> Iterator[Told]:
    """Shifts of a CSV for Google Calendar; in a repeated hour a time is the first of the two, as Google reads it."""
    for row in _rows(content):
        start, end = (_local(row[f"{which} Date"], row[f"{which} Time"], zone) for which in ("Start", "End"))
        yield _typed(row["Subject"]), start, end, _in_words(row["Description"], start, zone)


def shifts_of_teams(content: bytes, zone: ZoneInfo) -> Iterator[Told]:
    """Shifts of a workbook for Microsoft Teams Shifts, by address or else by name; breaks are those in its notes."""
    rows = openpyxl.load_workbook(io.BytesIO(content))["Shifts"].iter_rows(values_only=True)
    header = next(rows)
    for row in (dict(zip(header, cells, strict=True)) for cells in rows):
        start, end = (dt.datetime.combine(row[f"{which} Date"].date(), row[f"{which} Time"], zone).astimezone(dt.UTC)
                      for which in ("Start", "End"))
        yield row["Work Email"] or row["Member"], start, end, _in_words(row["Notes"] or "", start, zone)


def shifts_of_graph(content: bytes) -> Iterator[Told]:
    """Shifts of Microsoft Graph, with their breaks."""
    for entry in json.loads(content)["value"]:
        shift = entry["sharedShift"]
        yield entry["userId"], *_ends(shift), tuple((each["code"], *_ends(each)) for each in shift["activities"])


def shifts_of_deputy(content: bytes, zone: ZoneInfo) -> Iterator[Told]:
    """Shifts of a CSV for Deputy, by address or else by name; breathers after the first are those in the comment."""
    for row in _rows(content):
        def moments(of: str, row: dict[str, str] = row) -> tuple[dt.datetime, dt.datetime]:
            start, end = (dt.datetime.fromisoformat(f"{row[f'{of}{which} Date']}T{row[f'{of}{which} Time']}")
                          .replace(tzinfo=zone).astimezone(dt.UTC) for which in ("Start", "End"))
            return start, end

        start, end = moments("")
        breaks: list[Pause] = [(kind, *moments(f"{name} Break ")) for kind, name in (("lunch", "Meal"), ("breather", "Rest"))
                  if row[f"{name} Break Start Date"]]
        breaks += _in_words(row["Comment"], start, zone)
        name = " ".join(_typed(row[part]) for part in ("First Name", "Last Name") if row[part])
        yield row["Email"] or name, start, end, tuple(sorted(breaks, key=lambda each: each[1]))


def shifts_of_activities(content: bytes) -> Iterator[Told]:
    """Shifts of a CSV with one activity a line, as NICE imports it: lines of one person with one start are one shift."""
    shifts: dict[tuple[str, dt.datetime, dt.datetime], list[Pause]] = {}
    for row in _rows(content):
        def moment(column: str, row: dict[str, str] = row) -> dt.datetime:
            text = f"{row[column]} {row['*Local Time Zone'].removeprefix('UTC')}"
            return dt.datetime.strptime(text, "%m/%d/%Y %H:%M:%S %z").astimezone(dt.UTC)

        start, end = (moment(f"*Shift {which} Date and Time") for which in ("Start", "End"))
        breaks = shifts.setdefault((row["*Username"], start, end), [])
        if kind := row["Activity Name"].lower():
            first, last = (moment(f"Activity {which} Date and Time") for which in ("Start", "End"))
            breaks.append((kind, first, last))
    yield from ((*whose, tuple(breaks)) for whose, breaks in shifts.items())


def shifts_of_genesys(content: bytes) -> Iterator[Told]:
    """Shifts of a Genesys schedule; what is not on queue is a break."""
    for agent in json.loads(content)["agentSchedules"]:
        for shift in agent["shifts"]:
            start, end = _span(shift)
            breaks = tuple((_KINDS[each["activityCodeId"]], *_span(each)) for each in shift["activities"]
                           if each["activityCodeId"] != "on_queue")
            yield agent["userId"], start, end, breaks


def _rows(content: bytes) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))


def _in_words(text: str, start: dt.datetime, zone: ZoneInfo) -> tuple[Pause, ...]:
    """Breaks that stand in words in a shift that starts at a moment."""
    return tuple((kind, _after(start, first, zone), _after(start, last, zone)) for kind, first, last in _BREAK.findall(text))


def _ends(entry: dict[str, str]) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime.fromisoformat(entry["startDateTime"]), dt.datetime.fromisoformat(entry["endDateTime"])


def _typed(cell: str) -> str:
    """Text as it was typed, without the apostrophe that keeps it from being a formula."""
    return _QUOTED.sub("", cell)


def _span(entry: dict[str, str]) -> tuple[dt.datetime, dt.datetime]:
    start = dt.datetime.fromisoformat(entry["startDate"])
    return start, start + dt.timedelta(minutes=int(entry["lengthMinutes"]))


def _local(day: str, clock: str, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.strptime(f"{day} {clock}", "%m/%d/%Y %I:%M %p").replace(tzinfo=zone).astimezone(dt.UTC)


def _after(start: dt.datetime, clock: str, zone: ZoneInfo) -> dt.datetime:
    """The first moment after the start of the shift at which the clock of the zone says a time; ``(2nd)``: the second."""
    local = start.astimezone(zone)
    time, _, which = clock.partition(" ")
    moment = dt.datetime.combine(local.date(), dt.time.fromisoformat(time), zone).replace(fold=which == "(2nd)")
    if moment.astimezone(dt.UTC) < start:
        moment += dt.timedelta(days=1)
    return moment.astimezone(dt.UTC)
