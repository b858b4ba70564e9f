"""The days to foretell, and the rows of the forecast: open intervals of an instance, or else the times that had calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

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


COLUMNS = ("start", "queue", "calls", "aht_s", "calls_p10", "calls_p90", "campaign_factor")
"""Columns of the rows: `queue` is None where queues are not told apart, `campaign_factor` NaN where there are no campaigns."""


def kinds_of_dates(hours: Hours, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    """Kinds of the past dates that are not like their weekday: holidays as `treat_as` says, exceptions not at all."""
    kinds = {date: CLOSED for date in {*hours.exceptions, *hours.dates} if first <= date <= last}
    if hours.holidays is not None:
        kind = CLOSED if hours.holidays.treat_as == "closed" else WEEKDAYS.index(hours.holidays.treat_as)
        years = frozenset(range(first.year, last.year + 1))
        kinds |= {date: kind for date in hours.holidays.dates(years) if first <= date <= last and date not in kinds}
    return kinds


def days_of(instance: Instance) -> Days:
    """Days of the horizon; one without an open interval is closed, a holiday is like the weekday it is treated as.

    Where the last window passes midnight, the day after the horizon is foretold too.
    """
    grid, hours = instance.grid, instance.hours
    is_open, size, days = open_intervals(instance), grid.cells_per_interval, grid.days + (grid.evening_cells > 0)
    holidays: frozenset[dt.date] = frozenset()
    if hours.holidays is not None and hours.holidays.treat_as != "closed":
        holidays = hours.holidays.dates(frozenset(grid.date(day).year for day in range(days)))
    kinds = []
    for day in range(days):
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


def rows_of_instance(made: Forecast, instance: Instance, history: History) -> pd.DataFrame:
    """A row for each open interval of an instance, lifted by its campaigns.

    Times of day of which the history only says that there was never a call have none; see `never_called`.

    Raises
    ------
    InputError
        If nothing is known of an open interval.
    """
    grid = instance.grid
    starts = [grid.moment(interval * grid.cells_per_interval) for interval in np.flatnonzero(open_intervals(instance)).tolist()]
    step = instance.hotline.interval_minutes  # the grid may have parts of these
    starts = [start for start in starts if start.minute % step == 0]
    return _rows(made, starts, instance, _never_known(history, made.interval_minutes))


def rows_without_instance(made: Forecast, history: History, zone: ZoneInfo | None) -> pd.DataFrame:
    """A row for each interval between the first and the last of its weekday that ever had a call."""
    return _rows(made, list(_starts(made, history, zone)), None, frozenset())


def never_called(history: History, rows: pd.DataFrame) -> tuple[tuple[int, int], ...]:
    """Windows of an hour or more, in minutes after midnight, that are foretold although the log never had a call in them.

    A log cannot tell whether the hotline was closed at that time so far, or nobody wanted to call.
    """
    had_calls = np.nansum(history.calls, axis=0) > 0
    step = history.interval_minutes
    silent = sorted({at for start in rows["start"] if not had_calls[at := (start.hour * 60 + start.minute) // step]})
    windows: list[tuple[int, int]] = []
    for at in silent:
        if windows and windows[-1][1] == at * step:
            windows[-1] = windows[-1][0], (at + 1) * step
        else:
            windows.append((at * step, (at + 1) * step))
    return tuple((start, end) for start, end in windows if end - start >= _SILENT_MINUTES)


def to_csv(rows: pd.DataFrame) -> str:
    """The table as an instance reads it."""
    return str(table_of(rows).to_csv(index=False, lineterminator="\n"))


def table_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as text, as an instance reads them; `queue` and `campaign_factor` only where there are any."""
    texts = {"start": rows["start"].map(_written)} | {
        name: rows[name].map(lambda value: f"{round(value, 3):.10g}") for name in ("calls", "calls_p10", "calls_p90")}
    texts["aht_s"] = rows["aht_s"].map(lambda value: f"{value:.1f}")
    if rows["queue"].notna().any():
        texts["queue"] = rows["queue"]
    if rows["campaign_factor"].notna().any():
        texts["campaign_factor"] = rows["campaign_factor"].map(lambda value: f"{value:.7g}")
    return pd.DataFrame({name: texts[name] for name in COLUMNS if name in texts})


def _starts(made: Forecast, history: History, zone: ZoneInfo | None) -> Iterator[dt.datetime]:
    for day, (date, kind) in enumerate(zip(made.days.dates, made.days.kinds.tolist(), strict=True)):
        rows = history.is_known & (history.days.kinds == kind)
        used = np.flatnonzero(np.nansum(history.calls[rows], axis=0) > 0)
        if made.interval_minutes != history.interval_minutes:  # spread over finer intervals
            used = np.flatnonzero(np.nan_to_num(made.calls[day]) > 0) if used.size else used
        for at in range(used[0], used[-1] + 1) if used.size else ():
            minute = at * made.interval_minutes
            naive = dt.datetime.combine(date, dt.time(minute // 60, minute % 60))
            if zone is None or wall_clock_exists(naive, zone):
                folds = (0, 1) if zone is not None and wall_clock_is_ambiguous(naive, zone) else (0,)
                yield from (naive.replace(tzinfo=zone, fold=fold) for fold in folds)


def _written(start: dt.datetime) -> str:
    """A start as a table has it: without an offset, unless the wall clock reads it twice, or it is no wall clock but UTC."""
    naive, zone = start.replace(tzinfo=None), start.tzinfo
    has_offset = isinstance(zone, ZoneInfo) and (zone.key == "UTC" or wall_clock_is_ambiguous(naive.replace(fold=0), zone))
    return (start if has_offset else naive).isoformat(timespec="minutes")


def _never_known(history: History, minutes: int) -> frozenset[int]:
    """Intervals of the day of which the history says that there was never a call, or that the hotline was closed."""
    never = ~(np.nansum(history.calls, axis=0) > 0) & ~np.isnan(history.calls).all(axis=0)
    parts = history.interval_minutes // minutes
    return frozenset(np.flatnonzero(np.repeat(never, parts)).tolist())


def _rows(made: Forecast, starts: list[dt.datetime], instance: Instance | None, never: frozenset[int]) -> pd.DataFrame:
    rows, unknown = [], []
    campaigns = instance.campaigns if instance is not None else ()
    usual_s = float(np.nanmean(made.aht_s)) if not np.isnan(made.aht_s).all() else float("nan")
    for start in starts:
        minute = start.hour * 60 + start.minute
        at = (start.date() - made.days.first).days, minute // made.interval_minutes
        if np.isnan(made.calls[at]) and at[1] not in never:
            unknown.append(start)
            continue
        factor = campaign_factor(campaigns, start.date(), minute)
        calls, low, high = (float(np.nan_to_num(values[at])) * factor for values in (made.calls, made.low, made.high))
        aht_s = float(made.aht_s[at])
        rows.append((start, None, calls, aht_s if aht_s == aht_s else usual_s, low, high, factor if campaigns else np.nan))
    if unknown:
        named = ", ".join(start.replace(tzinfo=None).isoformat(timespec="minutes") for start in unknown[:_NAMED])
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        raise InputError([Fault("", "hours", f"nothing is known of the calls at the time of day of {named}{more}: the history "
                                "has no such interval; shorten the hours, or add rows to it")])
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.assign(start=frame["start"].astype(object)) if not rows else frame.assign(
        start=pd.Series([row[0] for row in rows], dtype=object))
