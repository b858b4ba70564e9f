"""``schedule calls``: a call log or a table of intervals → the table of calls per interval."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from scheduler.cli.log_options import INTERVALS, known_zone, log_options, options_of

if TYPE_CHECKING:
    import pandas as pd

_DEFAULT_MINUTES = 15
_NAMED_DAYS = 10


@click.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; left out: standard output."
)
@click.option(
    "--interval",
    metavar="MINUTES",
    type=click.Choice(INTERVALS),
    help="5, 6, 10, 12, 15, 20, 30 or 60; left out: 15 for a log, its own for a table.",
)
@click.option(
    "--timezone", metavar="ZONE", callback=known_zone, help="Zone of the hotline, for logs with offsets and for clock changes."
)
@log_options("--start", "--date", "from the first to the last call of the day")
def command(log: Path, output: Path | None, interval: int | None, timezone: ZoneInfo | None, **values: Any) -> None:
    """Turn a LOG (one row a call) or a table (one row an interval) into the table start,calls,aht_s of an instance.

    LOG is CSV, .xlsx, .xls, .ods or Asterisk's queue_log. What was understood of it is said on standard error before
    anything is counted; what may be read in two ways is refused, with the option that answers.

    Calls that nobody answered arrived, so they count as calls, but not in the mean handling time. Without a column of
    outcomes, those with a handling time above 0 were answered. An interval in which none was answered takes the mean
    of the same time of day over all days, or else the mean of all calls. Days without
    a call are left out: the log does not say whether the hotline was closed or the record is missing. A wall-clock time
    in the hour that a clock change repeats is taken in the order of the rows, or else counts half in each of the two.
    """
    from scheduler.cli.output import write_table
    from scheduler.read.call_log.intervals import quarters, to_csv, with_means
    from scheduler.read.call_log.reading import read_call_log

    options = options_of(values, interval_minutes=interval or _DEFAULT_MINUTES, zone=timezone, hours=None)
    frame, understood = read_call_log(log, options)
    for line in understood.lines():
        click.echo(line, err=True)
    if interval is None and understood.minutes in INTERVALS:
        options = options_of(values, interval_minutes=understood.minutes, zone=timezone, hours=None)
    table = with_means(quarters(frame, understood, options), understood, options)
    text = to_csv(table, timezone)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_table(output, text, inputs=[log])
    for line in _summary(table, frame if understood.kind == "log" else None):
        click.echo(line, err=True)


def _summary(table: pd.DataFrame, log: pd.DataFrame | None) -> list[str]:
    """What was written, and what was filled in or left out."""
    from scheduler.read.call_log.intervals import OF_ALL, OF_TIME

    queues = [queue for queue in dict.fromkeys(table["queue"]) if queue is not None]
    dates = sorted(set(table["start"].dt.date))
    days = f"{len(dates)} day{'' if len(dates) == 1 else 's'}"
    lines = [
        f"{table['calls'].sum():,.0f} calls on {days} from {dates[0]} to {dates[-1]}; "
        f"{len(table) // max(1, len(queues))} intervals"
        + (f" of {len(queues)} queues: {', '.join(map(str, queues))}" if len(queues) > 1 else "")
    ]
    if log is not None and (untimed := int(((log["outcome"] == "answered") & log["handling_s"].isna()).sum())):
        lines.append(f"{untimed:,} answered calls have no handling time; they count as calls only")
    filled = table["aht_of"].value_counts()
    if filled.get(OF_TIME, 0) or filled.get(OF_ALL, 0):
        lines.append(
            f"intervals without an answered call: {filled.get(OF_TIME, 0)} took the mean handling time of the same time of "
            f"day, "
            f"{filled.get(OF_ALL, 0)} that of all calls"
        )
    every = (dates[0] + dt.timedelta(days=step) for step in range((dates[-1] - dates[0]).days + 1))
    known = set(dates)
    if missing := [day for day in every if day not in known]:
        days = ", ".join(day.isoformat() for day in missing[:_NAMED_DAYS])
        more = f" and {len(missing) - _NAMED_DAYS} more" if len(missing) > _NAMED_DAYS else ""
        lines.append(f"no call on {days}{more}: left out, not written as 0")
    return lines
