"""`scheduler.announce`: who must be told what of a roster, and the record that they were."""

from __future__ import annotations

from pathlib import Path

from scheduler.check.result import check_result
from scheduler.errors import CheckError
from scheduler.library.instance import ref_of
from scheduler.library.reading import read_roster
from scheduler.library.source import roster_file
from scheduler.operate.announcing import Message, messages
from scheduler.publish.atomic import write_files
from scheduler.publish.record import NAME, read_record, refuse_another_hotline

_SHOWN = 20


def announce(plan: str | Path, *, only_shown: bool = False) -> tuple[Message, ...]:
    """Say who must be told what since they were told last; and remember it, unless it is only shown.

    Raises
    ------
    InputError
        If the folder's record belongs to another hotline, or is damaged.
    CheckError
        If the roster breaks a rule: nobody should be told of it.
    """
    file = roster_file(Path(plan))
    result = read_roster(file)
    if violations := check_result(result.instance, result.roster, ref_of(result.instance)):
        raise CheckError("\n".join([*map(str, violations[:_SHOWN]), f"{file}: not published; {len(violations)} violations"]))
    record = read_record(file.parent)
    refuse_another_hotline(record, result.instance.hotline.name, file.parent)
    found = tuple(messages(result.instance, record.announced, result.roster.shifts))
    if not only_shown:
        told = record.model_copy(update={"announced": result.roster.shifts, "hotline": result.instance.hotline.name})
        write_files({file.parent / NAME: told.to_json().encode()})
    return found
