"""Rosters where people look: calendars, workbook, report and tables, and the record of what was published."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.publish import record
from scheduler.publish.atomic import write_files
from scheduler.publish.calendars import render_calendars
from scheduler.publish.filenames import SUFFIX, calendar_name
from scheduler.publish.interchange.forms import FORMS
from scheduler.publish.overwriting import refuse_overwriting
from scheduler.publish.report.page import render_report
from scheduler.publish.tables import STANDBY_FILE, render_tables, standby_table
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from scheduler.roster import Roster
from scheduler.version import __version__

CALENDARS = "calendars"
_WRITTEN = ("roster.json", "roster.xlsx", "report.html")


def refuse_file_name(folder: Path) -> None:
    """Raise `InputError` if a folder that is to be made is named like a file, such as ``plan.xlsx``."""
    if folder.suffix.lower() in {*(Path(name).suffix for name in _WRITTEN), SUFFIX, ".csv"} and not folder.is_dir():
        raise InputError([Fault(str(folder), "", f"ends with {folder.suffix}, as a file does; allowed is a folder, such as "
                                f"{folder.with_suffix('')}: files are written into it under names of their own")])


def refuse_unwritable(folder: Path, operators: Iterable[Operator] = ()) -> None:
    """Say before a long search what would stop its roster from being published.

    Parameters
    ----------
    operators
        Who gets a calendar.

    Raises
    ------
    InputError
        If the folder cannot be written to or made, is named like a file, holds something that would be lost, or its publication
        record is damaged.
    """
    refuse_file_name(folder)
    for path in (folder, folder / CALENDARS):
        there = next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())
        if not there.is_dir():
            raise InputError([Fault(str(path), "", f"cannot be the output folder: {there} is a file")])
        if not os.access(there, os.W_OK | os.X_OK):
            raise InputError([Fault(str(path), "", f"cannot be the output folder: no permission to write to {there}")])
    record.read_record(folder)
    calendars = (f"{CALENDARS}/{calendar_name(operator.id)}" for operator in operators)
    refuse_overwriting(dict.fromkeys(folder / name for name in (*_WRITTEN, *calendars)))


def publish(
    instance: Instance, result: Roster, folder: Path, *, breaks_as_events: bool = False, operator_sheets: bool = False,
    beside: Mapping[str, bytes] | None = None,
) -> list[Path]:
    """Write the roster with its calendars, workbook and report, and remove calendars of operators that have gone.

    Everything is rendered before anything is written, and every file is replaced whole. Only calendars that the
    folder's publication record calls ours are removed.

    Parameters
    ----------
    beside
        Contents of more files that belong to the roster, by their names: all are written, or none.

    Returns
    -------
    The files that now hold the roster.

    Raises
    ------
    InputError
        If the result does not belong to the instance, the folder is named like a file, or its publication record is damaged.
    """
    return _write(instance, result, ("ical", "excel", "html"), folder, _roster(result, folder, beside or {}),
                  breaks_as_events=breaks_as_events, operator_sheets=operator_sheets)


def save_roster(result: Roster, folder: Path, beside: Mapping[str, bytes] | None = None) -> None:
    """Write `roster.json`, and what belongs to it, at once; where there are documents, `publish` must follow."""
    write_files(_roster(result, folder, beside or {}))


def export(
    instance: Instance, result: Roster, kinds: Collection[str], folder: Path, *, breaks_as_events: bool = False,
    operator_sheets: bool = False,
) -> list[Path]:
    """Write a roster in some of the kinds ``ical``, ``excel``, ``html``, ``csv`` and `FORMS`; otherwise as `publish`."""
    return _write(instance, result, kinds, folder, {}, breaks_as_events=breaks_as_events, operator_sheets=operator_sheets)


def _roster(result: Roster, folder: Path, beside: Mapping[str, bytes]) -> dict[Path, bytes]:
    return {folder / name: content for name, content in (("roster.json", result.to_json().encode()), *beside.items())}


def _write(
    instance: Instance, result: Roster, kinds: Collection[str], folder: Path, first: dict[Path, bytes], *,
    breaks_as_events: bool, operator_sheets: bool,
) -> list[Path]:
    refuse_file_name(folder)
    last = record.read_record(folder)
    record.refuse_another_hotline(last, instance.hotline.name, folder)
    if first:
        last = last.renewed()
    documents, stale = contents(instance, result, kinds, last, breaks_as_events=breaks_as_events,
                                operator_sheets=operator_sheets)
    files = {**first, **{folder / name: content for name, content in documents.items()}}
    replace_files(files, [folder / name for name in stale])
    return [path for path in files if path.name != record.NAME]


def contents(
    instance: Instance, result: Roster, kinds: Collection[str], last: record.Published, *, breaks_as_events: bool = False,
    operator_sheets: bool = False,
) -> tuple[dict[str, bytes], list[str]]:
    """Contents of all files in their order, by their path inside the folder; and calendars that go."""
    documents, published = rendered(RosterView(instance, result), kinds, last, breaks_as_events=breaks_as_events,
                                    operator_sheets=operator_sheets)
    stale = [f"{CALENDARS}/{name}" for name in sorted(set(last.calendars) - set(published.calendars))]
    # The record goes before the calendars: should the disk fail between them, SEQUENCE may skip but never repeat.
    return {record.NAME: published.to_json().encode(), **documents}, stale


def replace_files(files: dict[Path, bytes], stale: Iterable[Path]) -> None:
    """Replace files whole, unless one is of another kind than what replaces it.

    Raises
    ------
    InputError
        Naming each file that would be lost.
    """
    refuse_overwriting(files)
    write_files(files, stale)


def rendered(
    view: RosterView, kinds: Collection[str], last: record.Published, *, breaks_as_events: bool,
    operator_sheets: bool = False,
) -> tuple[dict[str, bytes], record.Published]:
    """Render a roster in some kinds.

    Parameters
    ----------
    last
        What was published into the folder before.

    Returns
    -------
    Contents by their path inside the folder, and the record of this publication.
    """
    files: dict[str, bytes] = {}
    published = last.model_copy(update={"version": __version__})
    if "ical" in kinds:
        calendars, published = render_calendars(view, published, breaks_as_events=breaks_as_events)
        files |= {f"{CALENDARS}/{name}": content for name, content in calendars.items()}
    documents: dict[str, bytes] = {}
    if "excel" in kinds:
        documents["roster.xlsx"] = render_workbook(view, operator_sheets=operator_sheets)
        published = published.model_copy(update={"operator_sheets": operator_sheets})
    if "html" in kinds:
        documents["report.html"] = render_report(view).encode()
    if "csv" in kinds:
        documents |= render_tables(view)
        if STANDBY_FILE in last.documents:
            documents.setdefault(STANDBY_FILE, standby_table(view))  # without lists any more it is empty
    exchanged = {form.FILE: form.render(view) for kind, form in FORMS.items() if kind in kinds}
    return files | documents | exchanged, published.with_documents(documents)
