"""Mean handling time of each interval of a table: a mean, a total over the answered calls, or the means of its parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.complaints import Complaints
from scheduler.read.call_log.durations import durations
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.titles import TABLE
from scheduler.read.call_log.words import unit_of


@dataclass(frozen=True, eq=False)
class TableHandling:
    """Mean handling times by row in seconds (NaN: not said), the columns they come from in words, and their form."""

    seconds: pd.Series
    named: str
    form: str = ""
    notes: tuple[str, ...] = ()


def handling_of(table: Located, options: LogOptions, complaints: Complaints, handled: pd.Series) -> TableHandling:
    """Mean handling times of a table.

    Parameters
    ----------
    handled
        Calls over which a total is spread.

    Raises
    ------
    InputError
        If a column may be a mean or a total.
    """
    named = options.columns
    mean = table.named(named.handling, "handling") if named.handling is not None else _column(table, "handling")
    total = (
        table.named(named.total_handling, "total_handling")
        if named.total_handling is not None
        else _column(table, "total_handling")
    )
    if mean is not None and named.total_handling is None:
        seconds, form = _read(table, options, complaints, mean)
        return TableHandling(seconds.where(seconds > 0), table.title(mean), form)
    if total is not None:
        seconds, form = _read(table, options, complaints, total)
        return TableHandling((seconds / handled.where(handled > 0)).where(seconds > 0), f"{table.title(total)} / calls", form)
    parts = [column for role in ("talk", "hold", "wrap") if (column := _column(table, role)) is not None]
    if parts and _column(table, "talk") is not None:
        read = [_read(table, options, complaints, column) for column in parts]
        seconds = sum((each.fillna(0) for each, _ in read[1:]), read[0][0])
        return TableHandling(seconds.where(seconds > 0), " + ".join(table.title(column) for column in parts), read[0][1])
    unsaid = _column(table, "unsaid_handling")
    if unsaid is not None:
        raise InputError(
            [
                Fault(
                    table.sheet.name,
                    "handling",
                    f"{table.title(unsaid)!r} may be a mean by call or a total of the interval; say "
                    f"--handling {table.title(unsaid)!r} for a mean, --total-handling {table.title(unsaid)!r} for a total",
                )
            ]
        )
    nothing = pd.Series(np.nan, table.cells.index)
    if options.aht_s is not None:
        return TableHandling(nothing.fillna(options.aht_s), "", notes=(f"mean handling time of {options.aht_s:g} s, as told",))
    return TableHandling(nothing, "")


def _column(table: Located, role: str) -> int | None:
    return table.column(table.roles(TABLE, role), "duration")


def _read(table: Located, options: LogOptions, complaints: Complaints, column: int) -> tuple[pd.Series, str]:
    unit = options.unit or unit_of(table.title(column))
    return durations(table.cells[column], complaints, "handling", column, decimal=table.decimal, unit=unit)
