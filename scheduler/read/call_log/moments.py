"""Columns of dates and times: what their cells say, in which order dates are written, and what kind of column it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np
import pandas as pd

from scheduler.read.call_log.complaints import CellError, Complaints
from scheduler.read.call_log.options import Order
from scheduler.read.call_log.stamp import NUMBERED, SERIALS, YEAR_FIRST, Stamp, ordered, parse_stamp, without_weekday
from scheduler.read.call_log.words import is_blank


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
        if (match := NUMBERED.match(without_weekday(text.strip()))) and match[2] != "." and not YEAR_FIRST.match(text.strip())
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
            dates = [ordered(first, second, int(third), order) for first, second, third in triples]
        except ValueError:
            continue
        spans[order] = (max(dates) - min(dates)).days
    if "ymd" not in spans:
        return False
    others = [span for order, span in spans.items() if order != "ymd"]
    return not others or 10 * spans["ymd"] < min(others)


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
    return number < SERIALS[0] or number >= 5e16 or (SERIALS[1] <= number < 19_800_101)


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
