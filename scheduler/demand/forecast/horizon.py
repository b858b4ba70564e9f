"""The days to foretell, and the rows of the forecast: open intervals of an instance, or else the times that had calls."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from scheduler.demand.forecast.forecast import Forecast
from scheduler.demand.forecast.history import CLOSED, Days, History
from scheduler.errors import Fault, InputError
from scheduler.instance.base import WEEKDAYS
from scheduler.instance.calls_grid import open_intervals
from scheduler.instance.campaigns import campaign_factor
from scheduler.instance.hours import Hours
from scheduler.instance.instance import Instance
from scheduler.timegrid import wall_clock_exists, wall_clock_is_ambiguous

_NAMED = 3
_SILENT_MINUTES = 60


@dataclass(frozen=True)
class Row:
    """One row of `calls.csv`; `campaign_factor` is None where there are no campaigns."""

    start: dt.datetime
    calls: float
    aht_s: float
    calls_p10: float
    calls_p90: float
    campaign_factor: float | None


def kinds_of_dates(hours: Hours, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    """Kinds of the past dates that are not like their weekday: holidays as `treat_as` says, exceptions not at all."""
    kinds = {date: CLOSED for date in {*hours.exceptions, *hours.dates} if first <= date <= last}
    if hours.holidays is not None:
        kind = CLOSED if hours.holidays.treat_as == "closed" else WEEKDAYS.index(hours.holidays.treat_as)
        years = frozenset(range(first.year, last.year + 1))
        kinds |= {date: kind for date in hours.holidays.dates(years) if first <= date <= last and date not in kinds}
    return kinds


def days_of(instance: Instance) -> Days:
    """Days of the horizon; one without an open interval is closed, a holiday is like the weekday it is treated as."""
    grid, hours = instance.grid, instance.hours
    is_open, size = open_intervals(instance), grid.cells_per_interval
    holidays: frozenset[dt.date] = frozenset()
    if hours.holidays is not None and hours.holidays.treat_as != "closed":
        holidays = hours.holidays.dates(frozenset(grid.date(day).year for day in range(grid.days)))
    kinds = []
    for day in range(grid.days):
        date = grid.date(day)
        is_like = hours.holidays.treat_as if hours.holidays and date in holidays else WEEKDAYS[date.weekday()]
        any_open = is_open[grid.day_starts[day] // size : grid.day_starts[day + 1] // size].any()
        kinds.append(WEEKDAYS.index(is_like) if any_open else CLOSED)
    return Days(grid.first_day, np.array(kinds, dtype=np.int64))


def without_campaigns(history: History, instance: Instance) -> History:
    """A history from which the uplift of past campaigns, as the instance says it, is taken out."""
    if not instance.campaigns:
        return history
    factors = np.array([[campaign_factor(instance.campaigns, date, at * history.interval_minutes)
                         for at in range(history.calls.shape[1])] for date in history.days.dates])
    return History(history.days, history.interval_minutes, history.calls / factors, history.aht_s, history.weights)


def rows_of_instance(made: Forecast, instance: Instance) -> tuple[Row, ...]:
    """A row for each open interval of an instance, lifted by its campaigns.

    Raises
    ------
    InputError
        If nothing is known of an open interval.
    """
    grid = instance.grid
    starts = [grid.moment(interval * grid.cells_per_interval) for interval in np.flatnonzero(open_intervals(instance)).tolist()]
    return _rows(made, [_written(start.replace(tzinfo=None), grid.zone, start.fold) for start in starts], instance)


def rows_without_instance(made: Forecast, history: History, zone: ZoneInfo | None) -> tuple[Row, ...]:
    """A row for each interval between the first and the last of its weekday that ever had a call."""
    return _rows(made, list(_starts(made, history, zone)), None)


def never_called(history: History, rows: tuple[Row, ...]) -> tuple[tuple[int, int], ...]:
    """Windows of an hour or more, in minutes after midnight, that are foretold although the log never had a call in them.

    A log cannot tell whether the hotline was closed at that time so far, or nobody wanted to call.
    """
    had_calls = np.nansum(history.calls, axis=0) > 0
    step = history.interval_minutes
    silent = sorted({at for row in rows if not had_calls[at := (row.start.hour * 60 + row.start.minute) // step]})
    windows: list[tuple[int, int]] = []
    for at in silent:
        if windows and windows[-1][1] == at * step:
            windows[-1] = windows[-1][0], (at + 1) * step
        else:
            windows.append((at * step, (at + 1) * step))
    return tuple((start, end) for start, end in windows if end - start >= _SILENT_MINUTES)


def to_csv(rows: tuple[Row, ...]) -> str:
    """The table as an instance reads it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    with_campaigns = any(row.campaign_factor is not None for row in rows)
    writer.writerow(["start", "calls", "aht_s", "calls_p10", "calls_p90", *(["campaign_factor"] if with_campaigns else [])])
    for row in rows:
        counts = [f"{round(value, 3):.10g}" for value in (row.calls, row.calls_p10, row.calls_p90)]
        factor = [f"{row.campaign_factor:.7g}"] if row.campaign_factor is not None else []
        writer.writerow([row.start.isoformat(timespec="minutes"), counts[0], f"{row.aht_s:.1f}", *counts[1:], *factor])
    return text.getvalue()


def _starts(made: Forecast, history: History, zone: ZoneInfo | None) -> Iterator[dt.datetime]:
    for date, kind in zip(made.days.dates, made.days.kinds.tolist(), strict=True):
        rows = history.is_known & (history.days.kinds == kind)
        used = np.flatnonzero(np.nansum(history.calls[rows], axis=0) > 0)
        for at in range(used[0], used[-1] + 1) if used.size else ():
            minute = at * made.interval_minutes
            naive = dt.datetime.combine(date, dt.time(minute // 60, minute % 60))
            if zone is None or wall_clock_exists(naive, zone):
                folds = (0, 1) if zone is not None and wall_clock_is_ambiguous(naive, zone) else (0,)
                yield from (_written(naive, zone, fold) for fold in folds)


def _written(naive: dt.datetime, zone: ZoneInfo | None, fold: int) -> dt.datetime:
    """A start as a table has it: without an offset, unless the wall clock reads it twice."""
    if zone is None or not wall_clock_is_ambiguous(naive, zone):
        return naive.replace(fold=0)
    return naive.replace(tzinfo=zone, fold=fold)


def _rows(made: Forecast, starts: list[dt.datetime], instance: Instance | None) -> tuple[Row, ...]:
    rows, unknown = [], []
    campaigns = instance.campaigns if instance is not None else ()
    for start in starts:
        minute = start.hour * 60 + start.minute
        at = (start.date() - made.days.first).days, minute // made.interval_minutes
        if np.isnan(made.calls[at]):
            unknown.append(start)
            continue
        factor = campaign_factor(campaigns, start.date(), minute)
        calls, low, high = (float(values[at]) * factor for values in (made.calls, made.low, made.high))
        rows.append(Row(start, calls, float(made.aht_s[at]), low, high, factor if campaigns else None))
    if unknown:
        named = ", ".join(start.isoformat(timespec="minutes") for start in unknown[:_NAMED])
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        raise InputError([Fault("", "hours", f"nothing is known of the calls at the time of day of {named}{more}: the history "
                                "has no such interval; shorten the hours, or add rows to it")])
    return tuple(rows)
