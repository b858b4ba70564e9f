"""Dates and times as logs write them; what could be read in two ways is refused.

A cell becomes a `Stamp`: a date, a time of day, an offset from UTC, and the length of the interval it names, as far as
it says them.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from scheduler.read.call_log.complaints import CellError
from scheduler.read.call_log.options import Order
from scheduler.read.call_log.words import plain

DAY_S = 86_400
_YEARS = (1980, 2099)
_FORMS = "is no moment; allowed are YYYY-MM-DD HH:MM:SS, DD.MM.YYYY HH:MM, MM/DD/YYYY HH:MM, or a time beside a date column"
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_WEEK = re.compile(r"(\d{4})[-\s/]?(?:W|KW|CW)\s?(\d{2})", re.IGNORECASE)
"""A calendar week (ISO 8601), which stands for its Monday."""
NUMBERED = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?[-\s/]+([^\W\d]+)\.?,?|([^\W\d]+)\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?)"
    r"[-\s/,]+(\d{4}|\d{2})"
)
_WEEKDAY = re.compile(r"^([^\W\d]{2,12})\.?,?\s+(?=\d|[^\W\d]+\.?\s+\d)")
_CLOCK = r"(\d{1,2})(?:[:hH.](\d{2}))?(?::(\d{2})(?:[.,](\d+))?)?\s*(?:([AaPp])\.?\s?[Mm]\.?)?(?:\s?Uhr|\s?h)?"
_TIME = re.compile(_CLOCK + r"\s*(Z|z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?(?:\d{2})?)?(?:\s*\([^)]*\))?")
_RANGE = re.compile(
    r"(?P<start>.*?\d{1,2}(?::\d{2}){1,2}\s*(?:[AaPp]\.?[Mm]\.?)?|\d{1,2}\s*[AaPp][Mm])\s*(?:-|–|—|to|bis|\.\.)\s*"
    r"(?P<end>(?:.*\s)?\d{1,2}(?::\d{2}){0,2}\s*(?:[AaPp]\.?[Mm]\.?)?)"
)
_ZONE_BETWEEN = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?) (UTC|GMT) (\d{4}-\d{2}-\d{2})")
_SPLIT = re.compile(r"(?<=[\d.])(?:T|,?\s+)(?=\d{1,2}(?:[:hH]\d{2}|\s*[AaPp]\.?[Mm]))")
_COMPACT = re.compile(r"(\d{8})[T ]?(\d{2})(\d{2})(\d{2})?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_EPOCHS = ((5e8, 4.2e9, 1.0), (5e11, 4.2e12, 1e-3), (5e14, 4.2e15, 1e-6))
SERIALS = (29_000.0, 73_000.0)
"""Days since 1899-12-30, as Excel counts them: 1979 to 2099."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero ene gennaio gen januari",
            "feb february februar fevrier fevr febrero febbraio februari",
            "mar march marz maerz mrz mars marzo maart mrt maret",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag mei",
            "jun june juni juin junio giugno giu",
            "jul july juli juillet juil julio luglio lug",
            "aug august aout agosto ago augustus agustus agu",
            "sep sept september septembre septiembre settembre set",
            "oct october oktober okt octobre octubre ottobre ott",
            "nov november novembre noviembre nopember",
            "dec december dezember dez decembre diciembre dic dicembre desember des",
        ),
        1,
    )
    for name in names.split()
}


class Stamp(NamedTuple):
    """What a cell says of a moment: date, second of the day, offset in minutes, length of its interval in minutes."""

    date: dt.date | None = None
    second: float | None = None
    offset: float | None = None
    minutes: float | None = None


def parse_stamp(value: object, order: Order | None) -> Stamp:
    """What a cell that is not blank says of a moment.

    Raises
    ------
    CellError
        With what was found and what is allowed.
    """
    if isinstance(value, dt.datetime):
        return Stamp(
            _checked(value.date(), value), value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        )
    if isinstance(value, dt.date):
        return Stamp(_checked(value, value))
    if isinstance(value, dt.time):
        return Stamp(None, value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, dt.timedelta) and 0 <= value.total_seconds() <= DAY_S:
        return Stamp(None, value.total_seconds())
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise CellError(value, _FORMS)
    if isinstance(value, int | float) or _NUMBER.fullmatch(value.strip()):
        return _of_number(value)
    return _of_text(value, order)


