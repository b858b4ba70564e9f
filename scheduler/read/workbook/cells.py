"""Cells of a spreadsheet as text, with what the file knows of them besides: formats, formulas, errors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

NO_RESULT = ("a formula whose result is not stored in the file; open the workbook in Excel or LibreOffice and save it there, "
             "or write the value")


@dataclass(frozen=True)
class Cell:
    """One cell.

    Parameters
    ----------
    text
        What it says, as the text that would stand in a CSV file; empty if it says nothing.
    is_number
        Whether the file holds a number, so that its decimal mark is known.
    problem
        Why what it says cannot be used; empty if it can.
    """

    text: str = ""
    is_number: bool = False
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.problem)


EMPTY = Cell()


def cell_of(value: Value, *, is_percent: bool = False) -> Cell:
    """Cell of a value; a share in percent is written with its sign, 0.8 as ``80 %``."""
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if isinstance(value, int | float):
        number = f"{value * 100:.12g} %" if is_percent else _number(value)
        return Cell(number, is_number=True)
    return Cell(_time(value) if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta) else str(value).strip())


def error_of(text: str) -> Cell:
    """Cell of a formula that went wrong, such as ``#REF!``."""
    return Cell(problem=f"found {text}: the formula of this cell went wrong; mend it, or write the value")


def _number(value: int | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def _time(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> str:
    """Date or time; spreadsheets count days in floating point, so that a quarter of an hour may lack some microseconds."""
    if isinstance(value, dt.datetime):
        if value.year < dt.MAXYEAR:
            value = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.time):
        rounded = dt.datetime.combine(dt.date(2000, 1, 1), value) + dt.timedelta(milliseconds=500)
        return rounded.strftime("%H:%M") if not rounded.second else rounded.strftime("%H:%M:%S")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return value.isoformat()
