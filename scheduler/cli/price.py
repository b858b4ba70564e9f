"""`schedule price`: what each rule of a hotline costs."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("price")
@click.argument("instance_path", metavar="INSTANCE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--hours",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 24, min_open=True),
    help="By how much a bound in hours is loosened; others by one, bounds in minutes by 15.",
)
@click.option("--time-limit", default=20.0, show_default=True, type=click.FloatRange(0.1), help="Seconds for each rule.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search.")
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Rules priced at the same time, each in a process of its own with one thread; with 1 each has two.",
)
@click.option("--deterministic", is_flag=True, help="Count work instead of time: the same seed gives the same figures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    instance_path: Path,
    hours: float,
    time_limit: float,
    seed: int,
    processes: int,
    deterministic: bool,
    as_json: bool,
) -> None:
    """Say by how much the best roster of INSTANCE would cost less if each of its rules were loosened by a step.

    A line for each rule: between which amounts the cost falls, as is proven, and what to write into the instance. Where the
    bounds leave open whether it falls at all, it is called undecided; more time narrows them.
    """
    from scheduler.cli.notes import say_notes
    from scheduler.cli.solve import stdout_kept
    from scheduler.cli.what_if import tell
    from scheduler.library.pricing import price
    from scheduler.library.reading import read
    from scheduler.many.processes import pool_of
    from scheduler.solve.options import Options

    instance = read(instance_path)
    say_notes(instance)
    options = Options(time_limit, 0, seed, 1 if deterministic or processes > 1 else None, deterministic)
    with stdout_kept(), pool_of(processes) as pool:
        found = price(instance, options, pool, tell, hours=hours)
    click.echo(found.to_json() if as_json else found)
