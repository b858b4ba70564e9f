"""`schedule shifts`: how many shifts a hotline needs, and when, before anybody is named."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("shifts")
@click.argument("instance_path", metavar="INSTANCE", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for a page with a picture, tables (CSV), and the plan as JSON; left out, nothing is written.")
@click.option("--time-limit", default=60.0, show_default=True, type=click.FloatRange(0.1),
              help="Seconds, for all day types together.")
@click.option("--gap", default=0.0, show_default=True, type=click.FloatRange(0, 100),
              help="Leave a day type when its cost is proven to be within so many percent of the best possible.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search.")
@click.option("--cost-per-hour", type=click.FloatRange(0.01, 10_000),
              help="Cost of a paid hour.  [default: the least that a contract of an operator says]")
@click.option("--pooled", is_flag=True, help="Plan several queues as if everybody answered all of them.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    instance_path: Path, output: Path | None, time_limit: float, gap: float, seed: int, cost_per_hour: float | None,
    pooled: bool, as_json: bool,
) -> None:
    """Print how many shifts INSTANCE needs on each type of day, from when to when, with their breaks.

    Days of equal hours, shifts and requirement are one type, planned once; where shifts past midnight tie days together,
    these are planned together. The shifts belong to nobody: availability, rest and weekly hours of operators are left out, and
    so are wishes and activities. Ctrl-C keeps what is planned by then.
    """
    from scheduler.cli.notes import say_activities_left_out, say_notes
    from scheduler.cli.progress import progress_on
    from scheduler.cli.solve import stdout_kept, stopping
    from scheduler.library.planning import publish, shifts
    from scheduler.library.reading import read
    from scheduler.library.solving import shortfalls
    from scheduler.publish.folder import refuse_unwritable
    from scheduler.publish.shift_plan import words
    from scheduler.solve.options import Interruption, Options

    instance = read(instance_path)
    say_notes(instance)
    say_activities_left_out(instance)
    for each in shortfalls(instance):
        if each.field.startswith(("hours", "service")):
            click.echo(f"note: {each}", err=True)
    if output is not None:
        refuse_unwritable(output)
    interruption = Interruption()
    with stopping(interruption), stdout_kept(), progress_on(sys.stderr, time_limit) as progress:
        options = Options(time_limit, gap / 100, seed, progress=progress, interruption=interruption)
        plan = shifts(instance, options, cost_per_hour=cost_per_hour, pooled=pooled)
    files = publish(plan, output) if output is not None else []
    click.echo(words.as_json(plan) if as_json else "\n".join(words.text(plan)))
    if files and not as_json:
        click.echo(click.format_filename(files[0]))
