"""Times that people type into a rota to moments: ``08:00–16:30``, in a repeated hour ``02:30 (1st)``."""

from __future__ import annotations

import datetime as dt
import re

from scheduler.timegrid import TimeGrid, wall_clock_is_ambiguous

_CLOCK = r"(\d{1,2})[:.](\d{2})(?:\s*\(\D*([12])[^)\d]*\))?"
_SPAN = re.compile(rf"\s*{_CLOCK}\s*[-–—]\s*{_CLOCK}\s*")
_SINGLE = re.compile(rf"\s*{_CLOCK}\s*")
_HOUR, _DAY = 60, 24 * 60
ALLOWED = "allowed are times such as 08:00–16:30 (several with commas), or an empty cell"


def spans(
    grid: TimeGrid, date: dt.date, text: str, *, may_split: bool = False
) -> list[tuple[dt.datetime, dt.datetime]]:
    """Shifts of a cell as moments in UTC; one that does not end after its start passes midnight.

    Parameters
    ----------
    may_split
        Whether they may be the parts of a split shift: these stand in order of time, so one that starts before the end of the
        part before it is of the next day.

    Raises
    ------
    ValueError
        If the text is no such times, or a time is not there, or twice, on the night when the clock changes; or if the parts of
        a split shift take longer than a day.
    """
    found: list[tuple[dt.datetime, dt.datetime]] = []
    for part in text.split(","):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise ValueError(f"found {text!r}; {ALLOWED}")
        first, last = _minute(match[1], match[2], text), _minute(match[4], match[5], text)
        day = _day(grid, date, first, match[3], found[-1][1]) if may_split and found else date
        start, end = _moment(grid, day, first, match[3]), _moment(grid, day, last, match[6])
        if end <= start:
            end = _moment(grid, day + dt.timedelta(days=1), last, match[6])
        found.append((start, end))
    if may_split and len(found) > 1 and found[-1][1] - found[0][0] > dt.timedelta(days=1):
        raise ValueError(f"found {text!r}, which takes longer than a day; allowed are parts in order of time, as one that "
                         "starts before the end of the part before it is of the next day")
    return found


def moment_within(grid: TimeGrid, date: dt.date, text: str, earliest: dt.datetime) -> dt.datetime:
    """Moment in UTC of a time of a shift that starts at `earliest` on a date; before that start it is of the next day.

    Raises
    ------
    ValueError
        As `spans`.
    """
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise ValueError(f"found {text!r}; allowed is a time such as 12:15")
    minute = _minute(match[1], match[2], text)
    return _moment(grid, _day(grid, date, minute, match[3], earliest), minute, match[3])


def _day(grid: TimeGrid, date: dt.date, minute: int, which: str | None, earliest: dt.datetime) -> dt.date:
    """Day of a time that is not before a moment: a date, or the day after it."""
    local = earliest.astimezone(grid.zone)
    # By the wall clock, as on the date itself the time may be skipped, or come twice; only a time that says which tells more.
    is_over = dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=minute) < local.replace(tzinfo=None)
    if which is not None:
        is_over = _moment(grid, date, minute, which) < earliest
    return date + dt.timedelta(days=is_over)


def _minute(hour: str, minute: str, text: str) -> int:
    value = _HOUR * int(hour) + int(minute)
    if int(minute) >= _HOUR or value > _DAY:
        raise ValueError(f"found {text!r}, which is no time; allowed are 00:00 to 24:00")
    return value


def _moment(grid: TimeGrid, date: dt.date, minute: int, which: str | None) -> dt.datetime:
    day = (date - grid.first_day).days
    found = grid.instants(day, minute)
    said = f"{minute // _HOUR:02d}:{minute % _HOUR:02d} on {date}"
    if not found:
        raise ValueError(f"{said} is skipped, as the clock changes")
    local = found[0].astimezone(grid.zone).replace(tzinfo=None)
    if len(found) > 1 and wall_clock_is_ambiguous(local, grid.zone):
        if which is None:
            raise ValueError(f"{said} comes twice, as the clock changes; write (1st) or (2nd) behind it")
        return found[which == "2"]
    return found[0]
