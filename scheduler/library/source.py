"""Where a roster lies, and where the instance it was made for: how the two find each other again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import Fault, InputError

if TYPE_CHECKING:
    from scheduler.roster import Roster

ROSTER_FILE = "roster.json"
DOCUMENTS = ("roster.xlsx", "report.html", "shifts.csv", "breaks.csv")
_HOTLINE_FILE = "hotline.yaml"


def roster_file(path: Path) -> Path:
    """Return the roster a path means: a `roster.json`, the folder it lies in, or a file that was published beside it.

    Raises
    ------
    InputError
        If the path is something else, such as an instance.
    """
    if path.suffix.lower() == ".json" and not path.is_dir():
        return path
    folder = path if path.is_dir() else path.parent.parent if path.suffix.lower() == ".ics" else path.parent
    is_published = path.is_dir() or path.name in DOCUMENTS or path.suffix.lower() == ".ics"
    if is_published and (folder / ROSTER_FILE).is_file():
        return folder / ROSTER_FILE
    if (path / _HOTLINE_FILE).is_file() or path.suffix.lower() in (".yaml", ".yml"):
        raise InputError([Fault(str(path), "", "is an instance, not a roster; `schedule solve` makes a roster of it")])
    problem = f"no {ROSTER_FILE} in this folder" if path.is_dir() else f"no {ROSTER_FILE} beside it" if is_published else \
        "is no roster"
    raise InputError([Fault(str(path), "", f"{problem}; allowed are a {ROSTER_FILE}, the folder that `schedule solve` wrote "
                            f"it to, and {', '.join(DOCUMENTS)} in that folder")])


def is_instance(path: Path) -> bool:
    """Whether a path means an instance: a folder with `hotline.yaml`, a YAML file, or a workbook; no roster lies there."""
    suffix = path.suffix.lower()
    if path.is_dir():
        return (path / _HOTLINE_FILE).is_file() and not (path / ROSTER_FILE).is_file()
    published = path.name in DOCUMENTS and (path.parent / ROSTER_FILE).is_file()
    return suffix in (".yaml", ".yml", ".xlsx", ".xlsm", ".ods") and not published


def instance_path(result: Roster, roster: Path) -> Path:
    """Find the instance by the path a result names.

    Raises
    ------
    InputError
        If it leads nowhere from the roster's folder, from those above it, and from the working folder.
    """
    found = _search(Path(result.instance.path), roster.parent) or _from_here(Path(result.instance.path))
    if found is None:
        raise InputError([Fault(str(roster), "instance.path",
                                f"found {result.instance.path!r}, which leads to no instance from the roster's folder, "
                                "from those above it, or from the working folder; name the instance with --instance")])
    return found


def path_to_record(instance: Path, folder: Path) -> str:
    """Path under which a roster in `folder` names its instance, so that it is found whatever the working folder is.

    It is kept as it was given where that is found from the roster's folder or one above it, as in a project with
    `instances/` and `solutions/`; otherwise it is made relative to the roster's folder.

    Raises
    ------
    InputError
        If the path is no text, so that no file could name it.
    """
    target = instance.resolve()
    named = _named(instance, target, folder).as_posix()
    try:
        f"{target}{named}".encode()
    except UnicodeEncodeError:
        place = os.fsencode(target).decode("utf-8", "replace")
        raise InputError([Fault(place, "", "the path is not valid Unicode; rename it")]) from None
    return named


def _named(instance: Path, target: Path, folder: Path) -> Path:
    found = _search(instance, folder)
    if found is not None and found.resolve() == target:
        return instance
    try:
        return Path(os.path.relpath(target, folder.resolve()))
    except ValueError:  # on another drive
        return target


def _search(named: Path, folder: Path) -> Path | None:
    """First instance that a path leads to from a folder, or from one above it."""
    start = folder.resolve()
    return next((above / named for above in (start, *start.parents) if _is_instance(above / named)), None)


def _from_here(named: Path) -> Path | None:
    return named if _is_instance(named) else None


def _is_instance(path: Path) -> bool:
    return path.is_file() or (path / _HOTLINE_FILE).is_file()