def _of_number(value: float | str) -> Stamp:
    """Epochs (seconds to microseconds), serials of Excel, dates without marks, fractions of a day."""
    text = str(value).strip().replace(",", ".")
    number = float(text)
    for least, most, scale in _EPOCHS:
        if least <= number < most:
            moment = dt.datetime.fromtimestamp(number * scale, dt.UTC)
            return Stamp(moment.date(), moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6, 0)
    if SERIALS[0] <= number < SERIALS[1]:
        days, part = divmod(number, 1)
        second = float(round(part * DAY_S))
        date = dt.date(1899, 12, 30) + dt.timedelta(days=int(days) + int(second // DAY_S))
        return Stamp(date, second % DAY_S if "." in text and part else None)
    if 0 <= number < 1:
        return Stamp(None, float(round(number * DAY_S)))
    if match := _COMPACT.fullmatch(text.removesuffix(".0")):
        return _of_text(f"{match[1]} {match[2]}:{match[3]}:{match[4] or '00'}", None)
    if len(text.removesuffix(".0")) == len("20261207"):
        return Stamp(_date(text.removesuffix(".0"), None))
    raise CellError(value, _FORMS)


def _of_text(value: str, order: Order | None) -> Stamp:
    text = " ".join(value.replace("\u202f", " ").split())
    if match := _ZONE_BETWEEN.fullmatch(text):
        text = f"{match[3]} {match[1]} {match[2]}"
    if (match := _RANGE.fullmatch(text)) and (span := _of_range(match["start"], match["end"], order)):
        return span
    if match := _COMPACT.fullmatch(text):
        text = f"{match[1]} {match[2]}:{match[3]}:{match[4] or '00'}"
    if (":" in text or text[-1:] in "mMhr" or "h" in text[:3].lower()) and (clock := _clock(text)):
        return clock
    day, *rest = _SPLIT.split(text, maxsplit=1)
    try:
        date = _date(day, order)
    except CellError as error:
        raise CellError(value, error.reason) from None
    if not rest:
        return Stamp(date)
    if (clock := _clock(rest[0])) is None:
        raise CellError(value, _FORMS)
    return clock._replace(date=date)


def _of_range(start: str, end: str, order: Order | None) -> Stamp | None:
    """An interval such as ``09:00-09:30``; None if it is a time with an offset, such as ``2026-11-02T09:00-03:30``."""
    try:
        first, last = _of_text(start, order), _of_text(end, order)
    except CellError:
        return None
    if first.second is None or last.second is None:
        return None
    minutes = (last.second - first.second) / 60
    minutes += 24 * 60 if minutes <= 0 else 0
    if first.date is not None and last.date is None and not 0 < minutes <= 60:
        return None
    whole = 1 if round(minutes) % 5 == 4 else 0  # 09:00-09:29 names the last minute, not the end
    return first._replace(minutes=minutes + whole)


@lru_cache(100_000)
def _clock(text: str) -> Stamp | None:
    """A time of day; None if it is none. Raises CellError for an hour or minute that does not exist."""
    match = _TIME.fullmatch(text.strip())
    if not match or (not match[2] and not match[5] and not text.lower().endswith(("h", "uhr"))):
        return None
    hour, minute, second = int(match[1]), int(match[2] or 0), float(f"{match[3] or 0}.{match[4] or 0}")
    if match[5]:
        if not 1 <= hour <= 12:
            raise CellError(text, "is no time; with AM or PM the hour goes from 1 to 12")
        hour = hour % 12 + (12 if match[5] in "Pp" else 0)
    if (hour > 23 and (hour, minute, second) != (24, 0, 0)) or minute > 59 or second >= 60:
        raise CellError(text, "is no time; allowed are 00:00:00 to 24:00:00")
    return Stamp(None, hour * 3600 + minute * 60 + second, _offset(match[6]) if match[6] else None)


def _offset(text: str) -> float:
    digits = text.upper().replace("UTC", "").replace("GMT", "").replace("Z", "").replace(":", "")
    if not digits:
        return 0
    minutes = int(digits[1:3]) * 60 + int(digits[3:] or 0)
    if minutes > 15 * 60:
        raise CellError(text, "is no offset from UTC")
    return -minutes if digits[0] == "-" else minutes


@lru_cache(20_000)
def _date(text: str, order: Order | None) -> dt.date:
    text = text.strip().rstrip(",").removesuffix("T")
    bare = without_weekday(text)
    try:
        if match := YEAR_FIRST.fullmatch(bare):
            return _checked(
                dt.date(*(int(part) for part in (match.group(1, 3, 4) if match[1] else match.group(5, 6, 7)))), text
            )
        if match := _WEEK.fullmatch(bare):
            return _checked(dt.date.fromisocalendar(int(match[1]), int(match[2]), 1), text)
        if match := NUMBERED.fullmatch(bare):
            own = "dmy" if match[2] == "." else order
            if own is None:
                raise CellError(text, "may have the day or the month first; say --day-first or --month-first")
            return _checked(ordered(int(match[1]), int(match[3]), int(match[4]), own), text)
        if (match := _NAMED.fullmatch(bare)) and (month := _MONTHS.get(plain(match[2] or match[3]))):
            return _checked(ordered(int(match[1] or match[4]), month, int(match[5]), "dmy"), text)
    except CellError:
        raise
    except ValueError as error:
        raise CellError(text, f"is no date: {error}") from None
    raise CellError(text, _FORMS)


def without_weekday(text: str) -> str:
    """A date without the name of its weekday."""
    match = _WEEKDAY.match(text)
    return text[match.end() :] if match and plain(match[1]) not in _MONTHS else text


def _checked(date: dt.date, value: object) -> dt.date:
    if not _YEARS[0] <= date.year <= _YEARS[1]:
        raise CellError(str(value), f"lies in no year from {_YEARS[0]} to {_YEARS[1]}")
    return date


def ordered(first: int, second: int, third: int, order: str) -> dt.date:
    """Date of three numbers; a year of two digits lies from 1970 to 2069. Raises ValueError where there is no such date."""
    year, month, day = {"dmy": (third, second, first), "mdy": (third, first, second), "ymd": (first, second, third)}[order]
    return dt.date(year + (0 if year > 99 else 2000 if year < 70 else 1900), month, day)
