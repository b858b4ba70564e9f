"""Which columns say when a call or an interval began, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.complaints import Complaints
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.moments import clocks, content, date_order, stamps
from scheduler.read.call_log.options import LogOptions, Order
from scheduler.read.call_log.titles import MOMENTS, WEEKDAYS
from scheduler.read.call_log.understood import TOLD_IN_UTC
from scheduler.read.call_log.words import is_blank, plain, unit_of


@dataclass(frozen=True, eq=False)
class When:
    """Beginnings, as they stand in the file.

    Parameters
    ----------
    stamps
        Columns `date`, `second`, `offset`, `minutes` (see `moments.stamps`), a row for each row of the file.
    columns
        Columns they come from: the beginning, and perhaps its date.
    is_daily
        Whether there are dates only.
    order
        Order of day, month and year.
    notes
        What was taken in a way that somebody may want to know.
    """

    stamps: pd.DataFrame
    columns: tuple[int, ...]
    is_daily: bool
    order: Order | None
    notes: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Column whose cells are named in faults."""
        return self.columns[0]


def when(table: Located, options: LogOptions, complaints: Complaints) -> When:
    """Find and read the beginnings.

    Raises
    ------
    InputError
        If no column is known to say them, or dates may be read in two ways.
    """
    start, date = _columns(table, options)
    order = order_of(table, options, [column for column in (start, date) if column is not None])
    if date is None:
        found = stamps(table.cells[start], complaints, "start", start, order)
        _refuse_lone_times(table, found, start)
        return When(found, (start,), bool(found["date"].notna().any() and found["second"].isna().all()), order)
    days, notes = stamps(table.cells[date], complaints, "date", date, order), []
    blank = table.cells[date].map(is_blank) & ~table.cells[start].map(is_blank)
    times = clocks(table.cells[start], complaints, "start", start)
    later = table.sheet.is_sheet | (times["second"] > times["second"].shift())
    if blank.any() and not blank.iloc[0] and later[blank].all():
        days["date"] = days["date"].ffill()
        notes.append(f"{int(blank.sum())} rows without a date took that of the row above, as in merged cells")
    elif blank.any() and not blank.all():
        for row in blank.index[blank & times["date"].isna()]:
            complaints.add("date", int(row), date, "", "is empty; each row needs a date, or a later time than the row above")
    both = times.assign(
        date=times["date"].where(times["date"].notna(), days["date"]), offset=times["offset"].fillna(days["offset"])
    )
    return When(both, (start, date), is_daily=False, order=order, notes=tuple(notes))


def order_of(table: Located, options: LogOptions, columns: list[int]) -> Order | None:
    """Order of day, month and year: as said, or else as all dates of some columns show.

    Raises
    ------
    InputError
        If they contradict each other, or do not show it.
    """
    if options.order is not None:
        return options.order
    texts = {text for column in columns for text in table.cells[column].dropna().unique() if isinstance(text, str)}
    try:
        order = date_order(texts)
    except ValueError as error:
        raise InputError([Fault(table.sheet.name, "date", str(error))]) from None
    if order is None:
        example = min(texts, key=lambda text: (not any(mark in text for mark in "/-"), len(text)))
        raise InputError(
            [
                Fault(
                    table.sheet.name,
                    "date",
                    f"every date, such as {example!r}, can be read with the day or with the "
                    "month first; say --day-first or --month-first",
                )
            ]
        )
    return order


def _columns(table: Located, options: LogOptions) -> tuple[int, int | None]:
    """Column of the beginnings, and that of their dates if it is another."""
    named = options.columns
    if named.start is not None:
        start = table.named(named.start, "start")
        if named.date is not None:
            return start, table.named(named.date, "date")
        return start, _date_beside(table, start) if content(table.cells[start]) == "clock" else None
    candidates = _candidates(table)
    kinds = {column: content(table.cells[column]) for column in candidates}
    if named.date is not None:
        told = table.named(named.date, "date")
        clock = next((column for column in candidates if kinds[column] == "clock"), None)
        return (told, None) if clock is None else (clock, told)
    moment = next((column for column in candidates if kinds[column] == "moment"), None)
    clock = next((column for column in candidates if kinds[column] == "clock" or _holds_hours(table, column)), None)
    date = next((column for column in candidates if kinds[column] == "date"), None)
    if moment is not None and not (
        clock is not None and date is not None and candidates.index(clock) < candidates.index(moment)
    ):
        return moment, None
    if clock is not None:
        return clock, date if date is not None else _date_beside(table, clock)
    if date is not None:
        return date, None
    return _by_content(table, candidates), None


