"""An instance written as one Excel workbook, opened only after its sizes have been checked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from scheduler.errors import Fault, InputError
from scheduler.guards import WORKBOOK, read_file, safe_workbook
from scheduler.instance.words.messages import did_you_mean, found
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import TABLES, Document
from scheduler.read.places import Places, SheetPlaces
from scheduler.read.tables import Columns
from scheduler.read.workbook import layout
from scheduler.read.workbook.sheets import Cell, SheetTable, sheet_table

MAX_ROWS = 200_000
MAX_COLUMNS = 64
MAX_KEY_LENGTH = 120


def read_workbook(path: Path) -> Document:
    """Read a workbook.

    Raises
    ------
    InputError
        If it is no workbook, or would unpack to more than is sensible.
    """
    content = read_file(path, path.name, WORKBOOK.packed_bytes)
    safe = safe_workbook(content, path.name)
    try:
        sheets = dict(_sheets(safe))
    except InputError:
        raise
    except Exception as error:
        # openpyxl raises whatever its parsing of a damaged file stumbles over.
        reason = f"{type(error).__name__}: {error}"[:200]
        raise InputError([Fault(path.name, "", f"not a readable Excel workbook ({reason})")]) from None
    document = Document({}, Places(path.name), files={path.name: content})
    _unknown_sheets(document, sheets)
    for title in layout.SHEETS:
        if title in sheets:
            _READERS.get(title, _read_table)(document, title, sheets[title])
    return document


def _sheets(content: bytes) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Yield the title of each sheet as we write it, and its cells row by row; sheets named `Notes…` are left out."""
    import warnings

    from openpyxl import load_workbook

    titles = {title.casefold(): title for title in layout.SHEETS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            title = titles.get(sheet.title.strip().casefold(), sheet.title)
            if title not in layout.SHEETS:
                yield title, []
                continue
            sheet.reset_dimensions()
            rows = [list(row) for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)]
            if len(rows) > MAX_ROWS:
                message = f"found more than {MAX_ROWS:,} rows; delete what is empty below the table"
                raise InputError([Fault(title, "", message)])
            yield title, rows


def _unknown_sheets(document: Document, sheets: dict[str, Any]) -> None:
    for title in sheets:
        if title not in layout.SHEETS and not title.casefold().startswith("notes"):
            message = (f"unknown sheet {found(title)}; allowed are {', '.join(layout.SHEETS)}, and sheets of your own "
                       f"whose names begin with Notes{did_you_mean(title, layout.SHEETS)}")
            document.faults.append(Fault(f"{title}!A1", "", message))


def _read_keys(document: Document, title: str, rows: list[list[Cell]]) -> None:
    """Rows (key, value) to nested dictionaries."""
    prefix = next(sheet.prefix for sheet in layout.KEY_SHEETS if sheet.title == title)
    table = _table(document, title, rows, Columns(("key", "value", "note"), frozenset(("key", "value"))))
    for row, cells in table.rows:
        key = cells.get("key")
        if key is None:
            if cells.get("value") is not None:
                document.faults.append(Fault(table.place(row, "key"), "", "a value without a key"))
            continue
        path = (*prefix, *key[:MAX_KEY_LENGTH].split("."))
        if path in document.places.marks and _get(document.data, path) is not None:
            name = ".".join(map(str, path))
            document.faults.append(Fault(table.place(row, "key"), name, "the key stands here a second time"))
        elif "value" in cells:
            value = cells["value"]
            is_version = path == ("schema",) and value in ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
            _put(document, path, int(value) if is_version else value, table.place(row, "value"), title)


def _read_hours(document: Document, title: str, rows: list[list[Cell]]) -> None:
    """Rows (kind, when, hours) to the dictionaries and the list of `hours`."""
    table = _table(document, title, rows, Columns(layout.HOURS_COLUMNS, frozenset(("kind", "when", "hours"))))
    for row, cells in table.rows:
        kind, when = str(cells.get("kind", "")), str(cells.get("when", ""))
        if kind not in layout.HOURS_KINDS or not when:
            what = f"found {found(cells.get('kind'))}; allowed are {', '.join(layout.HOURS_KINDS)}"
            column, what = ("when", "is missing") if kind in layout.HOURS_KINDS else ("kind", what)
            document.faults.append(Fault(table.place(row, column), f"hours.{column}", what))
            continue
        windows = [part.strip() for part in str(cells.get("hours", "")).replace(";", ",").split(",") if part.strip()]
        path = layout.HOURS_KINDS[kind]
        if kind != "rule":
            if _get(document.data, (*path, when)) is not None:
                name = ".".join((*path, when))
                document.faults.append(Fault(table.place(row, "when"), name, "stands here a second time"))
            _put(document, (*path, when), windows, table.place(row, "hours"), title)
            continue
        rules = _get(document.data, path) or []
        rule = {"rrule": when, "hours": windows} | ({"start": cells["start"]} if "start" in cells else {})
        document.places.mark((*path, len(rules), "rrule"), table.place(row, "when"), table.place(row, "when"))
        document.places.mark((*path, len(rules), "hours"), table.place(row, "hours"), title)
        _put(document, path, [*rules, rule], title, title)


