"""How long operators spent with each call of a log: a column, the sum of its parts, or from the answer to the end."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.complaints import Complaints
from scheduler.read.call_log.durations import durations
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.moments import clocks, content, stamps
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.stamp import DAY_S
from scheduler.read.call_log.titles import LOG, MOMENTS, PARTS_OF_HANDLING, WHOLE_CALL
from scheduler.read.call_log.when import When, order_of
from scheduler.read.call_log.words import is_blank, unit_of


@dataclass(frozen=True, eq=False)
class Handling:
    """Handling times.

    Parameters
    ----------
    seconds
        By row; NaN where the log does not say it.
    named
        Columns they come from, in words.
    form
        Form in which they are written.
    notes
        What somebody may want to know.
    """

    seconds: pd.Series
    named: str
    form: str = ""
    notes: list[str] = field(default_factory=list)


def handling_of(table: Located, options: LogOptions, begun: When, complaints: Complaints) -> Handling:
    """Handling times of the rows.

    Raises
    ------
    InputError
        If no column says them.
    """
    named, own = options.columns, _column(table, "handling")
    ends = _ends(table, options)
    if named.handling is not None:
        own = table.named(named.handling, "handling")
    elif ends and (named.end is not None or own is None or (table.time_keys[own] in WHOLE_CALL and ends[1] is not None)):
        return _from_moments(table, options, begun, ends, complaints)
    if own is None:
        raise InputError(
            [
                Fault(
                    table.sheet.name,
                    "handling",
                    "no column is known as the handling time; name it with --handling, or the "
                    f"end of the call with --end; if each row is many calls, name their number with --calls-column; "
                    f"{table.found}",
                )
            ]
        )
    parts = [own]
    if named.handling is None and table.time_keys[own] in PARTS_OF_HANDLING:
        parts += [column for role in ("hold", "wrap") if (column := _column(table, role)) is not None]
    return _summed(table, options, parts, complaints)


def wait_of(table: Located) -> pd.Series:
    """Seconds that callers waited, NaN where the log does not say it; what cannot be read is not said."""
    _, found = table.alike(table.roles(LOG, "wait"), "duration")
    if len(found) != 1:
        return pd.Series(np.nan, table.cells.index)
    column = found[0]
    quiet = Complaints(table.sheet.place)
    return durations(table.cells[column], quiet, "wait", column, decimal=table.decimal, unit=unit_of(table.title(column)))[0]


def _column(table: Located, role: str) -> int | None:
    return table.column(table.roles(LOG, role), "duration")


def _summed(table: Located, options: LogOptions, parts: list[int], complaints: Complaints) -> Handling:
    seconds, forms = [], []
    for column in parts:
        unit = options.unit or unit_of(table.title(column))
        found, form = durations(table.cells[column], complaints, "handling", column, decimal=table.decimal, unit=unit)
        seconds.append(found)
        forms.append(form)
    total = pd.concat(seconds, axis=1).sum(axis=1, min_count=1)
    if len(parts) > 1:
        total = total.where(seconds[0].notna())
    notes = []
    if table.time_keys[parts[0]] in WHOLE_CALL and table.alike(table.roles(LOG, "wait"), "duration")[1]:
        notes.append(f"{table.title(parts[0])} may contain waiting; name the time of the conversation with --handling")
    return Handling(total, " + ".join(table.title(column) for column in parts), forms[0], notes)


def _ends(table: Located, options: LogOptions) -> tuple[int, int | None] | None:
    """Columns of the end and of the answer."""
    named = options.columns
    end = table.named(named.end, "end") if named.end is not None else _moment_column(table, "end")
    if end is None:
        return None
    answered = (
        table.named(named.answered_at, "answered_at") if named.answered_at is not None else _moment_column(table, "answered_at")
    )
    return end, answered


def _moment_column(table: Located, role: str) -> int | None:
    column = table.column(table.roles(MOMENTS, role), "moment")
    return column if column is not None and content(table.cells[column]) in ("moment", "clock") else None


def _from_moments(
    table: Located, options: LogOptions, begun: When, columns: tuple[int, int | None], complaints: Complaints
) -> Handling:
    end, answered = columns
    order = order_of(table, options, [column for column in (*begun.columns, *columns) if column is not None])
    arrived = _seconds(begun.stamps, begun.stamps["date"])
    since = arrived
    if answered is not None:
        since = _after(table, answered, "answered_at", arrived, begun, order, complaints)
    until = _after(table, end, "end", since if answered is None else since.fillna(arrived), begun, order, complaints)
    first = table.title(answered) if answered is not None else table.title(begun.start)
    return Handling(
        until - since,
        f"{first} to {table.title(end)}",
        notes=[] if answered is not None else ["the handling time contains waiting: no column says when a call was answered"],
    )


def _seconds(found: pd.DataFrame, date: pd.Series) -> pd.Series:
    """Seconds since 1970, by the clock less its offset."""
    days = (date - pd.Timestamp("1970-01-01")) / pd.Timedelta(seconds=1)
    return days + found["second"] - 60 * found["offset"].fillna(0)


def _after(
    table: Located, column: int, role: str, before: pd.Series, begun: When, order: object, complaints: Complaints
) -> pd.Series:
    """Moments that follow others; a time alone, earlier in the day, is of the next day. NaN where there is none."""
    cells = (
        table.cells[column]
        .map(lambda cell: None if is_blank(cell) or str(cell).strip() in ("0", "0.0") else cell)
        .astype(object)
    )
    if content(cells) == "clock":
        found, date = clocks(cells, complaints, role, column), begun.stamps["date"]
    else:
        found = stamps(cells, complaints, role, column, order)  # type: ignore[arg-type]
        date = found["date"].where(found["date"].notna(), begun.stamps["date"].where(found["second"].notna()))
    lone = found["date"].isna()
    mixed = (
        ~lone & found["offset"].isna() & begun.stamps["offset"].notna()
        | found["offset"].notna() & begun.stamps["offset"].isna()
    )
    for row in cells.index[mixed & cells.notna()]:
        complaints.add(
            role, int(row), column, repr(cells[row]), "and the moment before it must both have an offset from UTC, or none"
        )
    found = found.assign(offset=found["offset"].where(~lone, begun.stamps["offset"]))
    moment = _seconds(found, date)
    moment = moment.where(~(lone & (moment < before)), moment + DAY_S)
    for row in cells.index[(moment < before) & ~mixed]:
        complaints.add(role, int(row), column, str(cells[row]), "is before the moment that it should follow")
    return moment
