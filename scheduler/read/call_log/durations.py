"""Durations as logs write them: seconds, ``4:12``, ``0:04:12``, ``4m 12s``, cells of Excel, fractions of a day."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd

from scheduler.read.call_log.complaints import CellError, Complaints
from scheduler.read.call_log.numbers import parse_number
from scheduler.read.call_log.options import Decimal
from scheduler.read.call_log.words import is_blank

SECONDS: dict[str, float] = {"ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3_600.0, "days": 86_400.0}
_LONG = re.compile(r"(?:(\d+) days?,? )?(\d+):([0-5]\d):([0-5]\d(?:[.,]\d+)?)", re.IGNORECASE)
_SHORT = re.compile(r"(\d+):([0-5]\d)(?:[.,](\d))?")
_WORDS = re.compile(
    r"(?:pt)?(?:(\d+)\s*(?:hours?|hrs?|std|h)\.?)?\s*(?:(\d+)\s*(?:minutes?|minuten|mins?|m)\.?)?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:seconds?|sekunden|secs?|sek|s)\.?)?",
    re.IGNORECASE,
)
_EXCEL_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel has no zones
_ALLOWED = "is no duration; allowed are seconds from 0 on, such as 184, or H:MM:SS, such as 0:03:04, or M:SS"
_LONGEST_DAY_FRACTION = 0.5
_MOST_SECONDS = 10 * 86_400.0
_GRAIN = 86_400.0

Read = tuple[float, str]
"""Seconds, and the form in which they were written."""


def durations(
    values: pd.Series, complaints: Complaints, role: str, column: int, *, decimal: Decimal | None, unit: str | None
) -> tuple[pd.Series, str]:
    """Seconds of a column, NaN where it is blank, and the form in which most of it is written.

    Parameters
    ----------
    values
        Cells.
    complaints
        Takes what cannot be read.
    role, column
        What it is, and where.
    decimal
        Decimal mark of the file.
    unit
        Unit as the user or the title says; None: as it is written.
    """
    read = complaints.parse(values, role, column, lambda value: parse_duration(value, decimal=decimal, unit=unit))
    seconds = pd.Series([np.nan if each is None else each[0] for each in read], index=values.index, dtype=float)
    forms = [each[1] for each in read if each is not None and each[1]]
    form = max(set(forms), key=forms.count) if forms else ""
    if form == "s" and unit is None and _are_day_fractions(seconds.dropna()):
        return seconds * _GRAIN, "fraction of a day"
    return seconds, form


def _are_day_fractions(numbers: pd.Series) -> bool:
    """Whether numbers are whole seconds only as fractions of a day: no conversation lasts a part of a second."""
    some = numbers[numbers > 0]
    if some.empty or some.max() >= _LONGEST_DAY_FRACTION:
        return False
    seconds = some * _GRAIN
    return bool((np.abs(seconds - seconds.round()) < 0.02).all() and seconds.mean() <= 3_600)


def parse_duration(value: object, *, decimal: Decimal | None, unit: str | None = None) -> Read:
    """Seconds of a duration and its form; (NaN, '') where the cell is blank.

    Raises
    ------
    CellError
        With what was found and what is allowed.
    """
    if is_blank(value):
        return float("nan"), ""
    seconds, form = _read(value, decimal, unit)
    if not 0 <= seconds <= _MOST_SECONDS * (1_000 if unit is None else 1):
        raise CellError(value, _ALLOWED)
    return seconds, form


def _read(value: object, decimal: Decimal | None, unit: str | None) -> Read:
    if isinstance(value, dt.datetime):
        return _of_excel((value - _EXCEL_ZERO).total_seconds(), unit)
    if isinstance(value, dt.timedelta):
        return _of_excel(value.total_seconds(), unit)
    if isinstance(value, dt.time):
        return _of_excel(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6, unit)
    if isinstance(value, str):
        text = value.strip()
        if match := _LONG.fullmatch(text):
            days, hours, minutes = (int(part or 0) for part in match.group(1, 2, 3))
            if unit == "m:ss" and not days and float(match[4].replace(",", ".")) == 0:
                return hours * 60.0 + minutes, "h:mm:ss as m:ss"  # 4:12 typed into Excel, saved as 4:12:00
            return days * _GRAIN + hours * 3600 + minutes * 60 + float(match[4].replace(",", ".")), "h:mm:ss"
        if match := _SHORT.fullmatch(text):
            first, second = int(match[1]), int(match[2]) + int(match[3] or 0) / 10
            return (first * 3600 + second * 60, "h:mm") if unit == "h:mm" else (first * 60 + second, "m:ss")
        if text and (match := _WORDS.fullmatch(text)) and any(match.groups()):
            hours, minutes = (int(part or 0) for part in match.group(1, 2))
            return hours * 3600 + minutes * 60 + float((match[3] or "0").replace(",", ".")), "h m s"
    try:
        number = parse_number(value, decimal)
    except CellError as error:
        raise CellError(value, error.reason if "thousand" in error.reason else _ALLOWED) from None
    return number * SECONDS.get(unit or "s", 1.0), unit if unit in SECONDS else "s"


def _of_excel(seconds: float, unit: str | None) -> Read:
    """A cell that Excel shows as a time; 4:12, meant as minutes, is 4 h 12 min to it."""
    if unit in ("m:ss", "min"):
        return seconds / 60, "Excel time as m:ss"
    return seconds, "Excel time"
