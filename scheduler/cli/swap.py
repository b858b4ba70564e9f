"""``schedule swap``: two people trade shifts."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.errors import CheckError


@click.command("swap")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.argument("one", metavar="ID@DATE")
@click.argument("other", metavar="ID@DATE")
@click.option("--grant", is_flag=True, help="If it is allowed, publish the roster after it, with both shifts pinned.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="With --grant, folder to write to; left out: PLAN, as its new state.")
def command(plan: Path, one: str, other: str, grant: bool, output: Path | None) -> None:
    """Say whether two people may trade two shifts of the roster in the folder PLAN, and what it costs.

    Each shift goes to the other person with its breaks. Exit code 0 if it is allowed, 5 with the rules that speak against it.
    """
    import scheduler
    from scheduler.cli.mending import published_into
    from scheduler.library.repairing import standby_differences
    from scheduler.library.source import roster_file

    file = roster_file(plan)
    before = scheduler.read_roster(file)
    found = scheduler.swap(before, one, other)
    click.echo(found)
    if not found.judgement.is_allowed:
        raise CheckError("")
    if grant:
        after = found.grant()
        for line in standby_differences(before, after):
            click.echo(line)
        published_into(after, output or file.parent)
