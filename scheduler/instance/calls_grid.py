"""Calls of the forecast on the grid of intervals: which row speaks of which interval."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.campaigns import campaign_factor
from scheduler.instance.day_total import rows_of_day_total
from scheduler.instance.instance import Instance
from scheduler.instance.service import CallInterval
from scheduler.timegrid import TimeGrid, wall_clock_exists, wall_clock_is_ambiguous


def moment_of(start: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Moment (aware) of a start: with an offset as it stands, without one on the wall clock of `zone`.

    Raises
    ------
    ValueError
        If the wall clock never reads `start`, or reads it twice.
    """
    if start.tzinfo is not None:
        return start
    aware = start.replace(tzinfo=zone)
    if aware.utcoffset() == aware.replace(fold=1).utcoffset():
        return aware
    if not wall_clock_exists(start, zone):
        raise ValueError(f"this local time does not exist in {zone.key}: the clock skips it")
    if wall_clock_is_ambiguous(start, zone):
        raise ValueError(f"this local time occurs twice in {zone.key}, so it needs an offset, such as "
                         f"{aware.isoformat()} or {aware.replace(fold=1).isoformat()}")
    return aware


def interval_of(moment: dt.datetime, grid: TimeGrid) -> int:
    """Interval that starts at an aware moment; below 0 or from `grid.intervals` on outside the horizon.

    Raises
    ------
    ValueError
        If no interval starts at the moment.
    """
    elapsed = moment - grid.origin
    interval, rest = divmod(elapsed, dt.timedelta(minutes=grid.interval_minutes))
    if rest:
        raise ValueError(f"no interval of {grid.interval_minutes} min starts at this time")
    return interval


def open_cells(instance: Instance) -> NDArray[np.bool_]:
    """Whether calls are answered in each cell of the horizon; shape (cells,)."""
    is_open = np.zeros(instance.grid.cells, dtype=np.bool_)
    for windows in instance.opening:
        for start, end in windows:
            is_open[start:end] = True
    return is_open


def open_intervals(instance: Instance) -> NDArray[np.bool_]:
    """Whether calls are answered in an interval, or in a part of it; shape (intervals,)."""
    return opening_days(instance) >= 0


def days_of_intervals(instance: Instance) -> NDArray[np.int64]:
    """Calendar day of the horizon in which each interval lies; shape (intervals,)."""
    grid = instance.grid
    first = np.arange(grid.intervals) * grid.cells_per_interval
    return np.searchsorted(np.asarray(grid.day_starts[1 : grid.days]), first, side="right").astype(np.int64)


