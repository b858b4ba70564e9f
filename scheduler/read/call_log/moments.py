"""Dates and times as logs write them; what could be read in two ways is refused.

A cell becomes a `Stamp`: a date, a time of day, an offset from UTC, and the length of the interval it names, as far as
it says them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from scheduler.read.call_log.complaints import CellError, Complaints
from scheduler.read.call_log.options import Order
from scheduler.read.call_log.words import is_blank, plain

DAY_S = 86_400
_YEARS = (1980, 2099)
_FORMS = "is no moment; allowed are YYYY-MM-DD HH:MM:SS, DD.MM.YYYY HH:MM, MM/DD/YYYY HH:MM, or a time beside a date column"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_NUMBERED = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
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
_SERIALS = (29_000.0, 73_000.0)
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


def date_order(texts: Iterable[object]) -> Order | None:
    """Order of day, month and year in the dates written with numbers among some cells; None if they do not show it.

    With points the day always comes first. A year of two digits stands last, unless only its standing first makes the
    dates lie near each other.

    Raises
    ------
    ValueError
        If some can only have the day first and others only the month.
    """
    found = {
        (int(match[1]), int(match[3]), match[4]): match[0]
        for text in texts
        if isinstance(text, str)
        if (match := _NUMBERED.match(_without_weekday(text.strip())))
        and match[2] != "."
        and not _YEAR_FIRST.match(text.strip())
    }
    if not found:
        return "dmy"
    if all(len(year) == 2 for _, _, year in found) and _year_stands_first([*found]):
        return "ymd"
    day = next((text for (first, _, _), text in found.items() if first > 12), None)
    month = next((text for (_, second, _), text in found.items() if second > 12), None)
    if day and month:
        raise ValueError(f"some dates can only have the day first ({day}), others only the month ({month})")
    if day or all(first == second for first, second, _ in found):
        return "dmy"
    return "mdy" if month else None


def _year_stands_first(triples: list[tuple[int, int, str]]) -> bool:
    spans: dict[str, int] = {}
    for order in ("dmy", "mdy", "ymd"):
        try:
            dates = [_ordered(first, second, int(third), order) for first, second, third in triples]
        except ValueError:
            continue
        spans[order] = (max(dates) - min(dates)).days
    if "ymd" not in spans:
        return False
    others = [span for order, span in spans.items() if order != "ymd"]
    return not others or 10 * spans["ymd"] < min(others)


def _ordered(first: int, second: int, third: int, order: str) -> dt.date:
    year, month, day = {"dmy": (third, second, first), "mdy": (third, first, second), "ymd": (first, second, third)}[order]
    return dt.date(year + (0 if year > 99 else 2000 if year < 70 else 1900), month, day)


def stamps(values: pd.Series, complaints: Complaints, role: str, column: int, order: Order | None) -> pd.DataFrame:
    """Read a column of moments.

    Returns
    -------
    pandas.DataFrame
        Columns `date` (datetime64), `second`, `offset`, `minutes`; NaN where a cell does not say it, or is blank.
    """
    read = complaints.parse(values, role, column, lambda value: Stamp() if is_blank(value) else parse_stamp(value, order))
    found = pd.DataFrame([each or Stamp() for each in read], index=values.index, columns=list(Stamp._fields))
    found["date"] = pd.to_datetime(found["date"])
    return found.astype({"second": float, "offset": float, "minutes": float})


def content(values: pd.Series) -> str | None:
    """What most cells of a column are: ``moment`` (date and time), ``date`` or ``clock``; None: neither."""
    some = [value for value in pd.unique(values)[:400] if not is_blank(value)][:200]
    kinds = [_content_of(value) for value in some]
    known = [kind for kind in kinds if kind]
    if not some or len(known) * 2 < len(some):
        return None
    if "moment" in known and "clock" not in known:
        return "moment"
    return max(set(known), key=known.count)


def _content_of(value: object) -> str | None:
    if isinstance(value, int | float | str) and (isinstance(value, bool) or _is_short_number(value)):
        return None
    try:
        stamp = parse_stamp(value, "dmy")
    except CellError:
        try:
            stamp = parse_stamp(value, "mdy")
        except CellError:
            return None
    is_midnight = isinstance(value, dt.datetime) and stamp.second == 0
    return "clock" if stamp.date is None else "moment" if stamp.second is not None and not is_midnight else "date"


def _is_short_number(value: object) -> bool:
    """Whether it is a number that could count anything: no epoch, no serial, no date without marks."""
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return False
    return number < _SERIALS[0] or number >= 5e16 or (_SERIALS[1] <= number < 19_800_101)


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
    if _SERIALS[0] <= number < _SERIALS[1]:
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
    bare = _without_weekday(text)
    try:
        if match := _YEAR_FIRST.fullmatch(bare):
            return _checked(
                dt.date(*(int(part) for part in (match.group(1, 3, 4) if match[1] else match.group(5, 6, 7)))), text
            )
        if match := _NUMBERED.fullmatch(bare):
            own = "dmy" if match[2] == "." else order
            if own is None:
                raise CellError(text, "may have the day or the month first; say --day-first or --month-first")
            return _checked(_ordered(int(match[1]), int(match[3]), int(match[4]), own), text)
        if (match := _NAMED.fullmatch(bare)) and (month := _MONTHS.get(plain(match[2] or match[3]))):
            return _checked(_ordered(int(match[1] or match[4]), month, int(match[5]), "dmy"), text)
    except CellError:
        raise
    except ValueError as error:
        raise CellError(text, f"is no date: {error}") from None
    raise CellError(text, _FORMS)


def _without_weekday(text: str) -> str:
    match = _WEEKDAY.match(text)
    return text[match.end() :] if match and plain(match[1]) not in _MONTHS else text


def _checked(date: dt.date, value: object) -> dt.date:
    if not _YEARS[0] <= date.year <= _YEARS[1]:
        raise CellError(str(value), f"lies in no year from {_YEARS[0]} to {_YEARS[1]}")
    return date


def clocks(values: pd.Series, complaints: Complaints, role: str, column: int) -> pd.DataFrame:
    """Read a column of times of day beside a column of dates: also 930, hours alone, and fractions of a day."""
    numbers = pd.to_numeric(
        values.map(lambda value: None if isinstance(value, dt.time | dt.timedelta | dt.date) else value), errors="coerce"
    )
    known = numbers[~values.map(is_blank)]
    if known.notna().all() and len(known) and (known % 1 == 0).all():
        hours, minutes = (known, known * 0) if known.max() <= 23 else (known // 100, known % 100)
        right = (hours <= 24) & (minutes < 60)
        for row in known.index[~right]:
            complaints.add(role, int(row), column, repr(values[row]), "is no time of day")
        frame = pd.DataFrame({"second": hours * 3600 + minutes * 60}).reindex(values.index)
        return frame.assign(date=pd.Series(pd.NaT, frame.index), offset=np.nan, minutes=np.nan)
    return stamps(values, complaints, role, column, None)
