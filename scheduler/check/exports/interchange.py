"""Files for other systems read again: each shift with its breaks, in UTC, whoever wrote them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

Told = tuple[str, dt.datetime, dt.datetime, tuple[tuple[str, dt.datetime, dt.datetime], ...]]
"""Whose shift, its start and end, and kind, start and end of each break; in UTC."""

_KINDS = {"meal": "lunch", "break": "breather"}
_QUOTED = re.compile(r"^'(?=[=+@＝＋－＠-])")
_CLOCK = r"(\d\d:\d\d(?: \(1st\)| \(2nd\))?)"
_BREAK = re.compile(rf"(lunch|breather) {_CLOCK}–{_CLOCK}")


def shifts_of_google(content: bytes, zone: ZoneInfo) -> Iterator[Told]:
    """Shifts of a CSV for Google Calendar; in a repeated hour a time is the first of the two, as Google reads it."""
    for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")):
        start, end = (_local(row[f"{which} Date"], row[f"{which} Time"], zone) for which in ("Start", "End"))
        breaks = []
        for kind, *clocks in _BREAK.findall(row["Description"]):
            first, last = (_after(start, clock, zone) for clock in clocks)
            breaks.append((kind, first, last))
        yield _typed(row["Subject"]), start, end, tuple(breaks)


def shifts_of_genesys(content: bytes) -> Iterator[Told]:
    """Shifts of a Genesys schedule; what is not on queue is a break."""
    for agent in json.loads(content)["agentSchedules"]:
        for shift in agent["shifts"]:
            start, end = _span(shift)
            breaks = tuple((_KINDS[each["activityCodeId"]], *_span(each)) for each in shift["activities"]
                           if each["activityCodeId"] != "on_queue")
            yield agent["userId"], start, end, breaks


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
