"""Published files against what publishing their roster gives: every line and every cell, each difference with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.check.violation import Violation
from scheduler.errors import InputError
from scheduler.guards import WORKBOOK, read_file
from scheduler.instance.instance import Instance
from scheduler.publish.differences import cell_differences, line_differences
from scheduler.publish.folder import CALENDARS, rendered
from scheduler.publish.record import NAME, Published, read_record
from scheduler.publish.view import RosterView
from scheduler.roster import Roster
from scheduler.version import __version__

_KINDS = {"roster.xlsx": "excel", "report.html": "html", "shifts.csv": "csv", "breaks.csv": "csv", "ledger.csv": "csv",
          "standby.csv": "csv"}
_SHOWN = 20


def verify(instance: Instance, result: Roster, folder: Path) -> Iterator[Violation]:
    """Yield a violation for each file that is missing or too many, and for each line or cell that says something else.

    Which files there should be tells the record of what was published; a file it does not speak of is compared too.
    The roster must be clean: documents of a wrong one are not rendered.
    """
    try:
        last = read_record(folder)
    except InputError as error:
        yield from (Violation("record", 1, "files", str(fault)) for fault in error.faults)
        return
    there = {path.name for path in folder.iterdir()}
    kinds = {kind for name, kind in _KINDS.items() if name in there or name in last.documents}
    if last.calendars or any((folder / CALENDARS).glob("*.ics")):
        kinds.add("ical")
        if NAME not in there:
            yield Violation("record", 1, "files", f"{NAME} is missing, so that what was published can never be told")
    right, record = rendered(RosterView(instance, result), kinds, last, breaks_as_events=_has_breaks(last, folder),
                             operator_sheets=last.operator_sheets)
    yield from _record(last, record)
    for name, content in right.items():
        if name in last.documents or name in there or name.startswith(f"{CALENDARS}/"):
            yield from _file(folder, name, content, last)


def _has_breaks(last: Published, folder: Path) -> bool:
    """Whether the calendars have events of breaks; a record of old does not say so."""
    if last.breaks_as_events is not None:
        return last.breaks_as_events
    marks = (b"CATEGORIES:LUNCH", b"CATEGORIES:BREATHER")
    return any(mark in path.read_bytes() for path in (folder / CALENDARS).glob("*.ics") for mark in marks)


def _record(last: Published, right: Published) -> Iterator[Violation]:
    """Compare what the record says of each event of the roster; it may keep others, which have gone."""
    if not last.events:
        return
    for uid, event in right.events.items():
        said = last.events.get(uid)
        if said is None or (said.sequence, said.fingerprint) != (event.sequence, event.fingerprint):
            found = "does not speak of it" if said is None else f"says SEQUENCE {said.sequence} and another content"
            yield Violation("record", 1, "events", f"{NAME}: event {uid} of the roster: the record {found}")


def _file(folder: Path, name: str, right: bytes, last: Published) -> Iterator[Violation]:
    rule = {".ics": "calendars", ".xlsx": "workbook", ".html": "report"}.get(Path(name).suffix, "tables")
    if not (folder / name).exists():
        yield Violation(rule, 1, "files", f"{name} is missing")
        return
    try:
        found = read_file(folder / name, name, WORKBOOK.packed_bytes)
        for unit, text in _first(_differences(name, found, right, last)):
            yield Violation(rule, 1, unit, f"{text}{_by_another(last)}")
    except InputError as error:
        yield from (Violation(rule, 1, "files", str(fault)) for fault in error.faults)


def _differences(name: str, found: bytes, right: bytes, last: Published) -> Iterator[tuple[str, str]]:
    if name.endswith(".ics") and last.version:
        right = right.replace(f"//{__version__}//".encode(), f"//{last.version}//".encode(), 1)
    if found == right:
        return
    unit, differences = ("cells", cell_differences) if name.endswith(".xlsx") else ("lines", line_differences)
    yield from ((unit, text) for text in differences(found, right, name))


def _first(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(found):
        if number == _SHOWN:
            yield entry[0], f"{entry[1].partition(':')[0]}: and more differences"
            return
        yield entry


def _by_another(last: Published) -> str:
    if last.version in (None, __version__):
        return ""
    return f" (published by version {last.version}; `schedule export` renews it)"
