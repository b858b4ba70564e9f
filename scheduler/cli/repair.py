"""``schedule repair``: a roster after what has happened, with as few changes as can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from scheduler.cli.mending import faults_told, mended, options_of_a_repair


@click.command("repair")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.argument("events", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--breaks-only", is_flag=True, help="Move breaks alone, also those to come of shifts that are being worked.")
@options_of_a_repair
def command(
    plan: Path, events: Path | None, breaks_only: bool, now: str | None, max_people: int | None, offers: bool,
    declined: tuple[str, ...], time_limit: float, seed: int, output: Path | None,
) -> None:
    """Mend the roster in the folder PLAN after the EVENTS of a CSV table, and publish it there anew.

    EVENTS has the columns event, operator, from, to, value. An event is absent (dates from and to), late or leaves_early (the
    time from which, or until which, the operator works), extra_calls (value: percent more, between two times) or joins
    (value: the contract). Without EVENTS, and with --now, the rest of the roster is looked over.
    """
    from scheduler.library.repairing import read_events
    from scheduler.operate.events import place

    found = read_events(events) if events is not None else ()
    rows = {place(number): f"{events}:row {number + 1}" for number in range(1, len(found) + 1)}
    with faults_told(lambda fault: replace(fault, place=rows.get(fault.place, fault.place))):
        mended(plan, found, output, now=now, max_people=max_people, breaks_only=breaks_only, offers=offers, declined=declined,
               seconds=time_limit, seed=seed)
