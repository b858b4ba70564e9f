"""An instance written as one workbook, of Excel or LibreOffice, opened only after its sizes have been checked."""

from __future__ import annotations

from collections.abc import Iterable
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
from scheduler.read.workbook.cells import Cell
from scheduler.read.workbook.fields import Fields
from scheduler.read.workbook.ods import sheets_of_ods
from scheduler.read.workbook.settings import LABELS, PREFIXES, SETTINGS
from scheduler.read.workbook.sheets import SheetTable, plain, sheet_table
from scheduler.read.workbook.table_labels import names_of_columns
from scheduler.read.workbook.xlsx import sheets_of_xlsx

SUFFIXES = {".xlsx": sheets_of_xlsx, ".xlsm": sheets_of_xlsx, ".ods": sheets_of_ods}
MAX_ROWS = 200_000
MAX_COLUMNS = 64
MAX_KEY_LENGTH = 120

Rows = list[list[Cell]]
_SETTING_HEADS = {"setting": "key", "your value": "value"}
_OWN_SHEETS = {"hours", "breaks", "calls"}
_FOR_READING = frozenset({"unit", "allowed", "example", "what it means"})


def read_workbook(path: Path) -> Document:
    """Read a workbook.

    Raises
    ------
    InputError
        If it is no workbook, or would unpack to more than is sensible.
    """
    content = read_file(path, path.name, WORKBOOK.packed_bytes)
    sheets = _sheets(path, safe_workbook(content, path.name))
    if "Hotline" not in sheets and {"Roster", "Summary"} <= sheets.keys():
        raise InputError([Fault(path.name, "", "is a published roster, not an instance: it has no sheet Hotline; `schedule "
                                "check` takes the folder it was published in, `schedule solve` the workbook it was made from")])
    document = Document({}, Places(path.name), files={f"hotline{path.suffix.lower()}": content})
    document.faults += _unknown_sheets(sheets)
    document.places.labels.update({".".join(map(str, setting.path)): setting.label for settings in SETTINGS.values()
                                   for setting in settings if setting.path})
    for topic in _OWN_SHEETS & {title.casefold() for title in sheets}:  # some of their settings stand in the sheet Hotline
        document.places.marks[(topic,)] = topic.capitalize()
    for title in layout.SHEETS:
        if title in sheets:
            if len(sheets[title]) > MAX_ROWS:
                raise InputError([Fault(title, "", f"found more than {MAX_ROWS:,} rows; delete what is empty below the table")])
            _READERS.get(title, _read_table)(Fields(document), title, sheets[title])
    return document


def _sheets(path: Path, safe: bytes) -> dict[str, Rows]:
    """Cells of each sheet by its title as we write it."""
    titles = {title.casefold(): title for title in layout.SHEETS}

    def ours(title: str) -> str | None:
        return titles.get(title.strip().casefold())

    try:
        read = SUFFIXES[path.suffix.lower()](safe, lambda title: ours(title) is not None, MAX_ROWS, MAX_COLUMNS)
        return {ours(title) or title: rows for title, rows in read}
    except Exception as error:
        # openpyxl and XML parsers raise whatever their parsing of a damaged file stumbles over.
        reason = f"{type(error).__name__}: {error}"[:200]
        raise InputError([Fault(path.name, "", f"not a readable workbook ({reason})")]) from None


def _unknown_sheets(sheets: Iterable[str]) -> list[Fault]:
    known = (*layout.SHEETS, *layout.BRIEFING_SHEETS)
    allowed = f"allowed are {', '.join(known)}, {layout.START}, and sheets of your own whose names begin with Notes"
    return [Fault(f"{title}!A1", "", f"unknown sheet {found(title)}; {allowed}{did_you_mean(title, known)}")
            for title in sheets if title.strip().casefold() not in {each.casefold() for each in known}
            and not title.casefold().startswith(("notes", layout.START.casefold()))]


