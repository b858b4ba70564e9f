"""``schedule simulate``: calls against a roster, and the service they meet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from scheduler.cli.log_options import options_of, options_of_single_calls, said_calls

_ROLES = ("start", "date", "handling", "answered_at", "end", "outcome", "direction", "queue")


def _columns(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    chosen = {}
    for value in values:
        role, mark, title = value.partition("=")
        if role not in _ROLES or not mark or not title:
            raise click.BadParameter(f"{value!r} is not ROLE=TITLE; allowed roles are {', '.join(_ROLES)}")
        chosen[role] = title
    return chosen


@click.command()
@click.argument("roster", type=click.Path(exists=True, path_type=Path))
@click.option("--instance", "instance_given", metavar="INSTANCE", type=click.Path(exists=True, path_type=Path),
              help="The instance the roster is for; by default the path the roster names.")
@click.option("--replications", default=100, show_default=True, type=click.IntRange(1, 100_000),
              help="How often the horizon is played.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of what is drawn.")
@click.option("--calls", "log", metavar="LOG", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Replay real calls, one row a call: arrivals and handling times as they were.")
@click.option("--handling", type=click.Choice(["lognormal", "exponential"]), default="lognormal", show_default=True,
              help="Distribution of handling times around the forecast's mean.")
@click.option("--handling-cv", default=1.28, show_default=True, type=click.FloatRange(0, 10),
              help="Standard deviation of lognormal handling times over their mean.")
@click.option("--handling-log", metavar="LOG", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Draw handling times from those of a call log, scaled to the forecast's mean.")
@click.option("--column", "columns", metavar="ROLE=TITLE", multiple=True, callback=_columns,
              help="The same as an option such as --start-column TITLE; roles are start, date, handling and so on.")
@click.option("--lines", type=click.IntRange(0),
              help="Telephone lines, for talking and waiting; left out: those of the hotline, or any number.")
@click.option("--day-sd", default=0.0, show_default=True, type=click.FloatRange(0, 200),
              help="Standard deviation, in percent, of a day's load around the forecast.")
@click.option("--interval-sd", default=0.0, show_default=True, type=click.FloatRange(0, 200),
              help="The same of an interval's load, beyond that of its day.")
@click.option("--worst", default=10, show_default=True, type=click.IntRange(0), help="How many of the worst intervals.")
@click.option("--intervals", "every_interval", is_flag=True, help="Print every interval, not only the worst.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@options_of_single_calls()
def command(
    roster: Path, instance_given: Path | None, replications: int, seed: int, log: Path | None, handling: str,
    handling_cv: float, handling_log: Path | None, columns: dict[str, str], lines: int | None, day_sd: float,
    interval_sd: float, worst: int, every_interval: bool, as_json: bool, **values: Any,
) -> None:
    """Play calls against ROSTER, a roster.json or its folder, breather by breather, and print the service they meet.

    Calls arrive at random with the forecast's rate, or as they did in a real LOG. A call in progress is finished before
    a break, which then keeps its length, and before the end of a shift. Each shift is absent with the probability of
    the service's shrinkage. The same seed gives the same figures.
    """
    from scheduler.cli.progress import saying_if_slow
    from scheduler.library.reading import read_roster
    from scheduler.library.simulating import simulate
    from scheduler.library.source import roster_file
    from scheduler.simulate.draw import HandlingTime
    from scheduler.simulate.replay import handling_of
    from scheduler.simulate.run import warm_up
    from scheduler.simulate.shown import lines as lines_of
    from scheduler.simulate.shown import record

    path = roster_file(roster)
    result = read_roster(roster, instance_given)
    if result.instance.origin.sha256 != result.roster.instance.sha256:
        click.echo(f"{path}: the instance has changed since this roster was made", err=True)
    zone = ZoneInfo(result.instance.hotline.timezone)
    options = options_of(values | {f"column_{role}": title for role, title in columns.items()},
                         interval_minutes=result.instance.hotline.interval_minutes, zone=zone, hours=None)
    times = (handling_of(said_calls(handling_log, options), handling_log.name) if handling_log
             else HandlingTime("exponential") if handling == "exponential" else HandlingTime("lognormal", handling_cv))
    calls = said_calls(log, options) if log else None
    with saying_if_slow("compiling the simulation; that is done once on a machine"):
        warm_up()
    found = simulate(
        result, replications=replications, seed=seed, handling=times, day_sd=day_sd / 100, interval_sd=interval_sd / 100,
        lines=lines, calls=calls, place=log.name if log else "", worst=worst,
    ).findings
    if as_json:
        click.echo(json.dumps({"roster": str(path), "instance": result.instance.origin.name, **record(found)},
                              ensure_ascii=False))
    else:
        click.echo("\n".join(lines_of(found, every_interval=every_interval)))

