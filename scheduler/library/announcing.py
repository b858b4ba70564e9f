"""`schedule publish`: who must be told what of a roster, and the record that they were; or that it was withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from scheduler.check.result import check_result
from scheduler.errors import CheckError, Fault, InputError
from scheduler.library.continuing import moment, refuse_changed
from scheduler.library.instance import ref_of
from scheduler.library.reading import read_roster
from scheduler.library.result import Result
from scheduler.library.source import roster_file
from scheduler.operate.announcing import Message, messages
from scheduler.publish.folder import contents, replace_files
from scheduler.publish.record import NAME, Published, read_record, refuse_another_hotline
from scheduler.publish.view import RosterView

_SHOWN = 20


@dataclass(frozen=True)
class Announced:
    """Who must be told what, and what the roster then is.

    Parameters
    ----------
    messages
        One for everybody who must be told something.
    record
        The publication record once they were: it says whether the roster is a draft, published, or withdrawn.
    """

    messages: tuple[Message, ...]
    record: Published

    def __str__(self) -> str:
        told = [f"To: {each.operator}{f' <{each.address}>' if each.address else ''}\n{each.text}\n" for each in self.messages]
        people = f"{len(self.messages)} people to tell" if self.messages else "nobody needs to be told anything"
        return "\n".join([*told, f"{people}; the roster is {self.record.state}"])


def announce(plan: str | Path, *, only_shown: bool = False) -> Announced:
    """Say who must be told what since they were told last; and remember it, unless it is only shown.

    A roster that was withdrawn takes place again then.

    Raises
    ------
    InputError
        If the folder's record belongs to another hotline, or is damaged, or the instance has changed since.
    CheckError
        If the roster breaks a rule: nobody should be told of it.
    """
    folder, result, record = _read(Path(plan))
    refuse_changed(result, "allowed is to publish it")
    if violations := check_result(result.instance, result.roster, ref_of(result.instance)):
        raise CheckError("\n".join([*map(str, violations[:_SHOWN]), f"{folder}: not published; {len(violations)} violations"]))
    told = record.model_copy(update={
        "announced": result.roster.shifts, "announced_standby": result.roster.standby,
        "hotline": result.instance.hotline.name, "withdrawn_from": None})
    return _announced(folder, result, record, told, only_shown=only_shown)


def withdraw(plan: str | Path, now: dt.datetime | str | None = None, *, only_shown: bool = False) -> Announced:
    """Call a roster off: calendars say so of each of its shifts, and whoever was told of one is told that it is off.

    Parameters
    ----------
    now
        Shifts that begin before this moment took place, and stay; None: none did.

    Raises
    ------
    InputError
        If the folder's record belongs to another hotline, or is damaged; if nobody was told of a roster here, or it is
        withdrawn already; if the instance has changed so that the roster does not belong to it any more; or if `now` is no
        time.
    """
    folder, result, record = _read(Path(plan))
    if record.state != "published":
        raise InputError([Fault(str(folder / NAME), "", f"found a roster that is {record.state}; allowed is to withdraw one of "
                                "which `schedule publish` has told people")])
    instance = result.instance
    try:
        RosterView(instance, result.roster)
    except InputError:
        refuse_changed(result, "allowed is to withdraw it")
        raise
    since = instance.grid.origin if now is None else moment(instance, now, "now")
    left = tuple(shift for shift in record.announced or () if shift.start < since)
    standby = tuple(each for each in record.announced_standby if each.start < since)
    called_off = record.model_copy(update={"announced": left, "announced_standby": standby, "withdrawn_from": since})
    return _announced(folder, result, record, called_off, only_shown=only_shown)


def _read(plan: Path) -> tuple[Path, Result, Published]:
    file = roster_file(plan)
    result, record = read_roster(file), read_record(file.parent)
    refuse_another_hotline(record, result.instance.hotline.name, file.parent)
    return file.parent, result, record


def _announced(folder: Path, result: Result, before: Published, after: Published, *, only_shown: bool) -> Announced:
    """What the record makes of people, and unless it is only shown, of the folder: calendars follow where they must."""
    found = tuple(messages(result.instance, before.announced, after.announced or (),
                           (before.announced_standby, after.announced_standby)))
    if not only_shown:
        files, stale = {NAME: after.to_json().encode()}, list[str]()
        if before.calendars and before.withdrawn_from != after.withdrawn_from:
            as_events = bool(before.breaks_as_events)
            files, stale = contents(result.instance, result.roster, ("ical",), after, breaks_as_events=as_events)
        replace_files({folder / name: content for name, content in files.items()}, [folder / name for name in stale])
    return Announced(found, before if only_shown else after)
