"""``schedule export``: write a roster as calendars, workbook, report or table."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.errors import Fault, InputError
from scheduler.roster import Result


@click.command()
@click.argument("roster", type=click.Path(exists=True, path_type=Path))
@click.option("--to", "kinds", multiple=True, required=True, type=click.Choice(["ical", "excel", "html", "csv"]),
              help="What to write; may be given several times.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write into; left out: the roster's own.")
@click.option("--instance", "instance_path", type=click.Path(exists=True, path_type=Path),
              help="The instance; left out: where the roster says.")
@click.option("--breaks", is_flag=True, help="In calendars, also one event for each break.")
def command(
    roster: Path, kinds: tuple[str, ...], output: Path | None, instance_path: Path | None, breaks: bool
) -> None:
    """Write ROSTER (a roster.json, or the folder it lies in) as calendars, workbook, report or table."""
    from scheduler.publish import export
    from scheduler.read import read_instance, read_result

    roster = roster / "roster.json" if roster.is_dir() else roster
    result = read_result(roster)
    source = read_instance(instance_path or _instance_of(result, roster))
    if source.ref.sha256 != result.instance.sha256:
        click.echo(f"note: the instance {source.ref.path} has changed since this roster was made for it", err=True)
    for path in export(source.instance, result, kinds, output or roster.parent, breaks_as_events=breaks):
        click.echo(path)


def _instance_of(result: Result, roster: Path) -> Path:
    """Find the instance a roster names, from the working folder or from the roster's."""
    named = Path(result.instance.path)
    for path in (named, roster.parent / named):
        if path.exists():
            return path
    lost = f"{named} is neither below the working folder nor below {roster.parent}; name the instance with --instance"
    raise InputError([Fault(str(roster), "instance.path", lost)])
