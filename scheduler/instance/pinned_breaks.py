"""Breaks of a pinned shift, as a cell of a table says them: ``lunch 12:00-12:30 | breather 10:00-10:15``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from scheduler.instance.base import format_local_time, parse_local_time
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

_BREAK = re.compile(r"(lunch|breather|gap|activity\s+\S.*?)\s+(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})", re.IGNORECASE)
_FORM = 'such as "lunch 12:00-12:30 | breather 10:00-10:15"'


@dataclass(frozen=True)
class PinnedBreak:
    """A break, or an activity, at times of the wall clock, in minutes after midnight; `kind` is its label."""

    kind: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.kind} {format_local_time(self.start)}-{format_local_time(self.end)}"


def _parsed(value: object) -> object:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise ValueError(f"no breaks; allowed is a text {_FORM}")
    return tuple(part if isinstance(part, PinnedBreak) else _break(str(part).strip()) for part in parts)


def _break(text: str) -> PinnedBreak:
    match = _BREAK.fullmatch(text)
    if match is None:
        raise ValueError(f"found {text!r}, no break; allowed is a text {_FORM}")
    start, end = (parse_local_time(clock) % MINUTES_PER_DAY for clock in match.groups()[1:])
    if start == end:
        raise ValueError(f"found {text!r}: the break starts and ends at {format_local_time(start)}")
    kind, *name = match[1].split(maxsplit=1)
    return PinnedBreak(" ".join([kind.lower(), *name]), start, end)


def _text(breaks: tuple[PinnedBreak, ...] | None) -> str | None:
    return None if breaks is None else " | ".join(map(str, breaks))


PinnedBreaks = Annotated[
    Annotated[tuple[PinnedBreak, ...], Field(min_length=1)] | None,
    BeforeValidator(_parsed),
    PlainSerializer(_text),
    WithJsonSchema({"anyOf": [{"type": "string", "description": f"breaks, {_FORM}"}, {"type": "null"}]}),
]


def break_moments(
    grid: TimeGrid, day: int, breaks: tuple[PinnedBreak, ...], start: datetime
) -> Iterator[tuple[PinnedBreak, datetime, datetime]]:
    """Breaks with their start and end (UTC), in order of time, of a shift that starts on a day at a moment.

    A time of the clock before the shift's start is one of the next day. Of a time that the clock repeats the first one counts
    that is not before the shift, or the break before.
    """
    local = start.astimezone(grid.zone)
    first = local.hour * 60 + local.minute
    reached = start
    for each in sorted(breaks, key=lambda each: (each.start < first, each.start)):
        begins = _next(grid, day, each.start + MINUTES_PER_DAY * (each.start < first), reached)
        ends = _next(grid, day, each.end + MINUTES_PER_DAY * (each.end < first), begins)
        yield each, begins, ends
        reached = ends


def _next(grid: TimeGrid, day: int, minute: int, since: datetime) -> datetime:
    """The first reading of a wall-clock time that is not before a moment; the last one where all are."""
    readings = grid.readings(day, minute)
    return next((moment for moment in readings if moment >= since), readings[-1])
