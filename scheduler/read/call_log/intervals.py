"""Calls by interval, with their mean handling time. A day without calls is left out: missing is not zero."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.periods import DAY, WEEK
from scheduler.read.call_log.reading import read_call_log
from scheduler.read.call_log.understood import Understood
from scheduler.timegrid import MINUTES_PER_DAY

OF_INTERVAL, OF_TIME, OF_ALL = "interval", "time of day", "all"
"""What a mean handling time is over: the interval itself, the same time of all days, or all calls."""


def read_intervals(path: Path, options: LogOptions | None = None) -> tuple[pd.DataFrame, Understood]:
    """Calls by interval, from a log or a table.

    Returns
    -------
    frame : pandas.DataFrame
        One row an interval and queue: `start`, `queue` (None: not asked for), `calls` (halves where the log does not say in
        which of two repeated hours a call came), `aht_s`, `aht_of` (what the mean is over).
    understood : Understood
        What was understood.

    Raises
    ------
    InputError
        As `read_call_log`; if a total a day or a week is to be spread; and if no handling time is known.
    """
    options = options or LogOptions()
    frame, understood = read_call_log(path, options)
    return with_means(quarters(frame, understood, options), understood, options), understood


def quarters(frame: pd.DataFrame, understood: Understood, options: LogOptions) -> pd.DataFrame:
    """Sums by interval of the wanted length.

    Returns
    -------
    pandas.DataFrame
        Columns `start`, `queue`, `calls`, `weight` (calls whose handling time is known), `seconds` (of these together).
    """
    if understood.kind == "log":
        return _with_quiet(_summed(_weighed(frame, first_attempts=options.first_attempts), options.interval_minutes), options)
    minutes = understood.minutes or 0
    if minutes >= DAY:
        what = "day" if minutes < WEEK else "week"
        raise InputError(
            [
                Fault(
                    understood.name,
                    "start",
                    f"holds a total a {what}: {understood.calls:,.0f} calls in {understood.days} {what}s. "
                    "`schedule forecast` spreads totals of days with --shape; or write calls.per_day and calls.shape into the "
                    "instance",
                )
            ]
        )
    if options.interval_minutes % minutes:
        raise InputError(
            [
                Fault(
                    understood.name,
                    "start",
                    f"the rows are {minutes} min apart, which does not divide the interval of "
                    f"{options.interval_minutes} min; choose another with --interval",
                )
            ]
        )
    weight = frame["answered"].fillna(frame["calls"]).where(frame["aht_s"].notna(), 0.0)
    own = frame.assign(weight=weight, seconds=weight * frame["aht_s"].fillna(0.0))
    return _complete(own, minutes, options.interval_minutes)


def _weighed(frame: pd.DataFrame, *, first_attempts: bool) -> pd.DataFrame:
    """Calls of a log with their weight: half each in the two readings of a repeated hour, if nothing tells which it was.

    Where first attempts are counted, redials tell of handling times only.
    """
    timed = frame["handling_s"].notna() & (frame["handling_s"] > 0)
    own = pd.DataFrame(
        {
            "start": frame["start"],
            "queue": frame["queue"],
            "calls": np.where(frame["again"] & first_attempts, 0.0, 1.0),
            "weight": frame["handling_s"].notna().astype(float),
            "seconds": frame["handling_s"].where(timed, 0.0),
        }
    )
    if not frame["unsure"].any():
        return own
    unsure = frame["unsure"]
    zone = frame["start"].dt.tz
    own.loc[unsure, ["calls", "weight", "seconds"]] /= 2
    again = own[unsure]
    second = again["start"].dt.tz_localize(None).dt.tz_localize(zone, ambiguous=np.zeros(len(again), dtype=bool))
    return pd.concat([own, again.assign(start=second)])


def _floor(start: pd.Series, minutes: int) -> pd.Series:
    """Beginning of the interval of the wall clock in which a moment lies."""
    whole = pd.to_timedelta((start.dt.minute % minutes) * 60 + start.dt.second, unit="s")
    begin: pd.Series = start - whole - pd.to_timedelta(start.dt.microsecond * 1_000 + start.dt.nanosecond, unit="ns")
    return begin


def _summed(own: pd.DataFrame, minutes: int) -> pd.DataFrame:
    order, names = pd.factorize(own["queue"], use_na_sentinel=False)
    sums = (
        own.assign(start=_floor(own["start"], minutes), order=order)
        .groupby(["order", "start"])[["calls", "weight", "seconds"]]
        .sum()
        .reset_index()
    )
    return sums.assign(queue=_names(sums.pop("order"), names))


def _names(order: pd.Series, names: pd.Index) -> pd.Series:
    """Queues by their number; None where no column of queues was asked for."""
    plain = [None if name != name else name for name in names.tolist()]
    return pd.Series([plain[at] for at in order.tolist()], order.index, dtype=object)


def _complete(own: pd.DataFrame, minutes: int, wanted: int) -> pd.DataFrame:
    """Sums of the intervals of which no part is missing."""
    order, names = pd.factorize(own["queue"], use_na_sentinel=False)
    parts = own.assign(start=_floor(own["start"], wanted), order=order, parts=1)
    sums = parts.groupby(["order", "start"])[["calls", "weight", "seconds", "parts"]].sum().reset_index()
    sums = sums.assign(queue=_names(sums.pop("order"), names))
    return sums[sums["parts"] >= wanted // minutes].drop(columns="parts")


def _with_quiet(sums: pd.DataFrame, options: LogOptions) -> pd.DataFrame:
    """Intervals of a log that had no call, as another of the same day and queue, or of another queue, had one."""
    starts = pd.Series(sums["start"].unique())
    every = pd.concat([starts, _quiet(starts, options)]).drop_duplicates().sort_values()
    order, names = pd.factorize(sums["queue"], use_na_sentinel=False)
    index = pd.MultiIndex.from_product([range(len(names)), every], names=["order", "start"])
    own = sums.drop(columns="queue").assign(order=order)
    full = own.set_index(["order", "start"]).reindex(index, fill_value=0.0).reset_index()
    return full.assign(queue=_names(full.pop("order"), names))


def _quiet(starts: pd.Series, options: LogOptions) -> pd.Series:
    """Intervals inside the hours of a day that had calls, or from its first call to its last."""
    step = options.interval_minutes
    minute = starts.dt.hour * 60 + starts.dt.minute
    days = starts.dt.tz_localize(None).dt.normalize()
    if options.hours:
        spans = pd.DataFrame({"first": options.hours[0], "last": options.hours[1]}, index=days.unique())
    else:
        spans = pd.DataFrame({"first": minute.groupby(days).min(), "last": minute.groupby(days).max() + step})
    naive = pd.Series(
        [
            day + pd.Timedelta(minutes=at)
            for day, first, last in spans.itertuples()
            for at in range(int(first) - int(first) % step, min(int(last), MINUTES_PER_DAY), step)
        ],
        dtype="datetime64[ns]",
    )
    zone = starts.dt.tz
    if zone is None:
        return naive
    both = [naive.dt.tz_localize(zone, ambiguous=np.full(len(naive), reading), nonexistent="NaT") for reading in (True, False)]
    return pd.concat(both).dropna().drop_duplicates()


def with_means(sums: pd.DataFrame, understood: Understood, options: LogOptions) -> pd.DataFrame:
    """Intervals with a mean handling time each; where none was answered that of the same time of all days, or of all calls.

    Raises
    ------
    InputError
        If no handling time is known.
    """
    if not sums["seconds"].sum() and options.aht_s is None:
        raise InputError(
            [
                Fault(
                    understood.name,
                    "handling",
                    f"none of {understood.calls:,.0f} calls has a handling time above 0 s; name its column "
                    "with --handling, or say --aht SECONDS",
                )
            ]
        )
    if not sums["seconds"].sum():
        return sums.assign(aht_s=options.aht_s, aht_of=OF_ALL)[["start", "queue", "calls", "aht_s", "aht_of"]]
    minute = sums["start"].dt.hour * 60 + sums["start"].dt.minute
    by = [sums["queue"].fillna(""), minute]
    of_time = _mean(sums["seconds"].groupby(by).transform("sum"), sums["weight"].groupby(by).transform("sum"))
    of_queue = _mean(*(sums[name].groupby(by[0]).transform("sum") for name in ("seconds", "weight")))
    of_all = of_queue.fillna(sums["seconds"].sum() / sums["weight"].sum()).round(1).clip(lower=0.1)
    own = _mean(sums["seconds"], sums["weight"])
    of = np.select([own.notna(), of_time.notna()], [OF_INTERVAL, OF_TIME], OF_ALL)
    found = sums.assign(aht_s=own.fillna(of_time).fillna(of_all), aht_of=of)
    return found[["start", "queue", "calls", "aht_s", "aht_of"]].reset_index(drop=True)


def _mean(seconds: pd.Series, weight: pd.Series) -> pd.Series:
    """Mean to a tenth of a second; NaN where it would be 0, which says nothing about a conversation."""
    mean = (seconds / weight.where(weight > 0)).round(1)
    return mean.where(mean > 0)


def to_csv(frame: pd.DataFrame, zone: ZoneInfo | None) -> str:
    """Intervals as an instance reads them: ``start,calls,aht_s``, and ``queue`` where there are several.

    Parameters
    ----------
    frame
        Columns `start`, `calls`, `aht_s`, `queue`.
    zone
        Zone of the hotline; None where it was not told: moments are then written with their offset, if they have one.
    """
    columns = {
        "start": written(frame["start"], zone),
        "calls": frame["calls"].map(lambda calls: f"{calls:.12g}"),
        "aht_s": frame["aht_s"].map(lambda aht_s: f"{aht_s:.1f}"),
    }
    if frame["queue"].notna().any():
        columns["queue"] = frame["queue"]
    return str(pd.DataFrame(columns).to_csv(index=False, lineterminator="\n"))


def written(start: pd.Series, zone: ZoneInfo | None) -> pd.Series:
    """Beginnings as a table has them: by the wall clock, with an offset where that reads an hour twice, or no zone was told."""
    if start.dt.tz is None or zone is None:
        return start.map(lambda moment: moment.isoformat(timespec="minutes"))
    naive = start.dt.tz_localize(None)
    first, second = (
        naive.dt.tz_localize(zone, ambiguous=np.full(len(naive), reading), nonexistent="NaT") for reading in (True, False)
    )
    return pd.Series(
        [
            (moment if one != other else moment.tz_localize(None)).isoformat(timespec="minutes")
            for moment, one, other in zip(start, first, second, strict=True)
        ],
        start.index,
    )
