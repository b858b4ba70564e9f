"""``schedule review``: a plan against what happened, a week after."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from scheduler.cli.log_options import options_of, options_of_single_calls, said_calls


@click.command("review")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.option("--calls", "log", metavar="LOG", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="What came: a call log, one row a call.")
@click.option("--attendance", metavar="CSV", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Who was there: a table with the columns operator, kind, from, to.")
@click.option("--time-limit", default=60.0, show_default=True, type=click.FloatRange(0.1),
              help="Seconds for the rosters in hindsight together.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write to; left out: that of PLAN.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@options_of_single_calls()
def command(
    plan: Path, log: Path, attendance: Path | None, time_limit: float, seed: int, output: Path | None, as_json: bool,
    **values: Any,
) -> None:
    """Hold PLAN against the calls that came, and say what was lost to forecast, staffing, roster and attendance.

    Written are review.html, a page to look at, review.json, and, where something in the instance should change, review.diff:
    apply it in the hotline's folder with `patch -p1`.
    """
    import scheduler
    from scheduler.cli.progress import saying_if_slow
    from scheduler.library.source import roster_file
    from scheduler.publish.folder import refuse_unwritable
    from scheduler.publish.review import words
    from scheduler.publish.review.folder import publish_review
    from scheduler.simulate.run import warm_up

    file = roster_file(plan)
    result = scheduler.read_roster(file)
    folder = output or file.parent
    refuse_unwritable(folder)
    instance = result.instance
    if instance.has_redials:
        values["first_attempts"] = True
    options = options_of(values, interval_minutes=instance.hotline.interval_minutes,
                         zone=ZoneInfo(instance.hotline.timezone), hours=None)
    calls = said_calls(log, options)
    with saying_if_slow("compiling the simulation; that is done once on a machine"):
        warm_up()
    found = scheduler.review(result, calls, attendance=() if attendance is None else scheduler.read_attendance(attendance),
                             seconds=time_limit, seed=seed, place=log.name)
    files = publish_review(found, folder)
    click.echo(words.as_json(found) if as_json else "\n".join(words.text(found)))
    if not as_json:
        click.echo(click.format_filename(files[0]))
