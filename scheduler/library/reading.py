"""`scheduler.read` and `scheduler.read_roster`: files to an instance, and to a result with its instance."""

from __future__ import annotations

from pathlib import Path

from scheduler.library.instance import Instance
from scheduler.library.result import Result
from scheduler.library.source import instance_path, roster_file
from scheduler.read.instance_file import read_instance
from scheduler.read.result_file import read_result


def read(path: str | Path) -> Instance:
    """Read an instance: a folder with ``hotline.yaml``, a YAML file, or a workbook.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    return Instance.of(read_instance(Path(path)))


def read_roster(path: str | Path, instance: Instance | str | Path | None = None) -> Result:
    """Read a roster, from ``roster.json`` or the folder it lies in, with the instance it is for.

    Parameters
    ----------
    instance
        The instance, or where it lies; None: where the roster says.

    Raises
    ------
    InputError
        If the roster or its instance cannot be read, or the instance is not found.
    """
    file = roster_file(Path(path))
    roster = read_result(file)
    if not isinstance(instance, Instance):
        instance = read(instance_path(roster, file) if instance is None else instance)
    return Result(instance, roster)
