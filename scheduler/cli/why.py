"""``schedule why``: why somebody's day is as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click


@click.command("why")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.option("--operator", required=True, help="Id of the operator.")
@click.option("--day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day in question.")
@click.option("--off", is_flag=True, help="Ask what a day off would mean; so it is without the others, too.")
@click.option("--start", metavar="HH:MM", help="Ask what a shift of the same length from this time would mean.")
@click.option("--template", metavar="NAME", help="Ask what a shift of this template would mean; with --start, from that time.")
@click.option("--time-limit", default=3.0, show_default=True, type=click.FloatRange(0.1), help="Seconds of the search.")
def command(
    plan: Path, operator: str, day: dt.datetime, off: bool, start: str | None, template: str | None, time_limit: float,
) -> None:
    """Say what another day would have meant for somebody on the roster in the folder PLAN.

    The alternative is forced, and the rest is mended with as few changes as can be. First comes a sentence for the person: what
    it costs more with a proven least, what is short then, who else could come, and which rules keep the others from it. Then
    the cost by term, and who else would work differently.
    """
    import scheduler

    if off and (start is not None or template is not None):
        raise click.UsageError("--off asks for no shift, --start and --template for one; allowed is --off alone, or those.")
    found = scheduler.why(scheduler.read_roster(plan), operator, day.date(), start=start, template=template, seconds=time_limit)
    click.echo(found)
