"""From a file to a history: a log with one row a call, or a table with one row an interval, told apart by a column `calls`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from scheduler.demand.forecast.history import Days, Floats, History
from scheduler.errors import Fault, InputError
from scheduler.read.call_log import IntervalCalls, LogOptions, read_call_log
from scheduler.read.call_log.columns import plain
from scheduler.read.call_log.source import LogSource, is_blank, open_log
from scheduler.read.call_log.times import day_comes_first, parse_moment
from scheduler.timegrid import MINUTES_PER_DAY, wall_clock_is_ambiguous

CALLS_TITLES = ("calls", "count", "anrufe", "appels", "llamadas", "chiamate", "oproepen", "panggilan")
_AHT_TITLES = ("aht_s", "aht", "handling_s", "handling_time_s")
_START_TITLES = ("start", "interval", "datetime", "timestamp", "beginn")
_MOST_FAULTS = 50
_MOST_DAYS = 3_660

Cell = tuple[dt.date, int]
"""Date and interval of the day."""


def read_history(path: Path, options: LogOptions, holidays: dict[dt.date, int] | None = None) -> History:
    """Read a call log or an interval table.

    Parameters
    ----------
    path
        CSV or Excel.
    options
        How a log is read; of a table its zone and interval count. Finer tables are summed up, and an interval of
        which a part is missing is missing.
    holidays
        Kind of the dates that are not like their weekday (see `Days`).

    Raises
    ------
    InputError
        With every fault and its place.
    """
    source = open_log(path, options.sheet)
    if any(plain(title) in CALLS_TITLES for title in source.header):
        return _history(_table_cells(source, options), options.interval_minutes, holidays, source.name)
    table = read_call_log(path, options)
    return _history(_log_cells(table.rows, options.interval_minutes), options.interval_minutes, holidays, source.name)


@dataclass(frozen=True)
class _Value:
    calls: float
    aht_s: float


def _log_cells(rows: Sequence[IntervalCalls], interval_minutes: int) -> Iterator[tuple[Cell, _Value]]:
    for row in rows:
        minute = row.start.hour * 60 + row.start.minute
        aht_s = row.aht_s if row.aht_of == "interval" else float("nan")
        yield (row.start.date(), minute // interval_minutes), _Value(row.calls, aht_s)


def _table_cells(source: LogSource, options: LogOptions) -> Iterator[tuple[Cell, _Value]]:
    """Yield the intervals of a table, of each as many parts as are needed to fill it."""
    rows = list(_table_rows(source, options))
    minutes = sorted({moment.hour * 60 + moment.minute for moment, _ in rows})
    step = min((later - earlier for earlier, later in pairwise(minutes)), default=options.interval_minutes)
    if options.interval_minutes % step:
        raise InputError([Fault(source.name, "start", f"the rows are {step} min apart, which does not divide the interval of "
                                f"{options.interval_minutes} min; choose another with --interval")])
    parts: dict[Cell, list[_Value]] = {}
    seen: set[dt.datetime] = set()
    for moment, value in rows:
        cell = (moment.date(), (moment.hour * 60 + moment.minute) // options.interval_minutes)
        if moment in seen and not (options.zone and wall_clock_is_ambiguous(moment, options.zone)):
            raise InputError([Fault(source.name, "start", f"found {moment.isoformat()} a second time; allowed is one row an "
                                    "interval")])
        seen.add(moment)
        parts.setdefault(cell, []).append(value)
    for cell, values in parts.items():
        if len(values) >= options.interval_minutes // step:
            calls = sum(value.calls for value in values)
            timed = [value for value in values if value.calls > 0 and value.aht_s == value.aht_s]
            weight = sum(value.calls for value in timed)
            seconds = sum(value.calls * value.aht_s for value in timed)
            share = options.interval_minutes // step / len(values)  # below 1 in an hour that a clock change repeats
            yield cell, _Value(calls * share, seconds / weight if weight else float("nan"))


def _table_rows(source: LogSource, options: LogOptions) -> Iterator[tuple[dt.datetime, _Value]]:
    titles = [plain(title) for title in source.header]
    start, calls = _column(source, titles, _START_TITLES, "start"), _column(source, titles, CALLS_TITLES, "calls")
    aht = next((titles.index(title) for title in _AHT_TITLES if title in titles), None)
    texts = [str(values[start]).strip() for _, values in source.rows if start < len(values)]
    try:
        day_first = options.day_first if options.day_first is not None else day_comes_first(texts)
    except ValueError as error:
        raise InputError([Fault(source.name, "start", str(error))]) from None
    faults: list[Fault] = []
    for row, values in source.rows:
        cells = [values[at] if at is not None and at < len(values) else None for at in (start, calls, aht)]
        try:
            moment = parse_moment(cells[0], None, day_first=day_first)
            if options.zone is not None and moment.tzinfo is not None:
                moment = moment.astimezone(options.zone).replace(tzinfo=None)
            if is_blank(cells[1]):
                continue  # not known
            yield moment.replace(tzinfo=None), _Value(_number(cells[1], "calls", source), _aht(cells[2], source))
        except ValueError as error:
            faults.append(Fault(source.place(row), "", str(error)))
    if faults:
        raise InputError(faults[:_MOST_FAULTS])


def _column(source: LogSource, titles: list[str], names: tuple[str, ...], role: str) -> int:
    for name in names:
        if titles.count(name) == 1:
            return titles.index(name)
    raise InputError([Fault(source.name, role, f"no column, or two, is called {' or '.join(names)}; found are the columns "
                            f"{', '.join(source.header)}")])


def _number(value: object, name: str, source: LogSource) -> float:
    text = str(value).strip()
    try:
        number = float(text.replace(",", ".") if source.decimal_comma else text)
    except ValueError:
        raise ValueError(f"{name}: found {text!r}; allowed are numbers from 0 on") from None
    if not 0 <= number < 1e7:
        raise ValueError(f"{name}: found {text!r}; allowed are numbers from 0 to 10,000,000")
    return number


def _aht(value: object, source: LogSource) -> float:
    return float("nan") if is_blank(value) else _number(value, "aht_s", source) or float("nan")


def _history(
    cells: Iterator[tuple[Cell, _Value]], interval_minutes: int, holidays: dict[dt.date, int] | None, name: str
) -> History:
    found = list(cells)
    if not found:
        raise InputError([Fault(name, "", "no interval of it is complete; at least one day of calls is needed")])
    first, last = min(cell[0] for cell, _ in found), max(cell[0] for cell, _ in found)
    count = (last - first).days + 1
    if count > _MOST_DAYS:
        raise InputError([Fault(name, "start", f"goes from {first} to {last}; allowed are at most {_MOST_DAYS} days")])
    calls, times = _blank(count, interval_minutes), _blank(count, interval_minutes)
    readings = np.zeros(calls.shape)
    for (date, interval), value in found:
        at = (date - first).days, interval
        again = readings[at]  # an hour that a clock change repeats: the mean of both
        calls[at] = value.calls if not again else (calls[at] * again + value.calls) / (again + 1)
        times[at] = value.aht_s
        readings[at] += 1
    return History.of(Days.of(first, count, holidays), interval_minutes, calls, times)


def _blank(days: int, interval_minutes: int) -> Floats:
    return np.full((days, MINUTES_PER_DAY // interval_minutes), np.nan)
