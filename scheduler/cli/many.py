"""`schedule many`: many hotlines on the processors of this machine, or on the machines of a Dask cluster."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scheduler.publish.many import Line


@click.command("many")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", default=Path("solutions"), show_default=True,
              type=click.Path(file_okay=False, path_type=Path),
              help="Folder in which each hotline has one of its name, and the page over all lies.")
@click.option("--on", metavar="ADDRESS", help="Dask scheduler whose workers do it, such as tcp://scheduler:8786.")
@click.option("--processes", type=click.IntRange(1, 1024),
              help="Processes of this machine that do it.  [default: one for each processor]")
@click.option("--time-limit", default=60.0, show_default=True, type=click.FloatRange(0.1),
              help="Seconds of each search, one thread.")
@click.option("--gap", default=0.0, show_default=True, type=click.FloatRange(0, 100),
              help="Stop a search when the cost is proven to be within so many percent of the best possible.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**30), help="The first seed.")
@click.option("--seeds", default=1, show_default=True, type=click.IntRange(1, 1000),
              help="Searches of each hotline, each with the next seed: the best roster is kept, with the highest bound.")
@click.option("--limits", metavar="CSV", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Table of what single hotlines get of their own: columns hotline, time_limit, seeds.")
@click.option("--deterministic", is_flag=True, help="Count work instead of time: the same seed gives the same files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(
    ctx: click.Context, folders: tuple[Path, ...], output: Path, on: str | None, processes: int | None, time_limit: float,
    gap: float, seed: int, seeds: int, limits: Path | None, deterministic: bool, as_json: bool,
) -> None:
    """Solve and publish every hotline in each FOLDER, which is an instance or holds several.

    Each has a folder as `schedule solve` writes it. Started again, only what is missing or has changed is done. A search whose
    worker dies is begun anew at most twice, then told with its reason, and all others go on. After Ctrl-C, what is finished is
    whole.
    """
    if on is not None and processes is not None:
        raise click.UsageError("--on and --processes name two places to do it; allowed is one of them.")
    from scheduler.library.limits import read_limits
    from scheduler.library.many import found_instances, many
    from scheduler.many.places import pool_at
    from scheduler.publish.folder import refuse_unwritable
    from scheduler.read.instance_file import name_of
    from scheduler.solve.options import Options

    paths = found_instances(folders)
    own = read_limits(limits, map(name_of, paths)) if limits else {}
    refuse_unwritable(output)
    options = Options(time_limit, gap / 100, seed, 1, deterministic)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with closing(pool_at(on, processes)) as pool:
        found = many(paths, options, pool, output, seeds=seeds, limits=own, told=_tell)
    click.echo(found.to_json() if as_json else f"{found}\n{click.format_filename(output / 'many.html')}")
    ctx.exit(found.exit_code)


def _tell(done: int, total: int, line: Line) -> None:
    told = line.reason.splitlines()[0] if line.reason else f"cost {line.cost:,.2f}, at least {line.bound:,.2f}"
    click.echo(f"{done} of {total}: {line.name}: {line.status}, {told}", err=True)