def opening_days(instance: Instance) -> NDArray[np.int64]:
    """Day whose opening window an interval lies in, also past midnight; -1 where closed; shape (intervals,).

    Where the window of a day and that of the day before overlap, it is the later one's.
    """
    days = np.full(instance.grid.intervals, -1, dtype=np.int64)
    per_interval = instance.grid.cells_per_interval
    for day, windows in enumerate(instance.opening):
        for start, end in windows:
            days[max(start, 0) // per_interval : -(-end // per_interval)] = day
    return days


def of_yesterday(instance: Instance) -> NDArray[np.bool_]:
    """Whether an interval lies in a window that opened on the day before the horizon, and in no later one; (intervals,)."""
    grid, mask = instance.grid, np.zeros(instance.grid.intervals, dtype=np.bool_)
    (windows,) = instance.hours.windows(instance.horizon.start - dt.timedelta(days=1), 1)
    for window in windows:
        if window.end <= window.start:
            mask[: max(0, grid.window_cells(-1, window.start, window.end)[1]) // grid.cells_per_interval] = True
    return np.asarray(mask & ~open_intervals(instance))


def call_rows(instance: Instance) -> tuple[CallInterval, ...]:
    """Rows of the forecast, or of a day's total, lifted by `campaigns` exactly once.

    What a row's `campaign_factor` says it contains already is taken out first. Where the requirement stands in place of
    calls, or a day has none, there are none in any open interval.
    """
    if (not instance.calls.are_given and instance.requirement) or (instance.calls.per_day == 0 and None not in instance.queues):
        return tuple(_no_calls(instance))
    from_total = instance.calls.per_day is not None
    rows = tuple(rows_of_day_total(instance, opening_days(instance))) if from_total else instance.calls.forecast
    return tuple(part for row in rows for part in _parts(_lifted(row, instance), instance, from_total=from_total))


def parts_of_an_interval(instance: Instance) -> int:
    """Intervals of the grid for one of the hotline's: several where the clock changes by less than one."""
    return instance.hotline.interval_minutes // instance.grid.interval_minutes


def _parts(row: CallInterval, instance: Instance, *, from_total: bool) -> Iterator[CallInterval]:
    """A row of the forecast in as many parts as its interval has, each with its share of the calls."""
    count = 1 if from_total else parts_of_an_interval(instance)
    if count == 1:
        yield row
        return
    names = [name for name in ("calls", "calls_p10", "calls_p90") if getattr(row, name) is not None]
    start = moment_of(row.start, instance.grid.zone).astimezone(dt.UTC)
    for number in range(count):
        moment = start + dt.timedelta(minutes=number * instance.grid.interval_minutes)
        yield row.model_copy(update={"start": moment.astimezone(instance.grid.zone)}
                             | {name: getattr(row, name) / count for name in names})


def _no_calls(instance: Instance) -> Iterator[CallInterval]:
    for queue in instance.queues:
        for interval in np.flatnonzero(open_intervals(instance)).tolist():
            start = instance.grid.moment(interval * instance.grid.cells_per_interval)
            yield CallInterval(start=start, calls=0, aht_s=1, queue=queue)


def _lifted(row: CallInterval, instance: Instance) -> CallInterval:
    local = row.start if row.start.tzinfo is None else row.start.astimezone(instance.grid.zone)
    factor = campaign_factor(instance.campaigns, local.date(), local.hour * 60 + local.minute)
    contained = 1.0 if row.campaign_factor is None else row.campaign_factor
    if math.isclose(factor, contained, rel_tol=1e-5):  # as a table writes it
        return row
    names = [name for name in ("calls", "calls_p10", "calls_p90") if getattr(row, name) is not None]
    scaled = {name: getattr(row, name) * factor / contained for name in names}
    return row.model_copy(update={**scaled, "campaign_factor": factor})


def calls_by_interval(
    instance: Instance, queue: str | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Expected calls of a queue in each interval, and their mean handling time in s; both of shape (intervals,).

    NaN stands where the hotline is closed or no row speaks of the interval: missing is never zero. Without
    `service.queues` the only queue is None.

    Raises
    ------
    ValueError
        If a row lies off the grid, outside the horizon, or repeats an interval; `cross_faults` names all of these.
    """
    grid = instance.grid
    calls = np.full(grid.intervals, np.nan)
    aht_s = np.full(grid.intervals, np.nan)
    for row in call_rows(instance):
        if row.queue != queue:
            continue
        interval = interval_of(moment_of(row.start, grid.zone), grid)
        if not 0 <= interval < grid.intervals:
            raise ValueError(f"calls at {row.start.isoformat()} lie outside the horizon")
        if not np.isnan(calls[interval]):
            raise ValueError(f"two rows of calls for {row.start.isoformat()}")
        calls[interval], aht_s[interval] = row.calls, row.aht_s
    closed = ~open_intervals(instance)
    calls[closed] = np.nan
    aht_s[closed] = np.nan
    return calls, aht_s


def bounds_by_interval(
    instance: Instance, queue: str | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """10 % and 90 % quantile of the calls of a queue in each interval, where the forecast has them; NaN elsewhere.

    Both of shape (intervals,).
    """
    low, high = np.full(instance.grid.intervals, np.nan), np.full(instance.grid.intervals, np.nan)
    is_open = open_intervals(instance)
    for row in call_rows(instance):
        interval = interval_of(moment_of(row.start, instance.grid.zone), instance.grid)
        if row.queue == queue and row.calls_p10 is not None and row.calls_p90 is not None and is_open[interval]:
            low[interval], high[interval] = row.calls_p10, row.calls_p90
    return low, high
