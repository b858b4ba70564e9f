"""``schedule forecast``: a call log or an interval table → the calls of the coming days, with bounds."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import numpy as np

from scheduler.cli.calls import known_zone, local_time
from scheduler.demand.forecast import Days, Forecast, History, forecast
from scheduler.demand.forecast.campaign_effect import CampaignEffect, campaign_effect
from scheduler.demand.forecast.horizon import (
    Row,
    days_of,
    kinds_of_dates,
    never_called,
    rows_of_instance,
    rows_without_instance,
    to_csv,
    without_campaigns,
)
from scheduler.errors import Fault, InputError
from scheduler.instance.base import format_local_time
from scheduler.instance.campaigns import Campaign
from scheduler.instance.instance import Instance
from scheduler.publish.atomic import write_files
from scheduler.read.call_log import Columns, LogOptions, Outcomes
from scheduler.read.call_log.history import read_history
from scheduler.read.instance_file import read_instance

_NAMED = 20
_ALL_DAY = (0, 24 * 60)


@click.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("instance_path", metavar="[INSTANCE]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="File to write, such as calls.csv; left out: standard output.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: method, backtest, oddities and rows.")
@click.option("--start", "first_day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]),
              help="Without INSTANCE: first day; left out: the day after the log ends.")
@click.option("--days", type=click.IntRange(1, 366), help="Without INSTANCE: number of days.  [default: 14]")
@click.option("--interval", metavar="MINUTES", type=click.Choice([5, 6, 10, 12, 15, 20, 30, 60]),
              help="Without INSTANCE: length of an interval.  [default: 15]")
@click.option("--timezone", metavar="ZONE", callback=known_zone, help="Without INSTANCE: zone of the hotline.")
@click.option("--aht", "aht_s", metavar="SECONDS", type=click.FloatRange(0, 36_000, min_open=True),
              help="Mean handling time, for a table without one.")
@click.option("--campaign-effect", "effect_of", metavar="NAME",
              help="Instead of a forecast: what a campaign of INSTANCE (its name or date) really brought.")
@click.option("--start-column", metavar="COLUMN", help="Of a call log: when the call arrived.")
@click.option("--date-column", metavar="COLUMN", help="Its date, where the start is a time only.")
@click.option("--handling", metavar="COLUMN", help="Handling time.")
@click.option("--end", metavar="COLUMN", help="End of the call, where there is no handling time.")
@click.option("--answered-at", metavar="COLUMN", help="With --end: when the operator answered.")
@click.option("--outcome", metavar="COLUMN", help="What became of the call.")
@click.option("--answered", metavar="VALUES", default="", help="Outcomes of answered calls, such as AGENT,DONE.")
@click.option("--abandoned", metavar="VALUES", default="", help="Outcomes of calls that were not answered.")
@click.option("--ignored", metavar="VALUES", default="", help="Outcomes of rows that are no calls.")
@click.option("--day-first/--month-first", default=None, help="How 03/04/2026 is meant.")
@click.option("--from", "first", metavar="HH:MM", callback=local_time,
              help="Of a call log: an interval without a call from here on had none.  [default: 00:00]")
@click.option("--to", "last", metavar="HH:MM", callback=local_time, help="… up to here.  [default: 24:00]")
@click.option("--sheet", help="Worksheet of an Excel file; left out: the first.")
def command(
    log: Path, instance_path: Path | None, output: Path | None, as_json: bool, aht_s: float | None, effect_of: str | None,
    **options: Any,
) -> None:
    """Forecast calls and handling time from LOG, for the horizon and the opening hours of INSTANCE or for --days.

    LOG is a call log, one row a call, as for `schedule calls`, or a table with the columns start, calls and perhaps aht_s, one
    row an interval. The calls that INSTANCE names are not read. What comes out is the table that it names as its forecast:
    start, calls, aht_s, and calls_p10 and calls_p90, between which four intervals of five lie. Campaigns of INSTANCE are in it.

    The method is the one that was best on the past of this very hotline; it is named with its error. Days without
    a record, bursts and odd days are named too, and do not disturb the forecast.
    """
    instance = _instance(instance_path, options) if instance_path is not None else None
    history = _history(log, instance, options)
    if effect_of is not None:
        _print_effect(campaign_effect(*_campaign(history, instance, effect_of)), as_json)
        return
    if instance is not None:
        history = without_campaigns(history, instance)
    made, rows = _made(history, instance, aht_s, options)
    if output is not None:
        write_files({output: to_csv(rows).encode()})
    if as_json:
        click.echo(json.dumps(_record(made, rows), indent=1))
    elif output is None:
        click.echo(to_csv(rows), nl=False)
    for line in _summary(made, rows, history):
        click.echo(line, err=True)


def _instance(path: Path, options: dict[str, Any]) -> Instance:
    if named := [name for name in ("first_day", "days", "interval", "timezone") if options[name] is not None]:
        raise click.UsageError(f"--{named[0].replace('first_day', 'start')} is not for use with INSTANCE, which says it")
    return read_instance(path, calls_to_come=True).instance


def _history(log: Path, instance: Instance | None, options: dict[str, Any]) -> History:
    if (options["first"] is None) != (options["last"] is None):
        raise click.UsageError("--from and --to stand together")
    hours = _ALL_DAY if options["first"] is None else (options["first"], options["last"])
    if hours[1] <= hours[0]:
        raise click.UsageError("--to must be after --from")
    same = ("handling", "end", "answered_at", "outcome")
    names = {"start": "start_column", "date": "date_column"} | {name: name for name in same}
    values = (tuple(part.strip() for part in options[name].split(",") if part.strip())
              for name in ("answered", "abandoned", "ignored"))
    read = LogOptions(
        columns=Columns(**{role: options[name] for role, name in names.items()}),
        outcomes=Outcomes(*values),
        interval_minutes=instance.hotline.interval_minutes if instance else options["interval"] or 15,
        zone=ZoneInfo(instance.hotline.timezone) if instance else options["timezone"],
        hours=hours, day_first=options["day_first"], sheet=options["sheet"],
    )
    history = read_history(log, read)
    if instance is None:
        return history
    kinds = kinds_of_dates(instance.hours, history.days.first, history.days.dates[-1])
    return replace(history, days=Days.of(history.days.first, len(history.days), kinds))


def _made(
    history: History, instance: Instance | None, aht_s: float | None, options: dict[str, Any]
) -> tuple[Forecast, tuple[Row, ...]]:
    if instance is not None:
        target = days_of(instance)
    else:
        first = options["first_day"].date() if options["first_day"] else history.days.dates[-1] + dt.timedelta(days=1)
        target = Days.of(first, options["days"] or 14)
    history = _ending_before(history, target.first)
    made = forecast(history, target)
    if np.isnan(made.aht_s).all():
        if aht_s is None:
            raise InputError([Fault("", "aht_s", "the history has no handling times; add a column aht_s, or say "
                                    "--aht SECONDS")])
        made = replace(made, aht_s=np.full(made.calls.shape, aht_s))
    rows = rows_of_instance(made, instance) if instance else rows_without_instance(made, history, options["timezone"])
    if not rows:
        raise InputError([Fault("", "", "no interval is to be forecast: the weekdays asked for never had a call")])
    return made, rows


def _ending_before(history: History, first: dt.date) -> History:
    """The history before the first day to be foretold, up to its last day with a record.

    What is known of later days must not be used for them.
    """
    days = (first - history.days.first).days
    if days < 1:
        raise InputError([Fault("", "start", f"the forecast is to begin on {first}, but the log has no day before it; it "
                                f"begins on {history.days.first}")])
    known = np.flatnonzero(history.is_known[:days])
    if known.size == 0:
        raise InputError([Fault("", "start", f"no day of the log before {first} has calls from which could be learned")])
    return history.before(int(known[-1]) + 1)


def _campaign(history: History, instance: Instance | None, name: str) -> tuple[History, Campaign]:
    """A campaign, and the history without the others."""
    if instance is None:
        raise click.UsageError("--campaign-effect needs INSTANCE, which says when the campaign was")
    found = [campaign for campaign in instance.campaigns if name in (campaign.name, campaign.date.isoformat())]
    if len(found) != 1:
        known = ", ".join(campaign.label for campaign in instance.campaigns) or "none"
        raise InputError([Fault("", "campaigns", f"{len(found) or 'no'} campaigns are called {name!r}; known are {known}; "
                                "a name or a date that is its alone is needed")])
    others = instance.model_copy(update={"campaigns": tuple(each for each in instance.campaigns if each is not found[0])})
    return without_campaigns(history, others), found[0]


def _print_effect(effect: CampaignEffect, as_json: bool) -> None:
    campaign = effect.campaign
    if as_json:
        click.echo(json.dumps({
            "campaign": campaign.label, "date": campaign.date.isoformat(), "days": effect.days, "calls": round(effect.calls, 3),
            "calls_without": round(effect.without, 3), "expected_uplift_percent": campaign.uplift_percent,
            "uplift_percent": round(effect.uplift_percent, 3), "uplift_percent_p10": round(effect.low_percent, 3),
            "uplift_percent_p90": round(effect.high_percent, 3), "method": effect.method, "placebos": effect.placebos,
        }, indent=1))
        return
    click.echo(f"{campaign.label}, {campaign.date}: {effect.uplift_percent:+.0f} % on the first day (80 % interval "
               f"{effect.low_percent:+.0f} to {effect.high_percent:+.0f} %), expected were {campaign.uplift_percent:+.0f} %\n"
               f"{effect.calls:,.0f} calls in {effect.days} days, {effect.without:,.0f} foretold without it: "
               f"{effect.calls - effect.without:+,.0f}\n"
               f"the interval is what the same comparison finds at {effect.placebos} moments before it; method: "
               f"{effect.method}")


def _record(made: Forecast, rows: tuple[Row, ...]) -> dict[str, Any]:
    tested = made.tested and {
        "origins": made.tested.origins, "days_ahead": made.tested.days_ahead,
        "wape": {name: round(error, 6) for name, error in made.tested.wape.items()},
        "coverage": None if math.isnan(made.tested.coverage) else round(made.tested.coverage, 6),
    }
    return {
        "method": made.method, "parts": list(made.parts), "backtest": tested or None,
        "oddities": [{"kind": odd.kind, "date": odd.date.isoformat(), "text": str(odd)} for odd in made.oddities],
        "notes": list(made.notes),
        "calls": round(sum(row.calls for row in rows), 3),
        "intervals": [{
            "start": row.start.isoformat(), "calls": round(row.calls, 3), "aht_s": round(row.aht_s, 1),
            "calls_p10": round(row.calls_p10, 3), "calls_p90": round(row.calls_p90, 3), "campaign_factor": row.campaign_factor,
        } for row in rows],
    }


def _summary(made: Forecast, rows: tuple[Row, ...], history: History) -> Iterator[str]:
    last = made.days.dates[-1]
    yield (f"{sum(row.calls for row in rows):,.0f} calls in {len(rows)} intervals from {made.days.first} to {last}, "
           f"foretold from {int(history.is_known.sum())} days from {history.days.first} to {history.days.dates[-1]}")
    named = made.method if len(made.parts) == 1 else f"{made.method}: {'; '.join(made.parts)}"
    if made.tested is None:
        yield f"method: {named}; the history is too short to test it"
    else:
        others = sorted((error, name) for name, error in made.tested.wape.items() if name != made.method)
        covered = "" if math.isnan(made.tested.coverage) else (
            f"; {made.tested.coverage:.0%} of the intervals lay between calls_p10 and calls_p90, 80 % are meant")
        yield (f"method: {named}; from {made.tested.origins} moments of the past, {made.tested.days_ahead} days ahead, it was "
               f"off by {made.tested.wape[made.method]:.1%} of the calls (WAPE by interval){covered}")
        yield "others: " + ", ".join(f"{name} {error:.1%}" for error, name in others if not math.isnan(error))
    yield from made.notes
    for start, end in never_called(history, rows):
        yield (f"the log never had a call from {format_local_time(start)} to {format_local_time(end)}, so next to none are "
               "foretold; if the hotline was closed then, write these rows by hand")
    yield from (f"odd: {odd}" for odd in made.oddities[-_NAMED:])
    if len(made.oddities) > _NAMED:
        yield f"and {len(made.oddities) - _NAMED} earlier oddities (--json lists all)"
