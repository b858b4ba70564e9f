"""Sheets of a LibreOffice workbook (OpenDocument), whose cells name their types: a percentage is known as one."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from scheduler.read.workbook.cells import NO_RESULT, Cell, Value, cell_of, error_of

_OFFICE, _TABLE, _TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{part}:1.0}}" for part in ("office", "table", "text"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def sheets_of_ods(
    content: bytes, is_wanted: Callable[[str], bool], most_rows: int, most_columns: int
) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Yield the title and the cells of each sheet, at most one row more than allowed; none of a sheet nobody wants."""
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = fromstring(archive.read("content.xml"))
    for table in root.iter(f"{_TABLE}table"):
        title = table.get(f"{_TABLE}name", "")
        rows = islice(_rows(table, most_columns), most_rows + 1) if is_wanted(title) else ()
        yield title, _without_end(list(rows))


def _rows(table: Element, most_columns: int) -> Iterator[list[Cell]]:
    for row in table.iter(f"{_TABLE}table-row"):
        cells = list(islice(_cells(row), most_columns))
        for _ in range(int(row.get(f"{_TABLE}number-rows-repeated", "1"))):
            yield cells


def _cells(row: Element) -> Iterator[Cell]:
    for element in row:
        if element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            cell = _cell(element)
            for _ in range(int(element.get(f"{_TABLE}number-columns-repeated", "1"))):
                yield cell


def _without_end(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without empty ones at the end: LibreOffice repeats them to the end of the sheet."""
    last = max((number for number, row in enumerate(rows, 1) if any(row)), default=0)
    return rows[:last]


def _cell(element: Element) -> Cell:
    kind = element.get(f"{_OFFICE}value-type", "")
    text = "\n".join(_text(part) for part in element.findall(f"{_TEXT}p"))
    is_formula = element.get(f"{_TABLE}formula") is not None
    if element.get(f"{_CALC}value-type") == "error" or (is_formula and re.match(r"#\w+[!?/]|Err:\d+", text)):
        return error_of(text)
    if not kind:
        return Cell(problem=NO_RESULT) if is_formula and not text else cell_of(text or None)
    return cell_of(_value(element, kind, text), is_percent=kind == "percentage")


def _value(element: Element, kind: str, text: str) -> Value:
    if kind in ("float", "percentage", "currency"):
        return float(element.get(f"{_OFFICE}value", "nan"))
    if kind == "boolean":
        return element.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return dt.datetime.fromisoformat(element.get(f"{_OFFICE}date-value", ""))
    if kind == "time" and (match := _TIME.fullmatch(element.get(f"{_OFFICE}time-value", ""))):
        return dt.timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3]))
    return element.get(f"{_OFFICE}string-value") or text or None


def _text(paragraph: Element) -> str:
    """Text of a paragraph; spaces in a row and line breaks are elements of their own."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * int(child.get(f"{_TEXT}c", "1")))
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            parts.append("\n" if child.tag.endswith("break") else "\t")
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


