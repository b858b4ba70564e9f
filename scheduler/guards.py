"""What is refused before it is read: files too large, archives that unpack to too much, sheets that span too much.

Every file that somebody else wrote comes through here, whichever command reads it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.errors import Fault, InputError

RATIO_MATTERS_FROM_BYTES = 5_000_000
_CHUNK = 1 << 20
_SHEET = re.compile(r"xl/(work|chart|dialog|macro)sheets/[^/]+\.(xml|bin)", re.IGNORECASE)
_PLAIN_CELL, _PLAIN_ROW = re.compile(rb'<c r="([A-Z]{1,30})(\d{1,9})'), re.compile(rb'<row r="(\d{1,9})')
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\sr\s*=\s*["']\s*([A-Za-z]{1,30})(\d{1,9})""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^<>]*?\sr\s*=\s*["']\s*(\d{1,9})""")
_ROW_START, _CELL_START = re.compile(rb"<(?:\w+:)?row\b"), re.compile(rb"<(?:\w+:)?c\b")
_ODS_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["']\s*(\d{1,12})""")
_ODS_CELL = re.compile(rb"""<table:(?:covered-)?table-cell\b[^<>]*""")
_ODS_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["']\s*(\d{1,12})""")


@dataclass(frozen=True)
class Limits:
    """The most that a file may be.

    Parameters
    ----------
    packed_bytes, unpacked_bytes
        Size of the file as it lies on the disk, and of all its parts unpacked.
    ratio
        Unpacked over packed size, from `RATIO_MATTERS_FROM_BYTES` on; real sheets shrink to a tenth or a twentieth.
    parts
        Files inside the archive.
    cells
        Rows times columns of the rectangle that one sheet spans: readers make room for all of it.
    """

    packed_bytes: int = 32_000_000
    unpacked_bytes: int = 100_000_000
    ratio: int = 150
    parts: int = 1_000
    cells: int = 12_000_000


WORKBOOK = Limits()
"""Instances and exported rosters."""

LOG = Limits(packed_bytes=200_000_000, unpacked_bytes=400_000_000, ratio=200, cells=40_000_000)
"""Call logs and interval tables."""


def is_archive(content: bytes) -> bool:
    """Whether a file begins as workbooks do, of Excel old and new and of LibreOffice."""
    return content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read_file(path: Path, name: str, most_bytes: int) -> bytes:
    """Content of a regular file.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, or is larger than `most_bytes`.
    """
    try:
        if not path.exists():
            raise _refused(name, "no such file or folder")
        if not path.is_file():
            raise _refused(name, "not a file")
        if path.stat().st_size > most_bytes:
            raise _refused(name, f"found {path.stat().st_size:,} bytes; allowed are at most {most_bytes:,}")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refused(name, f"cannot be read: {reason}") from None


