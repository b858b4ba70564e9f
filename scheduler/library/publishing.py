"""`scheduler.publish`, `export` and `check`: a result to files, and against every rule."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from scheduler.check.result import check_result
from scheduler.check.violation import Violation
from scheduler.errors import Fault, InputError
from scheduler.instance.briefing import Briefing
from scheduler.instance.instance import Instance as Topics
from scheduler.library.instance import OWN_FILE, Instance, ref_of
from scheduler.library.result import Result
from scheduler.library.source import path_to_record
from scheduler.publish import folder as files
from scheduler.publish.pack.folder import publish_pack
from scheduler.publish.view import RosterView
from scheduler.read.briefing import read_briefing
from scheduler.roster import Roster


def refuse_unwritable(instance: Instance, folder: Path) -> None:
    """Say before a long search what would stop its roster from being published.

    Raises
    ------
    InputError
        If the folder cannot be written to or made, its publication record is damaged, or the path of the instance is no
        text, so that no file could name it.
    """
    files.refuse_unwritable(folder, instance.operators)
    if instance.origin.path:
        path_to_record(Path(instance.origin.path), folder)
    else:
        _refuse_another_instance(instance, folder)


def publish(
    result: Result, folder: str | Path, *, breaks_as_events: bool = False, operator_sheets: bool = False
) -> list[Path]:
    """Write a roster with its calendars, workbook and report into a folder; every file is replaced whole.

    The instance of a result that a program built is written beside it, as ``instance.yaml``, so that it can be checked.

    Parameters
    ----------
    breaks_as_events
        Whether calendars have an event for each break too.
    operator_sheets
        Whether the workbook has a sheet for each operator too.

    Returns
    -------
    The files that now hold the roster.

    Raises
    ------
    InputError
        If the folder cannot be written to, or its publication record is damaged.
    """
    folder = Path(folder)
    refuse_unwritable(result.instance, folder)
    return files.publish(result.instance, placed(result, folder), folder, breaks_as_events=breaks_as_events,
                         operator_sheets=operator_sheets, beside=_own_instance(result.instance))


def save_roster(result: Result, folder: Path) -> None:
    """Write ``roster.json`` alone and at once, as an interrupted run does; `publish` must follow."""
    files.save_roster(placed(result, folder), folder)


def keep(result: Result, folder: Path) -> None:
    """Write ``roster.json`` and the instance that a program built, without documents, into a folder of its own."""
    files.save_roster(placed(result, folder), folder, _own_instance(result.instance))


def export(
    result: Result, kinds: Collection[str], folder: str | Path, *, breaks_as_events: bool = False,
    operator_sheets: bool = False,
) -> list[Path]:
    """Write a roster in some of the kinds ``ical``, ``excel``, ``html``, ``csv`` and ``pack``; otherwise as `publish`."""
    folder, others = Path(folder), [kind for kind in kinds if kind != "pack"]
    written = files.export(result.instance, result.roster, others, folder, breaks_as_events=breaks_as_events,
                           operator_sheets=operator_sheets) if others else []
    path = result.instance.origin.path
    return written + pack(result.instance, result.roster, Path(path) if path else None, folder) if "pack" in kinds else written


def pack(instance: Topics, roster: Roster, place: Path | None, folder: Path) -> list[Path]:
    """Write a page to print for each operator, with the guide, contacts and topics beside the instance.

    Parameters
    ----------
    place
        Where the instance lies; None: a program built it, and nothing stands beside it.

    Raises
    ------
    InputError
        If what stands there is wrong, each with its place.
    """
    briefing = read_briefing(place) if place else Briefing()
    return publish_pack(RosterView(instance, roster), briefing, folder)


def check(instance: Topics, result: Result | Roster) -> tuple[Violation, ...]:
    """Every breach of a hard rule, and everything that a result says and that is not so; empty where all holds.

    Nothing is taken from the search: pay, coverage, cost, bound and gap are computed anew from the plain shifts.
    """
    roster = result.roster if isinstance(result, Result) else result
    return check_result(instance, roster, ref_of(instance) if isinstance(instance, Instance) else None)


def placed(result: Result, folder: Path) -> Roster:
    """Return the roster with the path under which its instance is found from a folder."""
    path = result.instance.origin.path
    named = path_to_record(Path(path), folder) if path else OWN_FILE
    ref = result.roster.instance.model_copy(update={"path": named})
    return result.roster.model_copy(update={"instance": ref})


def _own_instance(instance: Instance) -> dict[str, bytes]:
    """The instance that a program built, as it stands beside its roster; nothing of one that lies somewhere already."""
    return {} if instance.origin.path else {OWN_FILE: instance.to_yaml().encode()}


def _refuse_another_instance(instance: Instance, folder: Path) -> None:
    path = folder / OWN_FILE
    first = instance.to_yaml().partition("\n")[0].encode()
    if path.exists() and not (path.is_file() and path.read_bytes().startswith(first)):
        raise InputError([Fault(str(path), "", "is there already, and was not written with a roster; allowed is a folder "
                                "without it")])
