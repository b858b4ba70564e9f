"""Rosters where people look: calendars, workbook, report and tables, and the record of what was published."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from scheduler.instance.instance import Instance
from scheduler.publish import record
from scheduler.publish.atomic import write_files
from scheduler.publish.ical import render_calendars
from scheduler.publish.report import render_report
from scheduler.publish.table import render_tables
from scheduler.publish.view import Plan
from scheduler.publish.workbook import render_workbook
from scheduler.roster import Result

KINDS = ("ical", "excel", "html", "csv")
CALENDARS = "calendars"


def publish(instance: Instance, result: Result, folder: Path, *, breaks_as_events: bool = False) -> list[Path]:
    """Write the roster with its calendars, workbook and report, and remove calendars of operators that have gone.

    Everything is rendered before anything is written, and every file is replaced whole. Only calendars that the
    folder's publication record calls ours are removed.

    Returns
    -------
    The files that now hold the roster.

    Raises
    ------
    InputError
        If the result does not belong to the instance, or the folder's publication record is damaged.
    """
    roster = {folder / "roster.json": result.to_json().encode()}
    return _write(instance, result, ("ical", "excel", "html"), folder, roster, breaks_as_events=breaks_as_events)


def export(
    instance: Instance, result: Result, kinds: Collection[str], folder: Path, *, breaks_as_events: bool = False
) -> list[Path]:
    """Write a roster in some of `KINDS`; otherwise as `publish`."""
    return _write(instance, result, kinds, folder, {}, breaks_as_events=breaks_as_events)


def _write(
    instance: Instance, result: Result, kinds: Collection[str], folder: Path, first: dict[Path, bytes], *,
    breaks_as_events: bool,
) -> list[Path]:
    plan = Plan(instance, result)
    files, stale = dict(first), set[Path]()
    if "ical" in kinds:
        last = record.read_record(folder)
        calendars, published = render_calendars(plan, last, breaks_as_events=breaks_as_events)
        stale = {folder / CALENDARS / name for name in last.calendars if name not in calendars}
        # The record goes before the calendars: should the disk fail between them, SEQUENCE may skip but never repeat.
        files[folder / record.NAME] = published.to_json().encode()
        files |= {folder / CALENDARS / name: content for name, content in calendars.items()}
    if "excel" in kinds:
        files[folder / "roster.xlsx"] = render_workbook(plan)
    if "html" in kinds:
        files[folder / "report.html"] = render_report(plan).encode()
    if "csv" in kinds:
        files |= {folder / name: content for name, content in render_tables(plan).items()}
    write_files(files, stale)
    return [path for path in files if path.name != record.NAME]
