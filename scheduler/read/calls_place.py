"""Where the calls of an instance stand, and its file with other calls in their place; everything else in it stays."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.guards import WORKBOOK, read_file
from scheduler.read.document import HOTLINE_FILE
from scheduler.read.folder import MAX_YAML_BYTES
from scheduler.read.places import Places
from scheduler.read.yaml_text import parse_yaml


def with_calls(instance: Path, table: pd.DataFrame) -> tuple[Path, bytes] | None:
    """The file in which the calls of an instance stand, and its content with other ones.

    Parameters
    ----------
    instance
        A folder, a YAML file or a workbook.
    table
        Text by column, such as start, calls, aht_s.

    Returns
    -------
    None if the instance names no table of calls.

    Raises
    ------
    InputError
        If the file cannot be read, or takes no calls.
    """
    if instance.suffix.lower() == ".xlsx":
        from scheduler.read.workbook.calls_sheet import replace_calls

        return instance, replace_calls(read_file(instance, instance.name, WORKBOOK.packed_bytes), instance.name, table)
    refuse_open_document(instance)
    named = _table_named(instance / HOTLINE_FILE if instance.is_dir() else instance)
    return None if named is None else (named, str(table.to_csv(index=False, lineterminator="\n")).encode())


def refuse_open_document(instance: Path) -> None:
    """Refuse an instance into which no calls are written.

    Raises
    ------
    InputError
        If it is an OpenDocument workbook.
    """
    if instance.suffix.lower() == ".ods":
        raise InputError(
            [Fault(instance.name, "calls", "calls are not written into .ods; save it as .xlsx, or name a file with -o")]
        )


def _table_named(yaml_file: Path) -> Path | None:
    """The table that a YAML file names as its forecast."""
    text = read_file(yaml_file, yaml_file.name, MAX_YAML_BYTES).decode("utf-8-sig")
    data, _ = parse_yaml(text, Places(yaml_file.name))
    calls = data.get("calls") if isinstance(data, dict) else None
    name = calls.get("forecast") if isinstance(calls, dict) else None
    if not isinstance(name, str):
        return None
    path = yaml_file.parent / name
    inside = path.resolve().is_relative_to(yaml_file.parent.resolve())
    return path if inside and path.suffix.lower() in (".csv", ".tsv", ".txt") else None
