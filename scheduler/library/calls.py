"""`scheduler.read_calls` and `scheduler.forecast`: what a telephone system exported, and the calls to come."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from scheduler.demand.forecast.coming import Wanted, forecast_queues
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.shapes import Shape, named_shape
from scheduler.library.days import day
from scheduler.read.call_log import Columns, LogOptions, Outcomes, Understood, read_call_log, read_intervals
from scheduler.read.call_log.history import read_histories

_ALL_DAY = (0, 24 * 60)


def read_calls(path: str | Path, **options: Any) -> pd.DataFrame:
    """Calls by interval, from a call log or a table of intervals in whatever form it was exported.

    Parameters
    ----------
    path
        CSV, .xlsx, .xls, .ods, or Asterisk's queue_log.
    options
        As the fields of `LogOptions`, such as ``timezone="Europe/Berlin"``, ``interval_minutes=30``; ``columns`` and
        ``outcomes`` as
        dictionaries.

    Returns
    -------
    One row an interval: ``start``, ``queue`` (None: not asked for), ``calls``, ``aht_s``, ``aht_of``; what was
    understood of the
    file stands in ``attrs["understood"]``, as a list of lines.

    Raises
    ------
    InputError
        If it cannot be read, or may be read in two ways: with the option that answers.
    """
    frame, understood = read_intervals(Path(path), log_options(options))
    frame.attrs["understood"] = understood.lines()
    return frame


def forecast(
    log: str | Path,
    instance: Instance | None = None,
    *,
    start: dt.date | str | None = None,
    days: int = 14,
    shape: str | Shape | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Calls of the coming days, by the method that was best on the past of this very hotline.

    Parameters
    ----------
    log
        A call log or a table, as for `read_calls`.
    instance
        Its horizon and opening hours are foretold, and its campaigns are in it; None: some days. One with redials asks for
        first attempts, unless ``first_attempts=False``.
    start, days
        Without an instance: first day (a date, or its text such as ``"2026-12-07"``; None: the day after the log), and number
        of days.
    shape
        How a total a day spreads over the day: a name, or rows.
    options
        As for `read_calls`.

    Returns
    -------
    One row an interval: ``start``, ``queue`` (None: queues are not told apart), ``calls``, ``aht_s``, ``calls_p10``,
    ``calls_p90``, ``campaign_factor`` (NaN: no campaigns); the whole forecast, with its backtest, stands in
    ``attrs["coming"]``: with ``columns={"queue": "..."}`` one for each queue.

    Raises
    ------
    InputError
        As `read_calls`, and if the log says too little of the days that are wanted.
    """
    if instance is not None:
        options = {"first_attempts": instance.has_redials} | options | {
            "interval_minutes": instance.hotline.interval_minutes, "timezone": instance.hotline.timezone}
    read = log_options({"hours": _ALL_DAY, **options})
    histories, understood = read_histories(Path(log), read)
    wanted = Wanted(
        instance,
        None if start is None else day(start, "start"),
        days,
        read.interval_minutes,
        read.zone or (ZoneInfo("UTC") if understood.is_told_in_utc else None),
        read.aht_s,
        named_shape(shape) if isinstance(shape, str) else shape,
        read.hours or _ALL_DAY,
    )
    comings = forecast_queues(histories, wanted)
    rows = pd.concat([coming.rows for coming in comings.values()], ignore_index=True)
    rows.attrs |= {"coming": comings if read.columns.queue else comings[None], "understood": understood.lines()}
    return rows


def single_calls(path: Path, options: LogOptions) -> tuple[pd.DataFrame, Understood]:
    """Calls of a log with one row a call, and what was understood of it.

    Raises
    ------
    InputError
        If it cannot be read, or is a table, in which each row is many calls.
    """
    frame, understood = read_call_log(path, options)
    if understood.kind == "table":
        raise InputError([Fault(path.name, "", f"is a {understood.what}; a log with one row a call is needed")])
    return frame, understood


def log_options(given: dict[str, Any]) -> LogOptions:
    """How a log is read, from the options of the library."""
    own = dict(given)
    if (zone := own.pop("timezone", None)) is not None:
        own["zone"] = ZoneInfo(zone)
    if isinstance(own.get("columns"), dict):
        own["columns"] = Columns(**own["columns"])
    if isinstance(own.get("outcomes"), dict):
        own["outcomes"] = Outcomes(**own["outcomes"])
    return LogOptions(**own)