def _read_settings(fields: Fields, title: str, rows: Rows) -> None:
    """Rows (setting, value) to nested dictionaries."""
    columns = Columns(("key", "value", "note"), frozenset(("key", "value")))
    table = fields.checked(sheet_table(title, rows, columns, _SETTING_HEADS, _FOR_READING))
    for row, cells in table.rows:
        key, value = cells.get("key"), cells.get("value")
        if key is None:
            if value is not None:
                fields.fault(table.place(row, "value"), "", "a value without a setting beside it")
            continue
        path = _path_of(title, key.text[:MAX_KEY_LENGTH])
        fields.document.places.labels[f"{title}!{row}"] = key.text[:MAX_KEY_LENGTH]
        if value is None:
            fields.mark(path, table.place(row, "value"), title)
        elif not fields.knows(path):
            known = list(LABELS[title])
            message = f"unknown setting {found(key.text)}{did_you_mean(plain(key.text), known)}"
            fields.fault(table.place(row, "key"), ".".join(map(str, path)), message)
        elif fields.holds(path):
            fields.fault(table.place(row, "key"), ".".join(map(str, path)), "the setting stands here a second time")
        else:
            fields.read(path, value, table.place(row, "value"), title)


def _path_of(title: str, key: str) -> FieldPath:
    """Field of a setting: by its label, behind which the name of a queue may stand, or by its dotted name."""
    labels = LABELS[title]
    label, colon, queue = key.rpartition(":")
    if colon and title == "Service" and plain(label) in labels:
        return ("service", "queues", queue.strip(), *labels[plain(label)][1:])
    return labels.get(plain(key)) or (*PREFIXES[title], *key.split("."))


def _read_hours(fields: Fields, title: str, rows: Rows) -> None:
    """Rows (kind, when, hours) to the dictionaries and the list of `hours`."""
    columns = Columns(layout.HOURS_COLUMNS, frozenset(("kind", "when", "hours")))
    table = fields.checked(sheet_table(title, rows, columns, _names(layout.HOURS)))
    for row, cells in table.rows:
        kind = _word(cells.get("kind"), layout.HOURS_WORDS)
        if kind not in layout.HOURS_KINDS or not cells.get("when"):
            what = f"found {found(kind or None)}; allowed are {', '.join(layout.HOURS_WORDS.values())}"
            column, what = ("when", "is missing") if kind in layout.HOURS_KINDS else ("kind", what)
            fields.fault(table.place(row, column), f"hours.{column}", what)
        elif kind == "rule":
            _read_rule(fields, table, row, cells)
        else:
            _read_day(fields, table, row, kind, cells)


def _read_day(fields: Fields, table: SheetTable, row: int, kind: str, cells: dict[str, Cell]) -> None:
    path = layout.HOURS_KINDS[kind]
    if "start" in cells:
        message = f"found {found(cells['start'].text)}; allowed is nothing: only a rule counts from a day"
        fields.fault(table.place(row, "start"), "hours.start", message)
    at = table.place(row, "when")
    when = fields.said(cells["when"], "weekdays" if kind == "weekly" else "date", at, ".".join(path))
    if when is None:
        return
    day = (*path, str(when))
    if fields.holds(day):
        fields.fault(at, ".".join(day), "stands here a second time")
    fields.read_as(day, cells.get("hours", Cell()), "window", table.place(row, "hours"), table.title, at_least=[])
    fields.mark((*day, "[key]"), at, table.title)


def _read_rule(fields: Fields, table: SheetTable, row: int, cells: dict[str, Cell]) -> None:
    rules = layout.HOURS_KINDS["rule"]
    if not fields.holds(rules):
        fields.put(rules, [], table.title, table.title)
    path = (*rules, fields.count(rules))
    fields.put(path, {}, table.place(row, "when"), table.title)
    fields.read_as((*path, "rrule"), cells["when"], "text", table.place(row, "when"), table.title)
    fields.read_as((*path, "hours"), cells.get("hours", Cell()), "window", table.place(row, "hours"), table.title, at_least=[])
    if "start" in cells:
        fields.read_as((*path, "start"), cells["start"], "date", table.place(row, "start"), table.title)


