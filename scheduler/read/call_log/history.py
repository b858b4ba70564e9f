"""From a file to a history: what a forecast learns from, whether the file is a log or a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from scheduler.demand.forecast.history import Days, History
from scheduler.errors import Fault, InputError
from scheduler.read.call_log.intervals import quarters
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.periods import DAY, WEEK
from scheduler.read.call_log.reading import read_call_log
from scheduler.read.call_log.strays import without_strays
from scheduler.read.call_log.understood import Understood
from scheduler.timegrid import MINUTES_PER_DAY

_MOST_DAYS = 3_660


def read_history(path: Path, options: LogOptions, holidays: dict[dt.date, int] | None = None) -> tuple[History, Understood]:
    """Read a call log or a table of one queue, or of all together (see `read_histories`)."""
    whole = replace(options, columns=replace(options.columns, queue=None))
    histories, understood = read_histories(path, whole, holidays)
    return histories[None], understood


def read_histories(
    path: Path, options: LogOptions, holidays: dict[dt.date, int] | None = None
) -> tuple[dict[str | None, History], Understood]:
    """Read a call log or a table, queue by queue where a column of queues is asked for.

    Parameters
    ----------
    path
        The file.
    options
        How it is read. Finer tables are summed up, and an interval of which a part is missing is missing; coarser ones keep
        their own intervals.
    holidays
        Kind of the dates that are not like their weekday (see `Days`).

    Returns
    -------
    The history of each queue, in the order of their names (None: of all calls), and what was understood.

    Raises
    ------
    InputError
        With every fault and its place.
    """
    frame, understood = read_call_log(path, options)
    minutes = options.interval_minutes
    if understood.kind == "table" and (understood.minutes or 0) > minutes:
        minutes = understood.minutes or 0
    if minutes >= WEEK:
        raise InputError(
            [
                Fault(
                    understood.name,
                    "start",
                    "holds a total a week, which says nothing of its days; write calls.per_day, "
                    "calls.weekday_factors and calls.shape into the instance: on a mean day there are "
                    f"{understood.calls / max(1, len(frame)) / 7:,.0f} calls",
                )
            ]
        )
    if minutes < DAY and MINUTES_PER_DAY % minutes:
        raise InputError([Fault(understood.name, "start", f"the rows are {minutes} min apart, which does not divide a day")])
    options = replace(options, interval_minutes=minutes if minutes < DAY else options.interval_minutes)
    sums = _of_days(frame) if minutes == DAY else quarters(frame, understood, options)
    if understood.kind == "log":
        sums, strays = without_strays(sums, minutes)
        understood = replace(understood, notes=(*understood.notes, *strays))
    apart = sums.groupby(sums["queue"].fillna("")) if options.columns.queue else [(None, sums)]
    return {
        queue: _history(
            own.groupby("start")[["calls", "weight", "seconds"]].sum().reset_index(), minutes, holidays, understood.name
        )
        for queue, own in apart
    }, understood


def _of_days(frame: pd.DataFrame) -> pd.DataFrame:
    weight = frame["answered"].fillna(frame["calls"]).where(frame["aht_s"].notna(), 0.0)
    return frame.assign(weight=weight, seconds=weight * frame["aht_s"].fillna(0.0))


def _history(sums: pd.DataFrame, minutes: int, holidays: dict[dt.date, int] | None, name: str) -> History:
    if sums.empty:
        raise InputError([Fault(name, "", "no interval of it is complete; at least one day of calls is needed")])
    wall = sums["start"].dt.tz_localize(None)
    first, last = wall.min().date(), wall.max().date()
    count = (last - first).days + 1
    if count > _MOST_DAYS:
        raise InputError([Fault(name, "start", f"goes from {first} to {last}; allowed are at most {_MOST_DAYS} days")])
    # an hour that a clock change repeats is one of the wall clock: the mean of both
    means = sums.assign(wall=wall).groupby("wall")[["calls", "weight", "seconds"]].mean().reset_index()
    day = (means["wall"].dt.normalize() - pd.Timestamp(first)).dt.days.to_numpy()
    at = ((means["wall"].dt.hour * 60 + means["wall"].dt.minute) // minutes).to_numpy()
    calls, times = (np.full((count, MINUTES_PER_DAY // minutes), np.nan) for _ in range(2))
    calls[day, at] = means["calls"]
    times[day, at] = (means["seconds"] / means["weight"].where(means["weight"] > 0)).where(lambda mean: mean > 0)
    return History.of(Days.of(first, count, holidays), minutes, calls, times)
