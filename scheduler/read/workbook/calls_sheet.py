"""The sheet of calls of a workbook, rewritten inside the archive: every other part keeps its very bytes.

Reading and saving a workbook by a library loses what the library does not know. So the rows of one sheet are replaced in its
XML (ECMA-376 part 1, 18.3), and its notes, drop-downs, widths and header stay.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from xml.sax.saxutils import escape

import pandas as pd
from defusedxml import ElementTree

from scheduler.errors import Fault, InputError
from scheduler.guards import open_zip_safely
from scheduler.read.document import TABLES
from scheduler.read.workbook.cells import cell_of
from scheduler.read.workbook.layout import TABLE_SHEETS
from scheduler.read.workbook.sheets import HEADER_WITHIN_ROWS, header_of, letter
from scheduler.read.workbook.table_labels import names_of_columns

SHEET = "Calls"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_EXCEL_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel has no zones
_DATA = re.compile(
    r"<(?P<ns>\w+:)?sheetData\s*(?:/>|>(?P<rows>.*?)</(?P=ns)?sheetData>|>(?P<plain>.*?)</sheetData>)", re.DOTALL
)
_ROW = re.compile(r"<(?:\w+:)?row\b[^>]*?(?:/>|>.*?</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(r"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)


def replace_calls(content: bytes, name: str, table: pd.DataFrame) -> bytes:
    """A workbook with other calls.

    Parameters
    ----------
    content, name
        The workbook, and its name for messages.
    table
        Text by column, such as start, calls, aht_s.

    Raises
    ------
    InputError
        If it is no workbook, or says its calls otherwise.
    """
    archive = open_zip_safely(content, name)
    parts = {info.filename: archive.read(info) for info in archive.infolist()}
    try:
        part = _part_of(parts, SHEET)
        if part is None:
            part, parts = _with_sheet(parts)
        header = _header(content)
        parts[part] = _rewritten(parts[part].decode("utf-8-sig"), header, table).encode()
    except (KeyError, ValueError, ElementTree.ParseError) as error:
        raise InputError(
            [Fault(name, "calls", f"no workbook into which calls could be written ({error}); name a file with -o")]
        ) from None
    return _packed(archive, _without_calculation_chain(parts))


def _part_of(parts: dict[str, bytes], title: str) -> str | None:
    """Part of the archive that holds a sheet."""
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    for sheet in book.iter(f"{{{_MAIN}}}sheet"):
        if (sheet.get("name") or "").strip().casefold() == title.casefold():
            target = targets[sheet.get(f"{{{_RELATIONS}}}id")]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _header(content: bytes) -> tuple[int, list[str]]:
    """Row of the header, and its names by column; row 0: the sheet is empty."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True)
    sheet = next((sheet for sheet in book.worksheets if sheet.title.strip().casefold() == SHEET.casefold()), None)
    top = sheet.iter_rows(max_row=HEADER_WITHIN_ROWS, values_only=True) if sheet is not None else ()
    path = TABLE_SHEETS[SHEET]
    start, names = header_of([[cell_of(value) for value in row] for row in top], TABLES[path], names_of_columns(path))
    return (0, []) if start is None else (start + 1, names)


def _rewritten(xml: str, header: tuple[int, list[str]], table: pd.DataFrame) -> str:
    """The XML of a sheet with other rows below its header."""
    match = _DATA.search(xml)
    if match is None:
        raise ValueError("its sheet of calls has no rows")
    prefix = match["ns"] or ""
    rows = _ROW.findall(match["rows"] or match["plain"] or "")
    number, names = header
    kept = [row for row in rows if _number_of(row) < max(1, number)]
    head = next((row for row in rows if _number_of(row) == number), f'<{prefix}row r="1"></{prefix}row>')
    below = next((row for row in rows if _number_of(row) > number), "")
    number = max(1, number)
    added = [name for name in table.columns if name not in names]
    columns = {name: (names + added).index(name) for name in table.columns}
    head = _with_titles(head, prefix, number, {name: columns[name] for name in added})
    styles = _styles(below)
    body = "".join(
        _row(prefix, number + at, columns, values, styles) for at, values in enumerate(table.itertuples(index=False), 1)
    )
    xml = f"{xml[: match.start()]}<{prefix}sheetData>{''.join(kept)}{head}{body}</{prefix}sheetData>{xml[match.end() :]}"
    last = f"{letter(max([*columns.values(), len(names) - 1]))}{number + len(table)}"
    xml = re.sub(r'(<(?:\w+:)?dimension ref=")[^"]*"', rf'\g<1>A1:{last}"', xml, count=1)
    return re.sub(r"<(\w+:)?mergeCells\b.*?</(\w+:)?mergeCells>", "", xml, flags=re.DOTALL)


def _number_of(row: str) -> int:
    found = re.search(r'\br="(\d+)"', row[: row.find(">")])
    return int(found[1]) if found else 0


def _with_titles(head: str, prefix: str, number: int, added: dict[str, int]) -> str:
    """A header row with more titles behind those it has."""
    if not added:
        return head
    style = (re.findall(r'<(?:\w+:)?c\b[^>]*\bs="(\d+)"', head) or [""])[-1]
    cells = "".join(_text(prefix, column, number, name, style) for name, column in added.items())
    head = re.sub(r'\sspans="[^"]*"', "", head)
    if head.endswith("/>"):
        return f"{head[:-2]}>{cells}</{prefix}row>"
    return re.sub(r"</(?:\w+:)?row>$", lambda end: cells + end[0], head)