def _candidates(table: Located) -> list[int]:
    """Columns whose titles may name a beginning, best first; a title that stands twice is refused."""
    names = dict.fromkeys((*table.roles(MOMENTS, "start"), *MOMENTS["start"], *table.roles(MOMENTS, "date"), *MOMENTS["date"]))
    found = (table.column([name], "moment") for name in names)
    return [column for column in found if column is not None]


def _holds_hours(table: Located, column: int) -> bool:
    """Whether a column holds hours alone, or times such as 930; ``Interval (min)`` says how long one is."""
    if unit_of(table.title(column)) in ("min", "s", "ms") or table.keys[column] not in (
        "hour",
        "hourofday",
        "stunde",
        "heure",
        "hora",
        "ora",
        "uur",
        "jam",
        "time",
        "interval",
        "period",
        "halfhour",
        "quarterhour",
        "zeit",
        "uhrzeit",
        "callshour",
    ):
        return False
    numbers = pd.to_numeric(table.cells[column].dropna(), errors="coerce")
    return bool(
        len(numbers)
        and numbers.notna().all()
        and (numbers % 1 == 0).all()
        and numbers.between(0, 2359).all()
        and (numbers % 100 < 60).all()
    )


def _date_beside(table: Located, start: int) -> int | None:
    names = (*table.roles(MOMENTS, "date"), *MOMENTS["date"], *MOMENTS["start"])
    found = [table.keys.index(name) for name in names if name in table.keys]
    return next((column for column in found if column != start and content(table.cells[column]) in ("date", "moment")), None)


def _by_content(table: Located, candidates: list[int]) -> int:
    """The one column that holds moments, whatever its title; or the best title, whose cells will be named."""
    moments = [int(column) for column in table.cells.columns if content(table.cells[column]) == "moment"]
    if len(moments) == 1 and not candidates:
        return moments[0]
    if candidates:
        return candidates[0]
    raise InputError(
        [
            Fault(
                table.sheet.name,
                "start",
                "no column is known as the start of the call or interval; name it with "
                f"--start (of `schedule forecast`: --start-column); {table.found}",
            )
        ]
    )


def _refuse_lone_times(table: Located, found: pd.DataFrame, start: int) -> None:
    lone = found["date"].isna() & found["second"].notna()
    if lone.all() and (
        weekdays := [each for each in range(len(table.cells.columns)) if _are_weekdays(table.cells.iloc[:, each])]
    ):
        raise InputError(
            [
                Fault(
                    table.sheet.place(int(found.index[lone][0]), weekdays[0]),
                    "date",
                    "is a weekday without a date, so that no week is known; write the dates there (2026-11-02 for a Monday)",
                )
            ]
        )
    if lone.any():
        raise InputError(
            [
                Fault(
                    table.sheet.place(int(found.index[lone][0]), start),
                    "start",
                    f"has a time but no date; name the column of the date with --date ({int(lone.sum())} rows); {table.found}",
                )
            ]
        )


def _are_weekdays(cells: pd.Series) -> bool:
    some = [cell for cell in cells.dropna() if not is_blank(cell)]
    return bool(some) and all(isinstance(cell, str) and plain(cell) in WEEKDAYS for cell in some)


def told_in_utc(begun: When, options: LogOptions) -> list[str]:
    """A note where moments count from UTC and no zone says what the clock read."""
    if options.zone is None and begun.stamps["offset"].notna().any():
        return [TOLD_IN_UTC]
    return []
