"""From a folder, a YAML file or a workbook to a valid instance, or to all that is wrong with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from scheduler.errors import Fault, InputError
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.instance import Instance
from scheduler.instance.words.guide import Guide, weekday_aliases
from scheduler.instance.words.messages import translate
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import HOTLINE_FILE, TABLES, Document, fingerprint
from scheduler.read.faults import brief, located, without_followers
from scheduler.read.folder import read_folder
from scheduler.read.guards import refuse_unknown_weekdays
from scheduler.read.leftovers import faults_of_the_rest
from scheduler.read.loaded import Loaded
from scheduler.roster import InstanceRef


def read_instance(path: Path, *, calls_to_come: bool = False) -> Loaded:
    """Read an instance: a folder with ``hotline.yaml``, a YAML file, or one workbook.

    Parameters
    ----------
    path
        The instance.
    calls_to_come
        Whether its calls are not to be looked at, as they are about to be forecast: they are 0 in what is returned.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    document = _document(path)
    if not isinstance(document.data, dict):
        raise InputError([*document.faults, Fault(document.places.root, "", "not an instance; allowed are the keys "
                                                  + ", ".join(Guide(Instance).keys(())))])
    if calls_to_come:
        _forget_calls(document)
    document.faults += refuse_unknown_weekdays(document)
    _note_weekdays(document)
    instance, faults = _validated(document)
    if faults or instance is None:
        raise InputError(document.places.labelled(fault) for fault in brief([*document.faults, *faults]))
    ref = InstanceRef(name=name_of(path), sha256=fingerprint(document.files), path=str(path))
    return Loaded(instance, ref, document.places)


def _forget_calls(document: Document) -> None:
    """Put no calls in place of those written, and drop what is wrong with them."""
    tables = tuple(f"{places.place(())}{mark}" for table, places in document.places.tables.items() if table[0] == "calls"
                   for mark in (":", "!"))
    document.faults = [fault for fault in document.faults
                       if fault.field.split(".")[0] != "calls" and not fault.place.startswith(tables)]
    document.data["calls"] = {"per_day": 0, "aht_s": 1}


def _document(path: Path) -> Document:
    try:
        return _read(path)
    except OSError as error:
        raise InputError([Fault(str(path), "", f"cannot be read: {error.strerror or error}")]) from None


def _read(path: Path) -> Document:
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods") and not path.is_dir():
        from scheduler.read.workbook.reader import read_workbook

        return read_workbook(path)
    if path.suffix.lower() in (".yaml", ".yml") and not path.is_dir():
        return read_folder(path)
    if path.is_dir():
        if (path / "roster.json").is_file() and not (path / HOTLINE_FILE).exists():
            raise InputError([Fault(str(path), "", "holds a roster, not an instance: roster.json stands in it and no "
                                    f"{HOTLINE_FILE}; `schedule solve` takes the instance that the roster was made for")])
        return read_folder(path / HOTLINE_FILE)
    if path.name == "roster.json" and path.is_file():
        raise InputError([Fault(str(path), "", "is a roster, not an instance; `schedule solve` takes the instance that the "
                                "roster was made for, `schedule check` this")])
    reason = f"not an instance; allowed are a folder with {HOTLINE_FILE}, a .yaml file, and a workbook (.xlsx, .ods)"
    raise InputError([Fault(str(path), "", reason if path.exists() else "no such file or folder")])


def name_of(path: Path) -> str:
    """Name of an instance: that of its folder or file."""
    absolute = path.absolute()
    if path.is_dir():
        return path.resolve().name
    return absolute.parent.name if absolute.name == HOTLINE_FILE else absolute.stem


def _note_weekdays(document: Document) -> None:
    hours = document.data.get("hours")
    for weekday, key in weekday_aliases(hours.get("weekly") if isinstance(hours, dict) else None):
        document.places.aliases["hours", "weekly", weekday] = ("hours", "weekly", key)


def _validated(document: Document) -> tuple[Instance | None, list[Fault]]:
    """The instance, or all that is wrong with it; of what follows from a fault at the same cell nothing is said."""
    try:
        instance = Instance.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        told = [entry for entry in errors if not _is_silenced(document, entry["loc"])]
        faults = located(document.places, translate(told, _guide(), document.data))
        rest = located(document.places, faults_of_the_rest(document, errors))
        return None, without_followers([*faults, *rest], document.faults)
    if document.faults:
        return None, without_followers(located(document.places, faults_of_the_rest(document, [])), document.faults)
    return instance, located(document.places, cross_faults(instance))


@cache
def _guide() -> Guide:
    return Guide(Instance)


def _is_silenced(document: Document, path: FieldPath) -> bool:
    """Whether the fault of a path has been named already, with its table or the header of its column."""
    for table in TABLES:
        if path[: len(table)] == table:
            column = path[-1] if len(path) == len(table) + 2 else None
            return (table, None) in document.silenced or ((table, column) in document.silenced and column is not None)
    return False
