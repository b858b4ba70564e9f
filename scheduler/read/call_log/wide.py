"""A table whose columns are dates or times, with a number of calls in each cell, made long: one row an interval."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.located import Located, is_wide_title
from scheduler.read.call_log.moments import content
from scheduler.read.call_log.systems import TABLE
from scheduler.read.call_log.titles import TABLE as TITLES
from scheduler.read.call_log.titles import WEEKDAYS
from scheduler.read.call_log.words import is_blank, key, plain


def made_long(table: Located) -> Located:
    """The same numbers with one row an interval, and the columns `date`, `time`, `calls` and perhaps `aht`.

    Faults name the row from which a number comes.

    Raises
    ------
    InputError
        If weekdays stand there without dates, or neither rows nor columns say a time.
    """
    wide = [column for column, title in enumerate(table.titles) if not is_blank(title) and is_wide_title(title)]
    titles = pd.Series([table.titles[column] for column in wide], dtype=object)
    if any(isinstance(title, str) and plain(title) in WEEKDAYS for title in titles) or _are_weekdays(table, wide):
        raise InputError(
            [
                Fault(
                    table.sheet.name,
                    "date",
                    "has weekdays without dates, so that no week is known; write the dates there "
                    "(2026-11-02 for a Monday), or a table with the columns start and calls",
                )
            ]
        )
    by_date = content(titles) in ("date", "moment")
    beside = _beside(table, wide, "clock" if by_date else "date")
    aht = table.column(TITLES["handling"], "duration")
    parts = []
    for column in wide:
        title, own = table.titles[column], table.cells[beside] if beside is not None else pd.Series("00:00", table.cells.index)
        said = pd.Series([title] * len(own), index=own.index, dtype=object)
        date, clock = (said, own) if by_date else (own, said)
        part = {"date": date, "time": clock, "calls": table.cells[column]}
        parts.append(pd.DataFrame(part | ({"aht": table.cells[aht]} if aht is not None else {}), dtype=object))
    cells = pd.concat(parts)
    sheet = replace(table.sheet, rows=cells.index.tolist())
    cells = cells.reset_index(drop=True)
    if beside is None:
        cells = cells.drop(columns="time")
    named = ("date", *(["time"] if beside is not None else []), "calls", *([table.titles[aht]] if aht is not None else []))
    note = f"wide table: {len(wide)} columns of {'dates' if by_date else 'times'}"
    return replace(
        table,
        sheet=sheet,
        titles=named,
        cells=cells.set_axis(range(cells.shape[1]), axis=1),
        system=TABLE,
        is_wide=False,
        notes=(*table.notes, note),
    )


def _beside(table: Located, wide: list[int], kind: str) -> int | None:
    """The column beside the numbers that says the other half of a moment; None: dates with a total a day each."""
    others = [int(column) for column in table.cells.columns if int(column) not in wide]
    for column in others:
        if content(table.cells[column]) == kind or (kind == "clock" and _are_hours(table, column)):
            return column
    if kind == "clock" and len(table.cells) == 1:
        return None
    what = "times of day" if kind == "clock" else "dates"
    raise InputError(
        [
            Fault(
                table.sheet.name,
                "start",
                f"its columns are {'dates' if kind == 'clock' else 'times'}, but no column beside "
                f"them holds {what}; {table.found}",
            )
        ]
    )


def _are_hours(table: Located, column: int) -> bool:
    numbers = pd.to_numeric(table.cells[column], errors="coerce")
    return key(str(table.titles[column])) in ("hour", "stunde", "heure", "hora", "ora", "uur", "time", "interval") and bool(
        numbers.notna().all() and numbers.between(0, 2359).all()
    )


def _are_weekdays(table: Located, wide: list[int]) -> bool:
    others = [int(column) for column in table.cells.columns if int(column) not in wide][:2]
    return any(
        all(isinstance(cell, str) and plain(cell) in WEEKDAYS for cell in table.cells[column].dropna())
        and len(table.cells[column].dropna()) >= 2
        for column in others
    )
