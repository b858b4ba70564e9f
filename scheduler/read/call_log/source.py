"""The rows of a call log as they stand in a CSV file or an Excel workbook, each with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.errors import Fault, InputError
from scheduler.guards import LOG, read_file, safe_workbook

Values = tuple[object, ...]

_SEPARATORS = ",;\t|"
_BLANK = {"", "-", "null", "none", "nan", "n/a"}


@dataclass(frozen=True)
class LogSource:
    """A table that was read but not yet understood.

    Parameters
    ----------
    name
        Name of the file, or of the worksheet.
    header
        Names of the columns.
    rows
        Number of each row as a spreadsheet shows it, and its values; blank rows are left out.
    decimal_comma
        Whether numbers may have a decimal comma, as the separator is another character.
    is_sheet
        Whether it is a worksheet, whose places are written ``Sheet!B7``.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Values], ...]
    decimal_comma: bool
    is_sheet: bool

    def place(self, row: int, column: int | None = None) -> str:
        """Where a row, or a cell of it, stands."""
        if not self.is_sheet:
            return f"{self.name}:row {row}"
        return f"{self.name}!{_letters(column) if column is not None else ''}{row}"


def open_log(path: Path, sheet: str | None = None) -> LogSource:
    """Read a log; Excel is recognised by the file's first bytes, separator and encoding of a CSV by its text.

    Raises
    ------
    InputError
        If it cannot be read, unpacks to an unreasonable size, or has no header.
    """
    raw = read_file(path, path.name, LOG.packed_bytes)
    if raw.startswith(b"PK\x03\x04"):
        return _excel(path, raw, sheet)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise _fault(path.name, "is an old Excel file (.xls); allowed are .xlsx and CSV")
    return _csv(path, raw)


def _csv(path: Path, raw: bytes) -> LogSource:
    text = _decoded(path, raw)
    first_line, _, rest = text.partition("\n")
    if first_line.strip().lower().startswith("sep=") and len(first_line.strip()) == 5:
        separator, text, skipped = first_line.strip()[4], rest, 1  # Excel's own note
    else:
        separator, skipped = max(_SEPARATORS, key=lambda mark: _count_outside_quotes(first_line, mark)), 0
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise _fault(path.name, f"is no CSV table: {error}") from None
    rows: list[tuple[int, Values]] = [(number, tuple(values)) for number, values in enumerate(table, 1 + skipped)]
    return _source(path.name, iter(rows), decimal_comma=separator != ",", is_sheet=False)


def _decoded(path: Path, raw: bytes) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252", "latin-1"]:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _fault(path.name, "is no text; allowed are CSV (UTF-8, UTF-16 or Windows-1252) and .xlsx")


def _excel(path: Path, raw: bytes, sheet: str | None) -> LogSource:
    import openpyxl

    raw = safe_workbook(raw, path.name, LOG)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise _fault(path.name, f"is no Excel workbook: {error}") from None
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise _fault(path.name, f"has no sheet {sheet!r}; found {', '.join(book.sheetnames)}")
        if not book.worksheets:
            raise _fault(path.name, "has no worksheet")
        page = book[sheet] if sheet is not None else book.worksheets[0]
        rows = ((number, tuple(values)) for number, values in enumerate(page.iter_rows(values_only=True), 1))
        return _source(page.title, rows, decimal_comma=True, is_sheet=True)
    finally:
        book.close()


def _source(name: str, rows: Iterator[tuple[int, Values]], *, decimal_comma: bool, is_sheet: bool) -> LogSource:
    filled = (row for row in rows if any(not is_blank(value) for value in row[1]))
    header = next(filled, None)
    if header is None:
        raise _fault(name, "is empty; a header and one row for each call are needed")
    titles = tuple("" if value is None else str(value).strip() for value in header[1])
    return LogSource(name, titles, tuple(filled), decimal_comma, is_sheet)


def is_blank(value: object) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and value.strip().lower() in _BLANK)


def _count_outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])


def _letters(column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _fault(place: str, message: str) -> InputError:
    return InputError([Fault(place, "", message)])
