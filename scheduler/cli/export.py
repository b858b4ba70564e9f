"""``schedule export``: write a roster as calendars, workbook, report, table or operator's pack."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.errors import CheckError
from scheduler.library.source import instance_path, roster_file

_SHOWN = 20


@click.command()
@click.argument("roster", type=click.Path(exists=True, path_type=Path))
@click.option("--to", "kinds", multiple=True, required=True,
              type=click.Choice(["ical", "excel", "html", "csv", "pack", "teams", "teams-graph", "deputy", "activities",
                                 "genesys", "google"]),
              help="What to write; may be given several times.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write into; left out: the roster's own.")
@click.option("--instance", "instance", type=click.Path(exists=True, path_type=Path),
              help="The instance; left out: where the roster says.")
@click.option("--breaks", is_flag=True, help="In calendars, also one event for each break.")
@click.option("--operator-sheets", is_flag=True, help="In the workbook, also a sheet for each operator, a page each; only with "
              "--to excel.")
def command(
    roster: Path, kinds: tuple[str, ...], output: Path | None, instance: Path | None, breaks: bool, operator_sheets: bool
) -> None:
    """Write ROSTER (a roster.json, or the folder it lies in) as calendars, workbook, report, table, a page to print for
    each operator (pack), or a file that another system takes in; what such a file cannot carry is said.

    teams: the workbook of Microsoft Teams Shifts; teams-graph: shifts of Microsoft Graph as JSON; deputy: the CSV of
    Deputy; activities: a line for each activity, as NICE imports; genesys: the JSON of Genesys Cloud; google: the CSV of
    Google Calendar.

    The pack prints what stands beside the instance: guide.md, how a call is conducted, contacts.csv and topics.csv.
    A roster that breaks a rule, or says of itself what is not so, is refused with exit code 5.
    """
    from scheduler.check.result import check_result
    from scheduler.library.publishing import pack
    from scheduler.publish.folder import export, refuse_file_name
    from scheduler.publish.interchange.forms import FORMS, lacks
    from scheduler.read.instance_file import read_instance
    from scheduler.read.result_file import read_result

    if operator_sheets and "excel" not in kinds:
        raise click.UsageError("--operator-sheets is of the workbook; allowed is with --to excel")
    if output:
        refuse_file_name(output)
    roster = roster_file(roster)
    result = read_result(roster)
    place = instance or instance_path(result, roster)
    source = read_instance(place)
    if has_changed := source.ref.sha256 != result.instance.sha256:
        click.echo(f"note: the instance {source.ref.path} has changed since this roster was made for it", err=True)
    if violations := check_result(source.instance, result):
        from scheduler.library.continuing import REMEDY

        remedy = f"; allowed {REMEDY}, or with the instance as it was (--instance)" if has_changed else ""
        shown = [*map(str, violations[:_SHOWN]), f"{roster}: not exported; {len(violations)} violations{remedy}"]
        raise CheckError("\n".join(shown))
    folder, others = output or roster.parent, tuple(kind for kind in kinds if kind != "pack")
    written = export(source.instance, result, others, folder, breaks_as_events=breaks,
                     operator_sheets=operator_sheets) if others else []
    if "pack" in kinds:
        written += pack(source.instance, result, place, folder)
    for kind in (kind for kind in FORMS if kind in kinds):
        for line in lacks(kind, source.instance, result):
            click.echo(f"note: {kind}: {line}", err=True)
    for path in written:
        click.echo(click.format_filename(path))
