"""``schedule compare``: two rosters side by side."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("compare")
@click.argument("one", type=click.Path(exists=True, path_type=Path))
@click.argument("other", type=click.Path(exists=True, path_type=Path))
def command(one: Path, other: Path) -> None:
    """Say what differs between two rosters of the same days: cost by term, shifts and breaks."""
    import scheduler

    click.echo(scheduler.compare(scheduler.read_roster(one), scheduler.read_roster(other)))
