"""``schedule init``: a starter hotline, as a folder or a workbook."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """Write a starter hotline to PATH: a folder, or with a .xlsx name a workbook with drop-downs and notes.

    Nothing that exists is overwritten. The files written go to standard output.
    """
    import datetime as dt

    from scheduler.read.starter import next_monday, write_starter

    today = dt.datetime.now().astimezone().date()
    for file in write_starter(path, next_monday(today)):
        click.echo(str(file))