def _read_breaks(fields: Fields, title: str, rows: Rows) -> None:
    """Rows of two kinds to `breaks.lunch` and `breaks.breathers.count`."""
    columns = Columns(layout.BREAK_COLUMNS, frozenset(("kind", "from_shift_minutes")))
    names = _names((layout.BREAK_KIND, *layout.LUNCH.columns, *layout.BREATHERS.columns))
    table = fields.checked(sheet_table(title, rows, columns, names))
    kinds = [_word(cells.get("kind"), layout.BREAK_WORDS) for _, cells in table.rows]
    for kind, sheet in layout.BREAKS.items():
        chosen = [(row, {name: cell for name, cell in cells.items() if name != "kind"})
                  for (row, cells), of in zip(table.rows, kinds, strict=True) if of == kind]
        if chosen:
            _objects(fields, sheet, SheetTable(table.title, table.letters, chosen))
    for (row, _), kind in zip(table.rows, kinds, strict=True):
        if kind not in layout.BREAKS:
            allowed = ", ".join(layout.BREAK_WORDS.values())
            fields.fault(table.place(row, "kind"), "breaks.kind", f"found {found(kind or None)}; allowed are {allowed}")


def _read_objects(fields: Fields, title: str, rows: Rows) -> None:
    """Rows to a list of objects, or to a dictionary of them."""
    sheet = layout.OBJECT_SHEETS[title]
    names = tuple(column.name for column in sheet.columns)
    columns = Columns(names, frozenset(names[:1]))
    _objects(fields, sheet, fields.checked(sheet_table(title, rows, columns, _names(sheet.columns))))


def _objects(fields: Fields, sheet: layout.Sheet, table: SheetTable) -> None:
    columns = {column.name: column for column in sheet.columns}
    fields.put(sheet.path, {} if sheet.key else [], sheet.title, sheet.title)
    for index, (row, cells) in enumerate(table.rows):
        name = cells.get(sheet.key, Cell()).text if sheet.key else index
        path = (*sheet.path, name)
        if name == "" or (sheet.key and fields.holds(path)):
            what = f"found {found(name)} a second time" if name else "is missing"
            fields.fault(table.place(row, str(sheet.key)), ".".join(map(str, (*sheet.path, sheet.key))), what)
            continue
        fields.put(path, {}, table.place(row, sheet.columns[0].name), sheet.title)
        for column_name, cell in cells.items():
            column = columns.get(column_name)
            at = table.place(row, column_name)
            if column is None:
                message = f"found {found(cell.text)}; allowed is nothing: this column is not for this kind of row"
                fields.fault(at, ".".join(map(str, (*sheet.path, column_name))), message)
            elif column.path:
                fields.read((*path, *column.path), cell, at, sheet.title, is_list=column.is_list)
        for column in sheet.columns:
            if column.path and column.name not in cells and column.name in table.letters:
                fields.mark((*path, *column.path), table.place(row, column.name), sheet.title)


def _read_table(fields: Fields, title: str, rows: Rows) -> None:
    """Rows with the same columns as a CSV table."""
    path = layout.TABLE_SHEETS[title]
    columns, document = TABLES[path], fields.document
    table = fields.checked(sheet_table(title, rows, columns, names_of_columns(path)))
    document.silenced |= {(path, column) for column in columns.required - set(table.letters)}
    fields.put(path, [fields.row(path, columns, table, row, cells) for row, cells in table.rows], title, title)
    document.places.tables[path] = SheetPlaces(title, [row for row, _ in table.rows], table.letters)


def _names(columns: Iterable[layout.Column]) -> dict[str, str]:
    return {plain(column.label): column.name for column in columns}


def _word(cell: Cell | None, words: dict[str, str]) -> str:
    """Name of a kind of row: as it is, or by the word that stands for it in the workbook."""
    text = plain(cell.text) if cell else ""
    return next((name for name, word in words.items() if text in (name, plain(word), plain(word).rstrip("s"))), text)


_READERS: dict[str, Any] = {"Hotline": _read_settings, "Service": _read_settings, "Objective": _read_settings,
                            "Hours": _read_hours, "Breaks": _read_breaks} | dict.fromkeys(layout.OBJECT_SHEETS, _read_objects)
