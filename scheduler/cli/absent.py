"""``schedule absent``: the commonest repair, after somebody calls in sick."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from scheduler.cli.mending import faults_told, mended, options_of_a_repair

_OPTIONS = {"operator": "--operator", "absent": "--from", "from": "--from", "to": "--to"}
"""Options by what of an event is wrong."""


@click.command("absent")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.option("--operator", required=True, help="Id of who is absent.")
@click.option("--from", "first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="First day of the absence.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day; left out: the first.")
@options_of_a_repair
def command(
    plan: Path, operator: str, first: dt.datetime, last: dt.datetime | None, now: str | None, max_people: int | None,
    offers: bool, declined: tuple[str, ...], time_limit: float, seed: int, output: Path | None,
) -> None:
    """Mend the roster in the folder PLAN after an absence, and publish it there anew.

    As little as can be changes, and never what has begun. Who is on standby then is called first, as their change has no price.
    Printed are the changes, whom to call, what they cost, and a proven bound on the best repair.
    """
    from scheduler.operate.events import Event, place

    if last is not None and last < first:
        raise click.UsageError(f"--to is {last:%Y-%m-%d}, before --from ({first:%Y-%m-%d}); allowed is that day or later.")
    event = Event.model_validate({"event": "absent", "operator": operator, "from": first.date(),
                                  "to": (last or first).date()})
    with faults_told(lambda fault: replace(fault, place="", field=_OPTIONS[fault.field]) if fault.place == place(1) else fault):
        mended(plan, [event], output, now=now, max_people=max_people, offers=offers, declined=declined, seconds=time_limit,
               seed=seed)
