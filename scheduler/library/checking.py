"""A roster as it lies in a folder, against every rule; and every file that was published with it, against the roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from scheduler.check.exports.files import check_exports
from scheduler.check.result import check_result
from scheduler.check.violation import Violation
from scheduler.errors import InputError
from scheduler.library.instance import ref_of
from scheduler.library.result import Result
from scheduler.publish.record import read_record
from scheduler.publish.verify import verify


def check_published(result: Result, folder: str | Path) -> tuple[Violation, ...]:
    """Everything that a roster, and the files published beside it, say and that is not so; empty where all holds.

    The rules and figures are computed anew, the truth of a truth loop is simulated again, calendars and workbook are
    read independently, and every file is compared with what publishing the roster gives.

    Parameters
    ----------
    folder
        Where ``roster.json`` and the published files lie.
    """
    instance, roster, folder = result.instance, result.roster, Path(folder)
    of_roster = check_result(instance, roster, ref_of(instance))
    of_files = check_exports(instance, roster, folder, called_off_from=_called_off_from(folder))
    if of_roster:
        return (*of_roster, *of_files)
    # a file that cannot be read is found by both readings of it
    return tuple(dict.fromkeys((*_of_truth(result), *of_files, *verify(instance, roster, folder))))


def _called_off_from(folder: Path) -> dt.datetime | None:
    """Since when a withdrawn roster is called off; a record that is damaged, which is told elsewhere, does not say."""
    try:
        return read_record(folder).withdrawn_from
    except InputError:
        return None


def _of_truth(result: Result) -> Iterator[Violation]:
    if result.roster.truth is not None:
        from scheduler.solve.resimulate import check_truth  # brings the simulation's compiled loops

        yield from check_truth(result.instance, result.roster)
