"""Dates, times and durations as call logs write them; what could be read in two ways is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from scheduler.read.call_log.source import is_blank

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([AaPp])?\.?(?(5)[Mm])\.?\s*([Zz]|[+-]\d{2}:?(?:\d{2})?)?"
)
_DURATION = re.compile(r"(\d+):([0-5]\d):([0-5]\d(?:[.,]\d+)?)")
_MOMENT_FORMS = "YYYY-MM-DD HH:MM:SS, DD.MM.YYYY HH:MM or MM/DD/YYYY HH:MM"


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether the dates DD/MM/YYYY or MM/DD/YYYY among `texts` have the day first; None if they do not show it.

    Dates with points always have, and are not looked at.

    Raises
    ------
    ValueError
        If some can only have the day first and others only the month.
    """
    pairs = {
        (int(match[1]), int(match[3])): match[0]
        for match in map(_YEAR_LAST.match, texts) if match and match[2] != "."
    }
    day = next((text for (first, _), text in pairs.items() if first > 12), None)
    month = next((text for (_, second), text in pairs.items() if second > 12), None)
    if day and month:
        raise ValueError(f"some dates can only have the day first ({day}), others only the month ({month})")
    if day or all(first == second for first, second in pairs):
        return True
    return False if month else None


def parse_moment(value: object, date: object, *, day_first: bool | None) -> dt.datetime:
    """Moment at which a call did something.

    Parameters
    ----------
    value
        Date and time, or a time only.
    date
        Date of the call, for a time only.
    day_first
        Whether DD/MM/YYYY is meant; None if there are no such dates.

    Raises
    ------
    ValueError
        With what was found and what is allowed.
    """
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.time):
        return dt.datetime.combine(_day_of(date, day_first=day_first), value)
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no moment; allowed are {_MOMENT_FORMS}")
    text = value.strip()
    clock = _TIME.fullmatch(text)
    if clock:
        return _combined(_day_of(date, day_first=day_first), clock)
    day, _, rest = text.replace("T", " ").replace(", ", " ").partition(" ")
    clock = _TIME.fullmatch(rest.strip())
    if not clock:
        raise ValueError(f"{text!r} is no moment; allowed are {_MOMENT_FORMS}, or a time beside a date column")
    return _combined(parse_date(day, day_first=day_first), clock)


def parse_date(text: str, *, day_first: bool | None) -> dt.date:
    """Date of a text without a time; raises ValueError with what was found and what is allowed."""
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        year, month, day = (int(part) for part in (match.group(1, 3, 4) if match[1] else match.group(5, 6, 7)))
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] != "." and day_first is None:
            raise ValueError(f"{text!r} may have the day or the month first; say --day-first or --month-first")
        day, month = (first, second) if match[2] == "." or day_first else (second, first)
    else:
        reason = "has a year of two digits" if _SHORT_YEAR.fullmatch(text) else "is no date"
        raise ValueError(f"{text!r} {reason}; allowed are YYYY-MM-DD, DD.MM.YYYY and MM/DD/YYYY")
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date: {error}") from None


def parse_duration_s(value: object, *, decimal_comma: bool) -> float | None:
    """Seconds of a duration in seconds or H:MM:SS; None where the cell is empty.

    Raises
    ------
    ValueError
        With what was found and what is allowed.
    """
    if is_blank(value):
        return None
    seconds: float | None = None
    if isinstance(value, dt.timedelta):
        seconds = value.total_seconds()
    elif isinstance(value, dt.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    elif isinstance(value, int | float) and not isinstance(value, bool):
        seconds = float(value)
    elif isinstance(value, str):
        seconds = _seconds_of_text(value.strip(), decimal_comma=decimal_comma)
    if seconds is None or not 0 <= seconds < float("inf"):
        raise ValueError(f"{value!r} is no duration; allowed are seconds from 0 on, such as 184, or H:MM:SS, such as "
                         "0:03:04")
    return seconds


def _seconds_of_text(text: str, *, decimal_comma: bool) -> float | None:
    match = _DURATION.fullmatch(text)
    if match:
        return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3].replace(",", "."))
    if re.fullmatch(r"-?\d{1,3}([.,])\d{3}", text) and "," in text:
        raise ValueError(f"{text!r} may be a thousand or a fraction; write seconds without a thousands separator")
    number = text.replace(",", ".") if decimal_comma else text
    return float(number) if re.fullmatch(r"-?\d+(\.\d*)?", number) else None


def _day_of(date: object, *, day_first: bool | None) -> dt.date:
    if isinstance(date, dt.datetime):
        return date.date()
    if isinstance(date, dt.date):
        return date
    if not isinstance(date, str) or is_blank(date):
        raise ValueError("has a time but no date; name the column of the date with --date")
    return parse_date(re.split(r"[ T]", date.strip())[0], day_first=day_first)


def _combined(day: dt.date, clock: re.Match[str]) -> dt.datetime:
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[5]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{clock[0]!r} is no time; with AM or PM the hour goes from 1 to 12")
        hour = hour % 12 + (12 if clock[5] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{clock[0]!r} is no time; allowed are 00:00:00 to 23:59:59")
    zone = _offset(clock[6]) if clock[6] else None
    return dt.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)


def _offset(text: str) -> dt.timezone:
    if text in "Zz":
        return dt.UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    if minutes >= 24 * 60:
        raise ValueError(f"{text!r} is no offset from UTC")
    return dt.timezone(dt.timedelta(minutes=-minutes if text[0] == "-" else minutes))
