"""`schedule what-if`: named changes of a hotline, each solved and simulated, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scheduler.what_if.answers import Answer, Failure


@click.command("what-if")
@click.argument("instance_path", metavar="INSTANCE", type=click.Path(exists=True, path_type=Path))
@click.argument("scenarios", metavar="SCENARIOS", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for the page with its picture, the figures as JSON, and the rosters.  "
                   "[default: solutions/<instance name>-what-if]")
@click.option("--time-limit", default=20.0, show_default=True, type=click.FloatRange(0.1), help="Seconds of each scenario.")
@click.option("--gap", default=0.0, show_default=True, type=click.FloatRange(0, 100),
              help="Leave a scenario when its cost is proven to be within so many percent of the best possible.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search.")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 256),
              help="Scenarios solved at the same time, each in a process of its own with one thread; with 1 each has two.")
@click.option("--deterministic", is_flag=True, help="Count work instead of time: the same seed gives the same figures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    instance_path: Path, scenarios: Path, output: Path | None, time_limit: float, gap: float, seed: int, processes: int,
    deterministic: bool, as_json: bool,
) -> None:
    """Solve INSTANCE under each of the changes that the file SCENARIOS names, and compare cost, service and people.

    In place of a file, the word hiring asks how many more people of which contract are worth their pay over twelve weeks.
    Every figure has its bound, and a difference that the gaps leave open is called undecided.
    """
    from scheduler.cli.notes import say_notes
    from scheduler.cli.solve import stdout_kept
    from scheduler.library.reading import read
    from scheduler.library.scenarios import what_if
    from scheduler.many.processes import pool_of
    from scheduler.publish.folder import refuse_unwritable
    from scheduler.solve.options import Options

    instance = read(instance_path)
    say_notes(instance)
    folder = output or Path("solutions") / f"{instance.origin.name}-what-if"
    refuse_unwritable(folder)
    options = Options(time_limit, gap / 100, seed, 1 if deterministic or processes > 1 else None, deterministic)
    with stdout_kept(), pool_of(processes) as pool:
        found = what_if(instance, scenarios, options, pool, tell)
    found.publish(folder)
    click.echo(found.to_json() if as_json else f"{found}\n{click.format_filename(folder)}")


def tell(done: int, total: int, answer: Answer | Failure) -> None:
    """Say on standard error which scenario is done, and what it gave."""
    from scheduler.what_if.answers import Answer

    told = f"cost {answer.cost:,.2f}" if isinstance(answer, Answer) else answer.reason.splitlines()[0]
    click.echo(f"{done} of {total}: {answer.name}: {told}", err=True)
