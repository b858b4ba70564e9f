"""Where two versions of a document differ: lines of text, and cells of a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from scheduler.errors import Fault, InputError
from scheduler.guards import safe_workbook
from scheduler.language.words import known

_SHOWN_CHARACTERS = 60
_MOST_LINES_MATCHED = 4000
_MERGED = re.compile(r'<mergeCell ref="([A-Z0-9:]+)"')


def line_differences(found: bytes, right: bytes, name: str) -> Iterator[str]:
    """Yield each difference of two texts, with the number of its line in the one that was found."""
    one, other = (content.decode("utf-8", "replace").splitlines() for content in (found, right))
    if len(one) == len(other):
        for number, (line, wanted) in enumerate(zip(one, other, strict=True), 1):
            if line != wanted:
                yield f"{name}:{number}: {_said(line, wanted)}"
    elif max(len(one), len(other)) > _MOST_LINES_MATCHED:
        number = next(at for at, (line, wanted) in enumerate(zip_longest(one, other), 1) if line != wanted)
        yield f"{name}:{number}: from here on it differs; it has {len(one)} lines, published were {len(other)}"
    else:
        for tag, first, end, start, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if tag != "equal":
                yield f"{name}:{first + 1}: {_said(' '.join(one[first:end]), ' '.join(other[start:stop]))}"
    if one == other:
        yield f"{name}: the ends of its lines are not those published"


def cell_differences(found: bytes, right: bytes, name: str) -> Iterator[str]:
    """Yield each difference of two workbooks, sheet by sheet, with its cell; colours count in the sheet of the days only.

    Raises
    ------
    InputError
        If what was found is no workbook, or too large a one.
    """
    try:
        books = [openpyxl.load_workbook(io.BytesIO(content), read_only=True)
                 for content in (safe_workbook(found, name), right)]
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsing of a damaged file stumbles over
        raise InputError([Fault(name, "", f"cannot be read: {error}")]) from None
    names = [book.sheetnames for book in books]
    painted = known("Days")  # which says by colour who works when
    yield from (f"{name}: sheet {sheet} is missing" for sheet in names[1] if sheet not in names[0])
    yield from (f"{name}: sheet {sheet} was not published" for sheet in names[0] if sheet not in names[1])
    for number, sheet in enumerate(names[1], 1):
        if sheet in names[0]:
            hidden = _hidden(right, number) if sheet in painted else None
            yield from (f"{name}, {sheet}!{text}" for text in _of_sheet(hidden, *(book[sheet] for book in books)))


def _of_sheet(hidden: set[tuple[int, int]] | None, found: Any, right: Any) -> Iterator[str]:
    """Yield the cells in which two sheets differ; without `hidden` their colours do not count."""
    for each in (found, right):
        each.reset_dimensions()  # which the file may say wrongly
    for row, (cells, wanted) in enumerate(zip_longest(found.iter_rows(), right.iter_rows(), fillvalue=()), 1):
        for column, (cell, other) in enumerate(zip_longest(cells, wanted), 1):
            painted = hidden is not None and (row, column) not in hidden
            one, two = _shown(cell, painted=painted), _shown(other, painted=painted)
            if one != two:
                yield f"{get_column_letter(column)}{row}: {_said(one, two)}"


def _hidden(content: bytes, number: int) -> set[tuple[int, int]]:
    """Rows and columns of the cells that merged ones hide, in the sheet of this number: programs drop their colours."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        merged = _MERGED.findall(book.read(f"xl/worksheets/sheet{number}.xml").decode())
    return {(row, column) for left, top, right, bottom in map(range_boundaries, merged) for row in range(top, bottom + 1)
            for column in range(left, right + 1) if (row, column) != (top, left)}


def _shown(cell: Any, *, painted: bool) -> str:
    """What a cell shows: its value, and in the sheet of the days its colour."""
    value = "" if cell is None or cell.value is None else _text(getattr(cell.value, "text", cell.value))
    if not painted or cell is None or not getattr(cell, "has_style", False):
        return value
    fill = cell.fill
    colour = fill.fgColor.rgb if fill.fill_type == "solid" and isinstance(fill.fgColor.rgb, str) else ""
    return f"{value} on #{colour[-6:]}" if colour else value


def _text(value: object) -> str:
    """A value as text; LibreOffice writes fifteen digits of a number, Excel seventeen."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _said(found: str, right: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip_longest(found, right)) if one != other), 0)
    begin = max(0, at - _SHOWN_CHARACTERS // 3)
    return f"found {_part(found, begin)}; published was {_part(right, begin)}"


def _part(text: str, begin: int) -> str:
    part = text[begin:begin + _SHOWN_CHARACTERS]
    return repr(("…" if begin else "") + part + ("…" if begin + _SHOWN_CHARACTERS < len(text) else ""))