def _read_breaks(document: Document, title: str, rows: list[list[Cell]]) -> None:
    """Rows of two kinds to `breaks.lunch` and `breaks.breathers.count`."""
    table = _table(document, title, rows, Columns(layout.BREAK_COLUMNS, frozenset(("kind", "from_shift_minutes"))))
    for kind, sheet in layout.BREAKS.items():
        chosen = [(row, {name: cell for name, cell in cells.items() if name != "kind"})
                  for row, cells in table.rows if cells.get("kind") == kind]
        if chosen:
            _objects(document, sheet, SheetTable(table.title, table.letters, chosen))
    for row, cells in table.rows:
        if cells.get("kind") not in layout.BREAKS:
            message = f"found {found(cells.get('kind'))}; allowed are {', '.join(layout.BREAKS)}"
            document.faults.append(Fault(table.place(row, "kind"), "breaks.kind", message))


def _read_objects(document: Document, title: str, rows: list[list[Cell]]) -> None:
    """Rows to a list of objects, or to a dictionary of them."""
    sheet = layout.SHIFTS if title == layout.SHIFTS.title else layout.CONTRACTS
    names = tuple(column.name for column in sheet.columns)
    _objects(document, sheet, _table(document, title, rows, Columns(names, frozenset(names[:1]))))


def _objects(document: Document, sheet: layout.Sheet, table: SheetTable) -> None:
    columns = {column.name: column for column in sheet.columns}
    _put(document, sheet.path, {} if sheet.key else [], sheet.title, sheet.title)
    for index, (row, cells) in enumerate(table.rows):
        name = str(cells.get(sheet.key, "")) if sheet.key else index
        path = (*sheet.path, name)
        if name == "" or name in (_get(document.data, sheet.path) if sheet.key else ()):
            what = f"found {found(name)} a second time" if name else "is missing"
            field = ".".join(map(str, (*sheet.path, sheet.key)))
            document.faults.append(Fault(table.place(row, str(sheet.key)), field, what))
            continue
        _put(document, path, {}, table.place(row, sheet.columns[0].name), sheet.title)
        for column_name, value in cells.items():
            column = columns.get(column_name)
            if column is None:
                where = ".".join(map(str, (*sheet.path, column_name)))
                message = f"found {found(value)}; allowed is nothing: this column is not for this kind of row"
                document.faults.append(Fault(table.place(row, column_name), where, message))
            elif column.path:
                parts = [part.strip() for part in str(value).split("|") if part.strip()] if column.is_list else value
                _put(document, (*path, *column.path), parts, table.place(row, column_name), sheet.title)


def _read_table(document: Document, title: str, rows: list[list[Cell]]) -> None:
    """Rows with the same columns as a CSV table."""
    path = layout.TABLE_SHEETS[title]
    table = _table(document, title, rows, TABLES[path])
    document.silenced |= {(path, column) for column in TABLES[path].required - set(table.letters)}
    _put(document, path, [dict(cells) for _, cells in table.rows], title, title)
    document.places.tables[path] = SheetPlaces(title, [row for row, _ in table.rows], table.letters)


def _table(document: Document, title: str, rows: list[list[Cell]], columns: Columns) -> SheetTable:
    table, faults = sheet_table(title, rows, columns)
    document.faults += faults
    return table


def _put(document: Document, path: FieldPath, value: Any, place: str, enclosing: str) -> None:
    """Set a value in nested dictionaries and pairs, and note its place; what is in the way is a fault."""
    holder: Any = document.data
    for part, following in pairwise(path):
        if isinstance(holder, list):
            holder = holder[int(part)]
            continue
        holder = holder.setdefault(part, [None, None] if following in (0, 1) and isinstance(following, int) else {})
        if not isinstance(holder, dict | list):
            name = ".".join(map(str, path))
            document.faults.append(Fault(place, name, "the key stands below another key that already has a value"))
            return
    if isinstance(holder, list) and isinstance(path[-1], int):
        holder.extend([None] * (path[-1] + 1 - len(holder)))
    holder[path[-1]] = value
    document.places.mark(path, place, enclosing)


def _get(data: Any, path: FieldPath) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data


_READERS = {"Hotline": _read_keys, "Service": _read_keys, "Objective": _read_keys, "Hours": _read_hours,
            "Breaks": _read_breaks, "Shifts": _read_objects, "Contracts": _read_objects}
