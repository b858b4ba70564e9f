"""``schedule publish``: who must be told what."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("publish")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.option("--diff", "only_shown", is_flag=True, help="Only say it; the record stays, and next time it is said again.")
def command(plan: Path, only_shown: bool) -> None:
    """Say who must be told what of the roster in the folder PLAN, with a ready message each, and remember that they were.

    The first time everybody is told of all their shifts; later, what has changed since. Until then the roster is a draft.
    """
    from scheduler.library.announcing import announce

    found = announce(plan, only_shown=only_shown)
    for message in found:
        click.echo(f"To: {message.operator}{f' <{message.address}>' if message.address else ''}\n{message.text}\n")
    click.echo(f"{len(found)} people to tell" if found else "nobody needs to be told anything")