def _styles(row: str) -> dict[str, tuple[str, bool]]:
    """Style of each column in a row, by its letter, and whether a number stands there."""
    found = {}
    for attributes, inner in _CELL.findall(row):
        place, style = re.search(r'\br="([A-Z]+)\d+"', attributes), re.search(r'\bs="(\d+)"', attributes)
        if place:
            is_number = not re.search(r'\bt="(?!n")', attributes) and bool(re.search(r"<(?:\w+:)?v>[\d.]", inner))
            found[place[1]] = (style[1] if style else "", is_number)
    return found


def _row(
    prefix: str, number: int, columns: dict[str, int], values: tuple[str, ...], styles: dict[str, tuple[str, bool]]
) -> str:
    cells = []
    for (name, column), value in sorted(zip(columns.items(), values, strict=True), key=lambda pair: pair[0][1]):
        style, was_number = styles.get(letter(column), ("", False))
        if name == "start":
            serial = _serial(value) if was_number else None
            cells.append(
                _text(prefix, column, number, value, "") if serial is None else _number(prefix, column, number, serial, style)
            )
        else:
            cells.append(_number(prefix, column, number, value, style))
    return f'<{prefix}row r="{number}">{"".join(cells)}</{prefix}row>'


def _serial(value: str) -> str | None:
    """Serial number of a local moment; None where it has an offset, which Excel has not."""
    moment = dt.datetime.fromisoformat(value)
    return None if moment.tzinfo is not None else repr((moment - _EXCEL_ZERO) / dt.timedelta(days=1))


def _text(prefix: str, column: int, row: int, value: str, style: str) -> str:
    styled = f' s="{style}"' if style else ""
    inside = f"<{prefix}is><{prefix}t>{escape(value)}</{prefix}t></{prefix}is>"
    return f'<{prefix}c r="{letter(column)}{row}"{styled} t="inlineStr">{inside}</{prefix}c>'


def _number(prefix: str, column: int, row: int, value: str, style: str) -> str:
    styled = f' s="{style}"' if style else ""
    return f'<{prefix}c r="{letter(column)}{row}"{styled}><{prefix}v>{escape(value)}</{prefix}v></{prefix}c>'


def _with_sheet(parts: dict[str, bytes]) -> tuple[str, dict[str, bytes]]:
    """The parts with an empty sheet of calls more, and its name."""
    part = next(f"xl/worksheets/sheet{at}.xml" for at in range(1, 10_000) if f"xl/worksheets/sheet{at}.xml" not in parts)
    book, relations = parts["xl/workbook.xml"].decode("utf-8-sig"), parts["xl/_rels/workbook.xml.rels"].decode("utf-8-sig")
    types = parts["[Content_Types].xml"].decode("utf-8-sig")
    numbers = [int(found) for found in re.findall(r'sheetId="(\d+)"', book)]
    prefix = (re.search(r"<(\w+:)?sheets\b", book) or ["", ""])[1] or ""
    relation = (re.search(rf'xmlns:(\w+)="{_RELATIONS}"', book) or ["", "r"])[1]
    sheet = f'<{prefix}sheet name="{SHEET}" sheetId="{max(numbers, default=0) + 1}" {relation}:id="rIdCalls"/>'
    book = re.sub(r"</(?:\w+:)?sheets>", lambda end: sheet + end[0], book, count=1)
    own = f'<Relationship Id="rIdCalls" Type="{_RELATIONS}/worksheet" Target="/{part}"/>'
    relations = re.sub(r"</(?:\w+:)?Relationships>", lambda end: own + end[0], relations, count=1)
    types = re.sub(
        r"</(?:\w+:)?Types>", lambda end: f'<Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>{end[0]}', types, count=1
    )
    return part, {
        **parts,
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations.encode(),
        "[Content_Types].xml": types.encode(),
        part: f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'.encode(),
    }


def _without_calculation_chain(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without the order of calculation, which may name cells that are gone; Excel makes it anew."""
    chain = next((name for name in parts if name.lower() == "xl/calcchain.xml"), None)
    if chain is None:
        return parts
    rest = {name: data for name, data in parts.items() if name != chain}
    for name, pattern in (
        ("[Content_Types].xml", rb"<(?:\w+:)?Override[^>]*calcChain\.xml[^>]*/>"),
        ("xl/_rels/workbook.xml.rels", rb"<(?:\w+:)?Relationship\b[^>]*calcChain\.xml[^>]*/>"),
    ):
        rest[name] = re.sub(pattern, b"", rest[name], flags=re.IGNORECASE)
    return rest


def _packed(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for info in archive.infolist():
            if info.filename in parts:
                packed.writestr(zipfile.ZipInfo(info.filename, info.date_time), parts[info.filename], zipfile.ZIP_DEFLATED)
        for name in parts.keys() - {info.filename for info in archive.infolist()}:
            packed.writestr(name, parts[name])
    return out.getvalue()
