"""From a folder, a YAML file or a workbook to a valid instance, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from scheduler.errors import Fault, InputError
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.words.guide import Guide, weekday_aliases
from scheduler.instance.words.messages import translate
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import TABLES, Document, fingerprint
from scheduler.read.faults import brief, located
from scheduler.read.folder import read_folder
from scheduler.read.guards import refuse_unknown_weekdays
from scheduler.read.loaded import Loaded
from scheduler.roster import InstanceRef

HOTLINE_FILE = "hotline.yaml"


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
        raise InputError(brief([*document.faults, *faults]))
    ref = InstanceRef(name=_name(path), sha256=fingerprint(document.files), path=str(path))
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
    if path.suffix.lower() == ".xlsx":
        from scheduler.read.workbook.reader import read_workbook

        return read_workbook(path)
    if path.suffix.lower() in (".yaml", ".yml") and not path.is_dir():
        return read_folder(path)
    if path.is_dir():
        return read_folder(path / HOTLINE_FILE)
    reason = f"not an instance; allowed are a folder with {HOTLINE_FILE}, a .yaml file, and an .xlsx workbook"
    raise InputError([Fault(str(path), "", reason if path.exists() else "no such file or folder")])


def _name(path: Path) -> str:
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
    try:
        instance = Instance.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        told = [entry for entry in errors if not _is_silenced(document, entry["loc"])]
        faults = located(document.places, translate(told, Guide(Instance), document.data))
        return None, faults + located(document.places, _cross_faults_of_the_rest(document, errors))
    if document.faults:
        return None, located(document.places, _cross_faults_of_the_rest(document, []))
    return instance, located(document.places, cross_faults(instance))


def _is_silenced(document: Document, path: FieldPath) -> bool:
    for table in TABLES:
        if path[: len(table)] == table:
            column = path[-1] if len(path) == len(table) + 2 else None
            return (table, None) in document.silenced or ((table, column) in document.silenced and column is not None)
    return False


def _cross_faults_of_the_rest(document: Document, errors: Iterable[ErrorDetails]) -> Iterator[tuple[FieldPath, str]]:
    """Yield the cross faults that can be told although parts of the document are wrong.

    Rows of tables that are wrong are left out; a topic that is wrong elsewhere is damaged as a whole. Checks that need
    a damaged topic are not run.
    """
    wrong_rows: dict[FieldPath, set[int]] = {table: set() for table in TABLES}
    damaged = {str(path[0]) for path, _ in document.silenced}
    lost: set[str] = set()
    wrong_contracts: set[str] = set()
    for error in errors:
        path = error["loc"]
        if error["type"] == "extra_forbidden" and _take_out(document.data, path):
            continue
        table = next((table for table in TABLES if path[: len(table)] == table and len(path) > len(table)), None)
        damaged.add(str(path[0]) if path else "")
        if table is not None and isinstance(path[len(table)], int):
            wrong_rows[table].add(int(path[len(table)]))
        elif len(path) > 1 and path[0] == "contracts":
            wrong_contracts.add(str(path[1]))
        elif path:
            lost.add(str(path[0]))
    damaged |= {fault.field.split(".")[0] for fault in document.faults}
    damaged |= {str(table[0]) for table, places in document.places.tables.items() for fault in document.faults
                if fault.place.startswith((f"{places.place(())}:", f"{places.place(())}!"))}
    kept = {table: [i for i in range(len(rows)) if i not in wrong_rows[table]]
            for table in TABLES if isinstance(rows := _at(document.data, table), list)}
    partial = _partial(document.data, kept, lost, wrong_contracts)
    for path, message in cross_faults(partial, frozenset(damaged), frozenset(lost)):
        yield _original(path, kept), message


def _partial(
    data: dict[str, Any], kept: dict[FieldPath, list[int]], lost: set[str], wrong_contracts: set[str]
) -> Instance:
    """An instance of the topics and rows that are valid; a topic that is not is not there, and is added to `lost`.

    Of a contract that is wrong the name stays, so that its operators are not called operators of an unknown contract.
    """
    topics: dict[str, Any] = {}
    for name, info in Instance.model_fields.items():
        alias = info.alias or name
        if alias in lost:
            continue
        if alias not in data:
            if not info.is_required():
                topics[name] = info.get_default(call_default_factory=True)
            continue
        value = data[alias]
        for table, indices in kept.items():
            if table[0] == alias:
                rows = [_at(data, table)[i] for i in indices]
                value = rows if len(table) == 1 else {**value, table[1]: rows}
        if alias == "contracts":
            value = {key: contract for key, contract in value.items() if key not in wrong_contracts}
        try:
            topics[name] = TypeAdapter[Any](info.annotation or Any).validate_python(value)
        except ValidationError:
            lost.add(alias)  # what was taken out as wrong was all there was
    if "contracts" in topics:
        topics["contracts"] |= {key: Contract.model_construct(hours_per_week=(0, 168)) for key in wrong_contracts}
    return Instance.model_construct(**topics)


def _original(path: FieldPath, kept: dict[FieldPath, list[int]]) -> FieldPath:
    """Path of a row in the document, of its path among the rows that were kept."""
    for table, indices in kept.items():
        at = len(table)
        if path[:at] == table and len(path) > at and isinstance(path[at], int):
            return (*table, indices[int(path[at])], *path[at + 1 :])
    return path


def _take_out(data: Any, path: tuple[Any, ...]) -> bool:
    """Take an unknown key out of the data, so that what it stands beside can still be checked; whether it was there."""
    for part in path[:-1]:
        if (isinstance(data, dict) and part in data) or (isinstance(data, list) and isinstance(part, int)):
            data = data[part]
    is_there = isinstance(data, dict) and path[-1] in data
    if is_there:
        del data[path[-1]]
    return is_there


def _at(data: Any, path: FieldPath) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data