def open_zip_safely(content: bytes, name: str, limits: Limits = WORKBOOK) -> zipfile.ZipFile:
    """An archive whose directory promises no more than is sensible; unpacking by `zipfile` never yields more than that.

    Raises
    ------
    InputError
        If it is no archive, or a limit is passed.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeError) as error:
        raise _refused(name, f"not a workbook ({error})") from None
    parts = archive.infolist()
    if len({part.filename for part in parts}) < len(parts):
        raise _refused(name, "damaged: two parts of the archive have one name")
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked // max(1, len(content)) if unpacked > RATIO_MATTERS_FROM_BYTES else 0
    found = (
        (len(content), limits.packed_bytes, "bytes"),
        (len(parts), limits.parts, "parts"),
        (unpacked, limits.unpacked_bytes, "bytes unpacked"),
        (ratio, limits.ratio, "times its packed size"),
    )
    if faults := [_too_much(name, value, what, most) for value, most, what in found if value > most]:
        raise InputError(faults)
    return archive


def safe_workbook(content: bytes, name: str, limits: Limits = WORKBOOK) -> bytes:
    """A workbook (.xlsx or .ods) that any reader may open: within the limits, its parts unpacked and their sums right.

    Readers trust the directory of an archive to different degrees, so they are given one of parts that were unpacked
    here. They also make room for the whole rectangle that a sheet spans: two cells in opposite corners are refused.

    Raises
    ------
    InputError
        If it is no workbook, is damaged, or a limit is passed.
    """
    out = io.BytesIO()
    archive = open_zip_safely(content, name, limits)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as safe:
        for part in archive.infolist():
            data = _unpacked(archive, part, name)
            rows, columns = _span(part.filename, data)
            if rows * columns > limits.cells:
                raise _refused(name, f"refused before reading: {part.filename} spans {rows:,} rows and {columns:,} columns; "
                               f"allowed are at most {limits.cells:,} cells; delete what is empty below and beside the table")
            safe.writestr(zipfile.ZipInfo(part.filename), data)
    return out.getvalue()


def read_workbook_bytes(path: Path, name: str, limits: Limits = WORKBOOK) -> bytes:
    """`read_file` and `safe_workbook` in one."""
    return safe_workbook(read_file(path, name, limits.packed_bytes), name, limits)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with archive.open(part) as stream:
            return b"".join(iter(lambda: stream.read(_CHUNK), b""))
    except Exception as error:  # zlib, lzma, struct and zipfile each have errors of their own for a damaged part
        reason = f"{type(error).__name__}: {error}"[:200]
        raise _refused(name, f"damaged: {part.filename} cannot be unpacked ({reason})") from None


def _span(part: str, data: bytes) -> tuple[int, int]:
    """Rows and columns of the rectangle that a part spans; 0 if it is no sheet."""
    if part.lower() == "content.xml":
        return _ods_span(data)
    return _xlsx_span(data) if _SHEET.fullmatch(part) else (0, 0)


def _xlsx_span(data: bytes) -> tuple[int, int]:
    """Span by the addresses of rows and cells, and by their number where they have none."""
    if not (_is_plain(data, b"c") and _is_plain(data, b"row")):
        return _odd_span(data)
    rows = columns = seen = 0
    for piece in _cut(data, b"<"):
        cells = _PLAIN_CELL.findall(piece)
        seen += len(cells)
        columns = max(columns, *map(_column, {letters for letters, _ in cells})) if cells else columns
        rows = max([rows, *map(int, _PLAIN_ROW.findall(piece)), *(int(row) for _, row in cells)])
    return (rows, columns) if seen == data.count(b'<c r="') else _odd_span(data)


def _is_plain(data: bytes, tag: bytes) -> bool:
    """Whether every tag begins as Excel writes it, its address first: quick to find, and nothing can hide."""
    others = (b"<%c>", b"<%c/", b"<%c\t", b"<%c\n", b"<%c\r", b":%c ", b":%c>", b":%c/", b":%c\t", b":%c\n", b":%c\r")
    odd = any(other.replace(b"%c", tag) in data for other in others)
    return not odd and data.count(b"<%b " % tag) == data.count(b'<%b r="' % tag)


def _odd_span(data: bytes) -> tuple[int, int]:
    rows = columns = 0
    for counted, row in enumerate(_pieces(data, _ROW_START), 1):
        cells = _CELL.findall(row)
        at = _ROW.match(row)
        rows = max(rows, counted, int(at[1]) if at else 0, *(int(number) for _, number in cells))
        columns = max(columns, len(_CELL_START.findall(row)), *(_column(letters) for letters, _ in cells))
    return rows, columns


def _ods_span(data: bytes) -> tuple[int, int]:
    """Largest span of a table; empty rows and cells that are repeated to the end of the sheet take no room."""
    rows = columns = 0
    for table in data.split(b"<table:table ")[1:]:
        at = width = last = 0
        for row in table.split(b"<table:table-row")[1:]:
            repeat = _ODS_ROWS.search(row[: row.find(b">") + 1])
            at += int(repeat[1]) if repeat else 1
            cells = [*_ODS_CELL.finditer(row[: max(row.rfind(b"office:value"), row.rfind(b"<text:p")) + 1])]
            if cells:
                last = at
                width = max(width, sum(int(many[1]) if (many := _ODS_COLUMNS.search(cell[0])) else 1 for cell in cells))
        if last * width > rows * columns:
            rows, columns = last, width
    return rows, columns


def _cut(data: bytes, mark: bytes) -> Iterator[bytes]:
    """Yield the data in pieces of a few megabytes, each but the first beginning with `mark`."""
    start = 0
    while start < len(data):
        end = data.find(mark, start + _CHUNK)
        yield data[start : end if end > 0 else len(data)]
        start = end if end > 0 else len(data)


def _pieces(data: bytes, start: re.Pattern[bytes]) -> Iterator[bytes]:
    """Yield the text from each match on to the next one."""
    before: int | None = None
    for match in start.finditer(data):
        if before is not None:
            yield data[before : match.start()]
        before = match.start()
    if before is not None:
        yield data[before:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_much(name: str, value: int, what: str, most: int) -> Fault:
    return Fault(name, "", f"refused before unpacking: found {value:,} {what}; allowed are at most {most:,}")


def _refused(name: str, message: str) -> InputError:
    return InputError([Fault(name, "", message)])
