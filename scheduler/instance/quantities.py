"""Values that spreadsheets write in a way of their own: shares in percent, and days counted since 1900."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

_PERCENT = re.compile(r"([-+]?\d*(?:[.,]\d+)?)\s*%")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
_EXCEL_DAY_0 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - dates of no zone are meant
_SERIALS = (20_000, 80_000)
"""Days since 1899-12-30 from 1954 to 2119: what a spreadsheet writes of a date whose cell lost its format."""


def percent(value: object) -> object:
    """A share in percent; one below 1 is asked about, since a spreadsheet writes 80 % as 0.8.

    With the sign, as in ``"0.8 %"``, it can mean one thing only.

    Raises
    ------
    PydanticCustomError
        If a value without the sign lies between 0 and 1, in either direction.
    """
    if isinstance(value, str):
        if match := _PERCENT.fullmatch(value.strip()):
            return match[1].replace(",", ".")
        if not _NUMBER.fullmatch(value.strip().replace(",", ".")):
            return value
        value = value.strip().replace(",", ".")
    if isinstance(value, str | int | float) and not isinstance(value, bool) and 0 < abs(float(value)) < 1:
        share = float(value)
        message = "did you mean {times100} %? Write {times100}, or \"{share} %\" if so little is meant"
        raise PydanticCustomError("fraction", message, {"times100": f"{share * 100:.10g}", "share": f"{share:.10g}"})
    return value


def _percent_text(value: float) -> float | str:
    """A share as it is read again: so small a one with its sign."""
    return f"{value!r} %" if 0 < abs(value) < 1 else value


Percent = Annotated[float, BeforeValidator(percent), PlainSerializer(_percent_text, return_type=Any)]
"""A share in percent, such as 80."""


def share(value: object) -> object:
    """A share of a whole: 0.5, or 50 %; a cell without text is the whole.

    Raises
    ------
    PydanticCustomError
        If a number is no share, such as 50 without the sign, or a truth value.
    """
    if isinstance(value, str):
        text = value.strip().replace(",", ".")
        if match := _PERCENT.fullmatch(text):
            value = float(match[1]) / 100 if match[1] else value
        elif _NUMBER.fullmatch(text):
            value = float(text)
        elif not text:
            return 1
    if isinstance(value, bool) or (isinstance(value, int | float) and not 0 < value <= 1):
        raise PydanticCustomError("share", "not a share; allowed: above 0 and at most 1, such as 0.5, or 50 %")
    return value


Share = Annotated[float, BeforeValidator(share), Field(gt=0, le=1)]
"""A share of a whole, above 0 and at most 1."""


def day_of_serial(value: object) -> dt.datetime | None:
    """Date and time of the number by which a spreadsheet counts days, to the second; None if it is none."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if not _NUMBER.fullmatch(text) or not _SERIALS[0] <= float(text) < _SERIALS[1]:
        return None
    return _EXCEL_DAY_0 + dt.timedelta(seconds=round(float(text) * 86_400))


def refuse_week(text: str) -> None:
    """Ask about a week such as ``2026-W50``, which Python reads as the date of its Monday.

    Raises
    ------
    ValueError
        If it is one.
    """
    if match := _WEEK.fullmatch(text.strip()):
        first = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        raise ValueError(f"a week; did you mean {first}..{first + dt.timedelta(days=6)}? Write days as YYYY-MM-DD")


def day_of_text(text: str) -> dt.date:
    """The date that a text says, and no week.

    Raises
    ------
    ValueError
        If it is none.
    """
    refuse_week(text)
    return dt.date.fromisoformat(text)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip()) is not None)


def _date(value: object) -> Any:
    serial = day_of_serial(value)
    if serial is not None and serial.time() == dt.time():
        return serial.date()
    if _is_number(value):
        raise ValueError("not a date; allowed is YYYY-MM-DD")
    return value


def _moment(value: object) -> Any:
    serial = day_of_serial(value)
    if serial is None and _is_number(value):
        raise ValueError("not a time; allowed is for example 2026-12-07T08:00")
    return value if serial is None else serial


Date = Annotated[dt.date, BeforeValidator(_date)]
"""A date; the number by which a spreadsheet counts days is that date, any other number none."""

Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
"""A date with a time, local or with an offset; numbers as in `Date`, with the time of the day as their fraction."""
