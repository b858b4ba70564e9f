"""``schedule forecast``: a call log or an interval table → the calls of the coming days, with bounds."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from scheduler.cli.log_options import INTERVALS, known_zone, log_options, options_of
from scheduler.errors import Fault, InputError

if TYPE_CHECKING:
    import pandas as pd

    from scheduler.demand.forecast.coming import Wanted
    from scheduler.demand.forecast.history import History
    from scheduler.instance.campaigns import Campaign
    from scheduler.instance.instance import Instance
    from scheduler.instance.shapes import Shape
    from scheduler.read.call_log.understood import Understood

_ALL_DAY = (0, 24 * 60)


@click.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("instance_path", metavar="[INSTANCE]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write, such as calls.csv; left out: the calls of INSTANCE, or standard output without one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: method, backtest, oddities and rows.")
@click.option(
    "--start",
    "first_day",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Without INSTANCE: first day; left out: the day after the log ends.",
)
@click.option("--days", type=click.IntRange(1, 366), help="Without INSTANCE: number of days.  [default: 14]")
@click.option(
    "--interval",
    metavar="MINUTES",
    type=click.Choice(INTERVALS),
    help="Without INSTANCE: length of an interval.  [default: 15, or that of the table]",
)
@click.option("--timezone", metavar="ZONE", callback=known_zone, help="Without INSTANCE: zone of the hotline.")
@click.option(
    "--shape",
    "shape_name",
    metavar="SHAPE",
    help="How a total a day spreads: flat, double-peak, evening, or a CSV file with the columns time and weight.",
)
@click.option(
    "--campaign-effect",
    "effect_of",
    metavar="NAME",
    help="Instead of a forecast: what a campaign of INSTANCE (its name or date) really brought.",
)
@log_options("--start-column", "--date-column", "00:00 to 24:00")
def command(
    log: Path, instance_path: Path | None, output: Path | None, as_json: bool, effect_of: str | None, **values: Any
) -> None:
    """Forecast calls and handling time from LOG, for the horizon and the opening hours of INSTANCE or for --days.

    LOG is a call log, one row a call, or a table, one row an interval or a day; what was understood of it is said first. The
    calls that INSTANCE has are not read: they are replaced, in the sheet Calls of a workbook, or in the table that hotline.yaml
    names, unless -o names another file. Columns: start, calls, aht_s, and calls_p10 and calls_p90, between which four intervals
    of five lie. Campaigns of INSTANCE are in it. With --queue each queue is foretold by itself, and its rows name it.

    The method is the one that was best on the past of this very hotline; it is named with its error. Days without
    a record, bursts and odd days are named too, and do not disturb the forecast.
    """
    import pandas as pd

    from scheduler.cli.forecast_shown import left_out, print_effect, record_of_all, summary
    from scheduler.cli.progress import saying_if_slow
    from scheduler.demand.forecast.campaign_effect import campaign_effect
    from scheduler.demand.forecast.coming import forecast_queues
    from scheduler.demand.forecast.horizon import to_csv
    from scheduler.read.calls_place import refuse_open_document

    if instance_path is not None and output is None and effect_of is None:
        refuse_open_document(instance_path)  # before anything is learned, which takes a while
    instance = _instance(instance_path, values) if instance_path is not None else None
    histories, understood = _histories(log, instance, values)
    if values["timezone"] is None and understood.is_told_in_utc:
        values["timezone"] = ZoneInfo("UTC")
    if effect_of is not None:
        if len(histories) > 1:
            raise click.UsageError("--campaign-effect tells of all calls together; leave out --queue")
        print_effect(campaign_effect(*_campaign(next(iter(histories.values())), instance, effect_of)), as_json)
        return
    with saying_if_slow("testing the methods on the past of this hotline"):
        comings = forecast_queues(histories, _wanted(instance, next(iter(histories.values())), values))
    rows = pd.concat([coming.rows for coming in comings.values()], ignore_index=True)
    text = to_csv(rows)
    written = _write(rows, text, log, instance_path, output)
    if as_json:
        click.echo(json.dumps(record_of_all(comings), indent=1))
    elif output is None and not (written and sys.stdout.isatty()):
        click.echo(text, nl=False)
    for line in left_out(histories, comings):
        click.echo(line, err=True)
    for queue, coming in comings.items():
        for line in summary(coming):
            click.echo(line if queue is None else f"{queue}: {line}", err=True)
    if written:
        click.echo(f"written to {click.format_filename(written)}", err=True)
        if output is None and instance_path is not None:
            click.echo(f"next: schedule check {shlex.quote(str(instance_path))}", err=True)


def _instance(path: Path, values: dict[str, Any]) -> Instance:
    from scheduler.cli.notes import say_notes
    from scheduler.library.instance import Instance
    from scheduler.read.instance_file import read_instance

    if named := [name for name in ("first_day", "days", "interval", "timezone") if values[name] is not None]:
        raise click.UsageError(f"--{named[0].replace('first_day', 'start')} is not for use with INSTANCE, which says it")
    instance = Instance.of(read_instance(path, calls_to_come=True))
    say_notes(instance)
    return instance


def _histories(log: Path, instance: Instance | None, values: dict[str, Any]) -> tuple[dict[str | None, History], Understood]:
    """Read the log, and say what was understood of it before anything is learned."""
    from scheduler.read.call_log.history import read_histories

    minutes = instance.hotline.interval_minutes if instance else values["interval"] or 15
    zone = ZoneInfo(instance.hotline.timezone) if instance else values["timezone"]
    if values["first_attempts"] is None and instance and instance.has_redials:
        values["first_attempts"] = True  # the calls of the instance are to be first attempts
    histories, understood = read_histories(log, options_of(values, interval_minutes=minutes, zone=zone, hours=_ALL_DAY))
    for line in understood.lines():
        click.echo(line, err=True)
    return histories, understood


def _wanted(instance: Instance | None, history: History, values: dict[str, Any]) -> Wanted:
    from scheduler.demand.forecast.coming import Wanted

    own = history.interval_minutes if history.interval_minutes in INTERVALS else 15
    return Wanted(
        instance=instance,
        first=values["first_day"].date() if values["first_day"] else None,
        days=values["days"] or 14,
        interval_minutes=instance.hotline.interval_minutes if instance else values["interval"] or own,
        zone=values["timezone"],
        aht_s=values["aht_s"],
        shape=_shape(values["shape_name"]),
        hours=_ALL_DAY if values["first"] is None else (values["first"], values["last"]),
    )


def _shape(name: str | None) -> Shape | None:
    from scheduler.instance.shapes import SHAPES, named_shape
    from scheduler.read.shape_file import read_shape

    if name is None:
        return None
    return named_shape(name) if name in SHAPES else read_shape(Path(name))


def _write(rows: pd.DataFrame, text: str, log: Path, instance_path: Path | None, output: Path | None) -> Path | None:
    """Write the calls where they are wanted, and return where; None: only to standard output."""
    from scheduler.cli.output import write_table
    from scheduler.demand.forecast.horizon import table_of
    from scheduler.publish.atomic import write_files
    from scheduler.publish.overwriting import refuse_overwriting
    from scheduler.read.calls_place import with_calls

    if output is not None:
        write_table(output, text, inputs=[log])
        return output
    if instance_path is None:
        return None
    place = with_calls(instance_path, table_of(rows))
    if place is None:
        click.echo(
            f"{click.format_filename(instance_path)} names no table of calls, so that nothing was written there; write "
            "`calls: {forecast: calls.csv}` into it, or name a file with -o",
            err=True,
        )
        return None
    path, content = place
    if path.suffix.lower() != ".xlsx" or path.resolve() == log.resolve():
        refuse_overwriting({path: content}, [log])
    write_files({path: content})
    return path


def _campaign(history: History, instance: Instance | None, name: str) -> tuple[History, Campaign]:
    """A campaign, and the history without the others."""
    from scheduler.demand.forecast.coming import with_kinds
    from scheduler.demand.forecast.horizon import without_campaigns

    if instance is None:
        raise click.UsageError("--campaign-effect needs INSTANCE, which says when the campaign was")
    found = [campaign for campaign in instance.campaigns if name in (campaign.name, campaign.date.isoformat())]
    if len(found) != 1:
        known = ", ".join(campaign.label for campaign in instance.campaigns) or "none"
        raise InputError(
            [
                Fault(
                    "",
                    "campaigns",
                    f"{len(found) or 'no'} campaigns are called {name!r}; known are {known}; "
                    "a name or a date that is its alone is needed",
                )
            ]
        )
    others = instance.model_copy(update={"campaigns": tuple(each for each in instance.campaigns if each is not found[0])})
    return without_campaigns(with_kinds(history, instance), others), found[0]
