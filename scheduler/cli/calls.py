"""``schedule calls``: a call log → the table of calls per interval."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from scheduler.instance.base import parse_local_time
from scheduler.publish.atomic import write_files
from scheduler.read.call_log import CallTable, Columns, LogOptions, Outcomes, read_call_log


def local_time(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    """Minutes after midnight of an option ``HH:MM``."""
    try:
        return None if value is None else parse_local_time(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is {error}") from None


def known_zone(_: click.Context, __: click.Parameter, value: str | None) -> ZoneInfo | None:
    """Zone of an option."""
    try:
        return None if value is None else ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise click.BadParameter(f"{value!r} is no known zone; allowed are IANA names such as Europe/Berlin") from None


@click.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="File to write; left out: standard output.")
@click.option("--start", metavar="COLUMN", help="When the call arrived: date and time, or the time only.")
@click.option("--date", metavar="COLUMN", help="Date of the call, where the start is a time only.")
@click.option("--handling", metavar="COLUMN", help="Handling time, in seconds or H:MM:SS.")
@click.option("--end", metavar="COLUMN", help="End of the call, where there is no handling time.")
@click.option("--answered-at", metavar="COLUMN",
              help="With --end: when the operator answered; left out, waiting counts too.")
@click.option("--outcome", metavar="COLUMN", help="What became of the call.")
@click.option("--answered", metavar="VALUES", default="", help="Outcomes of answered calls, such as AGENT,DONE.")
@click.option("--abandoned", metavar="VALUES", default="", help="Outcomes of calls that were not answered.")
@click.option("--ignored", metavar="VALUES", default="", help="Outcomes of rows that are no calls.")
@click.option("--queue", metavar="COLUMN", help="Queue of the call, for a hotline with several.")
@click.option("--day-first/--month-first", default=None, help="How 03/04/2026 is meant; left out: as other dates show.")
@click.option("--interval", metavar="MINUTES", default=15, show_default=True,
              type=click.Choice([5, 6, 10, 12, 15, 20, 30, 60]), help="5, 6, 10, 12, 15, 20, 30 or 60.")
@click.option("--timezone", metavar="ZONE", callback=known_zone,
              help="Zone of the hotline, for logs with offsets and for clock changes.")
@click.option("--from", "first", metavar="HH:MM", callback=local_time,
              help="On a day with calls, an interval from here on without a call had none.")
@click.option("--to", "last", metavar="HH:MM", callback=local_time,
              help="… up to here; left out: from the first to the last call of the day.")
@click.option("--sheet", help="Worksheet of an Excel log; left out: the first.")
def command(
    log: Path, output: Path | None, answered: str, abandoned: str, ignored: str, day_first: bool | None, interval: int,
    timezone: ZoneInfo | None, first: int | None, last: int | None, sheet: str | None, **columns: str | None,
) -> None:
    """Turn a call LOG (CSV or Excel, one row a call) into the table start,calls,aht_s of an instance.

    Calls that nobody answered arrived, so they count as calls, but not in the mean handling time. Without a column of
    outcomes, those with a handling time above 0 were answered. An interval in which none was answered takes the mean
    of the same time of day over all days, or else the mean of all calls. Days without
    a call are left out: the log does not say whether the hotline was closed or the record is missing. Columns,
    separator and encoding are recognised; options win. A wall-clock time in the hour that a clock change repeats
    counts half in each of the two.
    """
    if (first is None) != (last is None):
        raise click.UsageError("--from and --to stand together")
    if first is not None and last is not None and last <= first:
        raise click.UsageError("--to must be after --from")
    options = LogOptions(
        columns=Columns(**columns),
        outcomes=Outcomes(_values(answered), _values(abandoned), _values(ignored)),
        interval_minutes=interval,
        zone=timezone,
        hours=None if first is None or last is None else (first, last),
        day_first=day_first,
        sheet=sheet,
    )
    table = read_call_log(log, options)
    if output is None:
        click.echo(table.to_csv(), nl=False)
    else:
        write_files({output: table.to_csv().encode()})
    for line in _summary(table):
        click.echo(line, err=True)


def _values(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _summary(table: CallTable) -> list[str]:
    dates = sorted({row.start.date() for row in table.rows})
    queues = {row.queue: None for row in table.rows}
    filled = Counter(row.aht_of for row in table.rows)
    lines = [
        f"{table.calls} calls on {len(dates)} days from {dates[0]} to {dates[-1]}, {table.answered} answered, "
        f"mean handling time {table.aht_s:.1f} s; {len(table.rows) // len(queues)} intervals"
        + (f" of {len(queues)} queues: {', '.join(map(str, queues))}" if len(queues) > 1 else "")
    ]
    if table.ignored:
        lines.append(f"{table.ignored} rows are no calls by their outcome and were left out")
    if table.answered_without_time:
        lines.append(f"{table.answered_without_time} answered calls have no handling time; they count as calls only")
    if filled["time of day"] or filled["all"]:
        lines.append(f"intervals without an answered call: {filled['time of day']} took the mean handling time of "
                     f"the same time of day, {filled['all']} that of all calls")
    if table.days_without_calls:
        days = ", ".join(day.isoformat() for day in table.days_without_calls[:10])
        more = f" and {len(table.days_without_calls) - 10} more" if len(table.days_without_calls) > 10 else ""
        lines.append(f"no call on {days}{more}: left out, not written as 0")
    return lines
