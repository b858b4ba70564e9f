"""An instance written as YAML with the CSV tables it names."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from scheduler.errors import Fault, InputError
from scheduler.guards import read_file
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import HOTLINE_FILE, NAMES, TABLES, Document
from scheduler.read.places import Places
from scheduler.read.tables import read_csv
from scheduler.read.yaml_text import parse_yaml

MAX_YAML_BYTES = 8_000_000
MAX_TABLE_BYTES = 64_000_000
TABLE_SUFFIXES = (".csv", ".tsv", ".txt")


def read_folder(yaml_file: Path) -> Document:
    """Read a YAML file and the tables beside it; a table that is unreadable is named, and the others still read.

    Raises
    ------
    InputError
        If there is no YAML to go on with.
    """
    content = read_file(yaml_file, yaml_file.name, MAX_YAML_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError([Fault(f"{yaml_file.name}:{line}", "", "not UTF-8")]) from None
    places = Places(yaml_file.name)
    data, faults = parse_yaml(text, places)
    document = Document(data, places, faults, files={HOTLINE_FILE: content})
    for path in TABLES:
        _read_table(document, path, yaml_file.parent)
    return document


def _read_table(document: Document, path: FieldPath, folder: Path) -> None:
    """Put the rows of a table in place of the name of its file."""
    holder: Any = document.data
    for part in path[:-1]:
        holder = holder.get(part) if isinstance(holder, dict) else None
    name = holder.get(path[-1]) if isinstance(holder, dict) else None
    if not isinstance(name, str) or name in NAMES.get(path, ()):
        return
    try:
        if problem := wrong_name(name, folder):
            raise InputError([Fault(document.places.find(path), document.places.name(path), problem)])
        content = read_file(folder / name, name, MAX_TABLE_BYTES)
    except InputError as error:
        document.faults += [Fault(document.places.find(path), document.places.name(path), str(fault)) if
                            fault.place == name else fault for fault in error.faults]
        document.silenced.add((path, None))
        holder[path[-1]] = []
        return
    table = read_csv(content, PurePosixPath(name).as_posix(), TABLES[path])
    document.files[PurePosixPath(name).as_posix()] = content
    document.faults += table.faults
    document.silenced |= {(path, column) for column in table.lacking}
    document.places.tables[path] = table.places
    if table.faults and not table.rows:
        document.silenced.add((path, None))
    holder[path[-1]] = table.rows


def wrong_name(name: str, folder: Path) -> str | None:
    """What is wrong with the name of a table's file, which must lie inside the instance's folder."""
    allowed = "allowed is the name of a CSV file inside the instance's folder"
    windows = PureWindowsPath(name)
    if windows.is_absolute() or windows.drive or windows.root or ".." in windows.parts or not name.isprintable():
        return f"found {name!r}; {allowed}"
    if windows.suffix.lower() not in TABLE_SUFFIXES:
        return f"found {name!r}; {allowed}, ending in {', '.join(TABLE_SUFFIXES)}"
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        return f"found {name!r}, which leads out of the folder; {allowed}"
    return None
