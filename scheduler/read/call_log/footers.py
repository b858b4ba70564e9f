"""Rows below a header that are neither calls nor intervals: totals, headers once more, and remarks."""

from __future__ import annotations

import re

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.moments import content
from scheduler.read.call_log.source import Sheet
from scheduler.read.call_log.titles import TOTALS, TOTALS_BESIDE, TOTALS_FIRST
from scheduler.read.call_log.words import is_blank, key, plain

_SEVERAL = {"row of totals": "rows of totals", "repeated header": "repeated headers", "remark": "remarks"}
_NAMES = frozenset(("suma",))
"""Words of totals that are also names of people."""


def without_footers(sheet: Sheet, titles: list[object], cells: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Rows without totals, repeated headers, and remarks of a single cell; and what was passed over.

    Raises
    ------
    InputError
        If a row may be a total or a person's.
    """
    header = [str(title).strip() for title in titles]
    dropped: dict[str, list[int]] = {}
    unsure: dict[int, str] = {}
    for row, values in zip(cells.index, cells.to_numpy(), strict=True):
        if reason := _no_row(header, list(values)):
            dropped.setdefault(reason, []).append(int(row))
            if name := _person(list(values)):
                unsure[int(row)] = name
    if unsure:
        row, name = next(iter(unsure.items()))
        raise InputError(
            [
                Fault(
                    sheet.place(row),
                    "start",
                    f"{name!r} beside a date and a time may be a total or a person "
                    f"({len(unsure)} rows); take totals out, or write the person's whole name",
                )
            ]
        )
    notes = [
        f"{len(rows)} {reason if len(rows) == 1 else _SEVERAL[reason]} passed over (row {', '.join(map(str, rows[:3]))}"
        f"{' …' if len(rows) > 3 else ''})"
        for reason, rows in dropped.items()
    ]
    return cells.drop(index=[row for rows in dropped.values() for row in rows]), notes


def _no_row(header: list[str], values: list[object]) -> str | None:
    first = next((value for value in values[:2] if not is_blank(value)), None)
    if isinstance(first, str):
        word = plain(first).split("_")[0]
        if key(first) in TOTALS or (word in TOTALS_FIRST and not first[:1].isdigit()):
            return "row of totals"
        if len(values) > 2 and isinstance(values[1], str) and key(values[1]) in TOTALS_BESIDE:
            return "row of totals"
        if first.strip() == header[0] and [str(value).strip() for value in values if not is_blank(value)] == [
            title for title in header if title not in ("", "None")
        ]:
            return "repeated header"
    says = [value for value in values if not is_blank(value)]
    if (
        len(says) == 1
        and len(header) > 2
        and isinstance(says[0], str)
        and content(pd.Series(says, dtype=object)) is None
        and not re.fullmatch(r"[\d.,: ]+", says[0])
    ):
        return "remark"
    return None


def _person(values: list[object]) -> str | None:
    """A word of totals that is also a name, in a row that says when a call or an interval began."""
    name = next((value for value in values[:2] if isinstance(value, str) and key(value) in _NAMES), None)
    says = {content(pd.Series([value], dtype=object)) for value in values[:3]} if name else set()
    return name if "moment" in says or {"date", "clock"} <= says else None
