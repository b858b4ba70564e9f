"""Options of every command that reads a call log or a table of intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from scheduler.instance.base import parse_local_time

if TYPE_CHECKING:
    import pandas as pd

    from scheduler.read.call_log import LogOptions

Command = TypeVar("Command", bound=Callable[..., Any])
INTERVALS = [5, 6, 10, 12, 15, 20, 30, 60]
_UNITS = ["ms", "s", "min", "h", "days", "m:ss", "h:mm", "h:mm:ss"]
_NAMES = ("start", "date", "handling", "answered_at", "end", "outcome", "direction", "queue", "caller", "calls",
          "total_handling")
_AS_THEY_ARE = ("order", "sheet", "unit", "decimal", "each_row_is_a_call", "aht_s", "first_attempts")


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


def log_options(start: str, date: str, hours: str) -> Callable[[Command], Command]:
    """Add the options that say how a file is to be read.

    Parameters
    ----------
    start, date
        Names of the options of the columns of the beginning and its date.
    hours
        What holds where --from and --to are left out, for the help.
    """
    return _adding([*_column_options(start, date), *_table_column_options(), *_reading_options(), *_counting_options(hours)])


def options_of_single_calls() -> Callable[[Command], Command]:
    """Add the same for a command that reads single calls only, and counts none by interval."""
    return _adding([*_column_options("--start-column", "--date-column", "--handling-column"), *_reading_options()])


def _adding(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _column_options(start: str, date: str, handling: str = "--handling") -> list[Callable[[Command], Command]]:
    """Options that name columns, and what the words in them mean."""
    return [
        click.option(
            start, "column_start", metavar="COLUMN", help="When the call or interval began: date and time, or the time only."
        ),
        click.option(date, "column_date", metavar="COLUMN", help="Its date, where the start is a time only."),
        click.option(handling, "column_handling", metavar="COLUMN", help="Handling time; of a table its mean by call."),
        click.option("--end", "column_end", metavar="COLUMN", help="End of the call, where there is no handling time."),
        click.option(
            "--answered-at",
            "column_answered_at",
            metavar="COLUMN",
            help="With --end: when the operator answered; left out, waiting counts too.",
        ),
        click.option("--outcome", "column_outcome", metavar="COLUMN", help="What became of the call."),
        click.option("--answered", metavar="VALUES", default="", help="Outcomes of answered calls, such as AGENT,DONE."),
        click.option("--abandoned", metavar="VALUES", default="", help="Outcomes of calls that were not answered."),
        click.option("--ignored", metavar="VALUES", default="", help="Outcomes of rows that are no calls."),
        click.option("--direction", "column_direction", metavar="COLUMN", help="Whether the call came in or went out."),
        click.option("--queue", "column_queue", metavar="COLUMN", help="Queue of the call, for a hotline with several."),
        click.option("--caller", "column_caller", metavar="COLUMN", help="Number of the caller, which tells redials apart."),
    ]


def _table_column_options() -> list[Callable[[Command], Command]]:
    """Options that name columns only a table has."""
    return [
        click.option(
            "--calls-column", "column_calls", metavar="COLUMN", help="Of a table, one row an interval: its number of calls."
        ),
        click.option(
            "--total-handling", "column_total_handling", metavar="COLUMN", help="Of a table: handling time of all its calls."
        ),
    ]


def _reading_options() -> list[Callable[[Command], Command]]:
    """Options that answer what a file leaves open."""
    return [
        click.option(
            "--one-row-a-call", "each_row_is_a_call", is_flag=True, help="Each row is a call, however few there are a day."
        ),
        click.option("--unit", type=click.Choice(_UNITS), help="Unit of handling times; left out: as they are written."),
        click.option(
            "--decimal",
            type=click.Choice(["point", "comma"]),
            help="Whether 1.250 is a fraction (point) or a thousand (comma).",
        ),
        click.option("--day-first", "order", flag_value="dmy", help="03/04/2026 is in April; left out: as other dates show."),
        click.option("--month-first", "order", flag_value="mdy", help="03/04/2026 is in March."),
        click.option("--year-first", "order", flag_value="ymd", help="26/03/04 is in March 2026."),
        click.option("--sheet", help="Worksheet of a workbook; left out: the first that looks like a log or table."),
    ]


def _counting_options(hours: str) -> list[Callable[[Command], Command]]:
    """Options on how calls are counted by interval."""
    return [
        click.option(
            "--aht",
            "aht_s",
            metavar="SECONDS",
            type=click.FloatRange(0, 36_000, min_open=True),
            help="Mean handling time, for a table without one.",
        ),
        click.option(
            "--from",
            "first",
            metavar="HH:MM",
            callback=local_time,
            help=f"Of a log: on a day with calls, an interval from here on without a call had none.  [default: {hours}]",
        ),
        click.option("--to", "last", metavar="HH:MM", callback=local_time, help="… up to here."),
        click.option(
            "--first-attempts/--every-call",
            default=None,
            help="Of a log that tells callers apart: count no redials, calls of somebody whose last one was not answered. Left "
            "out: every call, but for an instance with `redials`.",
        ),
    ]


def said_calls(log: Path, options: LogOptions) -> pd.DataFrame:
    """Calls of a log with one row a call; what was understood of it is said."""
    from scheduler.library.calls import single_calls

    frame, understood = single_calls(log, options)
    for line in understood.lines():
        click.echo(line, err=True)
    return frame


def options_of(
    values: Mapping[str, Any], *, interval_minutes: int, zone: ZoneInfo | None, hours: tuple[int, int] | None
) -> LogOptions:
    """What the options of a command say of how a file is to be read.

    Parameters
    ----------
    values
        Values of the options that `log_options` or `options_of_single_calls` added.
    interval_minutes, zone
        Length of an interval, and zone of the hotline.
    hours
        Hours in which a log has no call missing, where --from and --to are left out.
    """
    from scheduler.read.call_log import Columns, LogOptions, Outcomes

    values = {"first": None, "last": None, "aht_s": None, "column_calls": None, "column_total_handling": None,
              "first_attempts": None} | dict(values)
    values["first_attempts"] = bool(values["first_attempts"])
    first, last = values["first"], values["last"]
    if (first is None) != (last is None):
        raise click.UsageError("--from and --to stand together")
    if first is not None and last <= first:
        raise click.UsageError("--to must be after --from")
    parts = (
        tuple(part.strip() for part in values[name].split(",") if part.strip()) for name in ("answered", "abandoned", "ignored")
    )
    return LogOptions(
        columns=Columns(**{name: values[f"column_{name}"] for name in _NAMES}),
        outcomes=Outcomes(*parts),
        interval_minutes=interval_minutes,
        zone=zone,
        hours=hours if first is None else (first, last),
        **{name: values[name] for name in _AS_THEY_ARE},
    )
