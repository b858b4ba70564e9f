"""A file of scenarios: YAML, with tables beside it, to what they ask, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scheduler.errors import Fault, InputError
from scheduler.guards import read_file
from scheduler.instance.words.guide import Guide
from scheduler.instance.words.messages import translate
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import TABLES
from scheduler.read.faults import brief, located
from scheduler.read.folder import MAX_TABLE_BYTES, MAX_YAML_BYTES, wrong_name
from scheduler.read.places import Places
from scheduler.read.tables import read_csv
from scheduler.read.yaml_text import parse_yaml
from scheduler.what_if.file import Scenarios

_COLUMNS = {("calls" if path == ("calls", "forecast") else path[0]): columns for path, columns in TABLES.items()
            if path != ("calls", "shape")}


def read_scenarios(path: Path) -> tuple[Scenarios, Places]:
    """Read a file of scenarios, and where everything stands in it.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    places = Places(path.name)
    try:
        text = read_file(path, str(path), MAX_YAML_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Fault(path.name, "", "not UTF-8")]) from None
    data, faults = parse_yaml(text, places)
    if not isinstance(data, dict):
        raise InputError([*faults, Fault(path.name, "", "not a file of scenarios; allowed are the keys "
                                                        + ", ".join(_guide().keys(())))])
    faults += _put_rows(data, path.parent, places)
    return scenarios_in(data, places, faults), places


def scenarios_in(data: dict[str, Any], places: Places, faults: Iterable[Fault] = ()) -> Scenarios:
    """What plain data ask.

    Parameters
    ----------
    faults
        What is known to be wrong already.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    data = {"schema": 1, **data}
    try:
        found = Scenarios.model_validate(data)
    except ValidationError as error:
        told = located(places, translate(error.errors(include_url=False), _guide(), data))
        raise InputError(brief([*faults, *told])) from None
    if faults := list(faults):
        raise InputError(brief(faults))
    return found


@cache
def _guide() -> Guide:
    return Guide(Scenarios)


def _put_rows(data: dict[str, Any], folder: Path, places: Places) -> Iterator[Fault]:
    """Put the rows of each table in place of the name of its file; yields what is wrong with them."""
    for at, tables in _tables(data):
        for name, value in tables.items():
            if isinstance(value, str) and name in _COLUMNS:
                rows, faults = _rows(value, name, folder, (*at, name), places)
                tables[name] = rows
                yield from faults


def _tables(data: dict[str, Any]) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
    changes: list[tuple[FieldPath, object]] = [(("base",), data.get("base"))]
    for key in ("scenarios", "grid"):
        entries = data.get(key)
        changes += [((key, number), each) for number, each in enumerate(entries)] if isinstance(entries, list) else []
    for at, change in changes:
        for kind in ("add", "replace"):
            if isinstance(change, dict) and isinstance(change.get(kind), dict):
                yield (*at, kind), change[kind]


def _rows(name: str, table: str, folder: Path, at: FieldPath, places: Places) -> tuple[list[Any], list[Fault]]:
    if problem := wrong_name(name, folder):
        return [], [Fault(places.find(at), places.name(at), problem)]
    try:
        found = read_csv(read_file(folder / name, name, MAX_TABLE_BYTES), name, _COLUMNS[table])
    except InputError as error:
        return [], [Fault(places.find(at), places.name(at), str(fault)) for fault in error.faults]
    return found.rows, found.faults
