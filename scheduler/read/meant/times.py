"""Dates and times of the day as people write them: 05.07.2027, 9-17, 9:30 am."""

from __future__ import annotations

import datetime as dt
import re

from scheduler.instance.words.messages import found
from scheduler.read.meant.unclear import UnclearError

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*(h|uhr|am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_MILITARY = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_FRACTION = re.compile(r"0?\.\d+")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_ISO_LIKE = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_PARTS = re.compile(r"\s*(?:[,;/&|\n]|\bund\b|\band\b)\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|\bto\b|\bbis\b|\buntil\b)\s*", re.IGNORECASE)
_CLOSED = {"closed", "geschlossen", "none", "-", "–", "zu"}
_NOON = 12


def time(text: str) -> str:
    """A time of the day as HH:MM, or the text as it is if it is none."""
    minutes = _minutes(text)
    return text if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def windows(text: str) -> list[str]:
    """Windows of a day, such as ``["08:00-12:00", "13:00-17:00"]``; parts that are none stay as they are.

    Raises
    ------
    UnclearError
        If a window such as 9-5 may end in the afternoon or on the next morning, or a spreadsheet made a date of it.
    """
    if match := re.fullmatch(r"\d{4}-(\d{2})-(\d{2})(T00:00:00)?", text):
        one, other = int(match[1]), int(match[2])
        raise UnclearError(f"found the date {text[:10]}, which a spreadsheet makes of hours such as {one}-{other}; did you "
                           f"mean {one:02d}:00-{other:02d}:00? Format the cell as text and write it so")
    if text.strip().lower() in _CLOSED:
        return []
    return [_window(part) for part in _PARTS.split(text.strip()) if part]


def _window(text: str) -> str:
    ends = _TO.split(text)
    if len(ends) != 2 or not all(ends):
        return text
    start, end = (_minutes(part) for part in ends)
    if start is None or end is None:
        return text
    halves = [_half(part) for part in ends]
    bare = all(re.fullmatch(r"\d{1,2}", part.strip()) for part in ends)
    if (halves[0] is None) != (halves[1] is None) or (bare and end <= start and end <= _NOON * 60 and start <= _NOON * 60):
        late = end if end > _NOON * 60 else end + _NOON * 60
        raise UnclearError(f"found {found(text)}; did you mean {_text(start)}-{_text(late)}, or {_text(start)}-{_text(end)}? "
                      "Write it so" if late != end else
                      f"found {found(text)}; did you mean {_text(start)}-{_text(end)}? Write it so")
    return f"{_text(start)}-{_text(end)}"


def _half(text: str) -> str | None:
    match = re.search(r"(a|p)\.?m\.?$", text.strip().lower())
    return match[1] if match else None


def _text(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes(text: str) -> int | None:
    text = text.strip()
    if _FRACTION.fullmatch(text):
        minutes = round(float(text) * 1440)
        return minutes if abs(float(text) * 1440 - minutes) < 0.01 else None
    match = _MILITARY.fullmatch(text) or _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), _half(text)
    if half and not 1 <= hour <= _NOON:
        return None
    hour = hour % _NOON + (_NOON if half == "p" else 0) if half else hour
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= 1440 else None


def date(text: str) -> str:
    """A date as YYYY-MM-DD, or the text as it is if it is none.

    With dots the day stands first, as nobody writes it otherwise; with slashes or dashes it depends on the country.

    Raises
    ------
    UnclearError
        If day and month can be taken for each other, or the year has two digits.
    """
    text = text.strip()
    if match := _ISO_LIKE.fullmatch(text):
        return _valid(text, int(match[1]), int(match[2]), int(match[3]))
    match = _DAY.fullmatch(text)
    if not match:
        return text
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    readings = {(second, first)} if match[2] == "." else {(second, first), (first, second)}
    days = sorted({day for month, at in readings if (day := _valid("", year, month, at))})
    if len(days) == 1 and len(match[4]) == 4:
        return days[0]
    if not days:
        return text
    raise UnclearError(f"found {found(text)}; did you mean {' or '.join(days)}? Write it so")


def moment(text: str) -> str:
    """A date with a time as ISO 8601 has it, or the text as it is if it is none."""
    day, _, clock = text.strip().partition(" ")
    if not clock or not (_DAY.fullmatch(day) or _ISO_LIKE.fullmatch(day)):
        return date(text) if not clock else text
    return f"{date(day)}T{time(clock)}"


def _valid(text: str, year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return text
