"""Sheets of an Excel workbook."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from scheduler.read.workbook.cells import EMPTY, NO_RESULT, Cell, cell_of, error_of

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that are shown as they are, or name a colour."""
_FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")
"""A formula in the XML of a sheet; those of drop-downs (`formula1`) are none."""


def sheets_of_xlsx(
    content: bytes, is_wanted: Callable[[str], bool], most_rows: int, most_columns: int
) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Yield the title and the cells of each sheet, at most one row more than allowed; none of a sheet nobody wants."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bounds = {"max_row": most_rows + 1, "max_col": most_columns}
        formulas = _formulas(content, is_wanted, bounds) if _has_formulas(content) else set()
        for sheet in _sheets(content, results=True):
            rows = sheet.iter_rows(**bounds) if is_wanted(sheet.title) else ()
            yield sheet.title, [[_cell(cell, (sheet.title, *_address(cell)) in formulas) for cell in row] for row in rows]


def _sheets(content: bytes, *, results: bool) -> Iterator[Any]:
    from openpyxl import load_workbook

    for sheet in load_workbook(io.BytesIO(content), read_only=True, data_only=results).worksheets:
        sheet.reset_dimensions()
        yield sheet


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(_FORMULA.search(archive.read(name)) for name in archive.namelist() if "sheets/" in name)


def _formulas(content: bytes, is_wanted: Callable[[str], bool], bounds: dict[str, int]) -> set[tuple[str, int, int]]:
    """Sheet, row and column of each formula; whether its result is stored, the other reading tells."""
    return {(sheet.title, cell.row, cell.column) for sheet in _sheets(content, results=False) if is_wanted(sheet.title)
            for row in sheet.iter_rows(**bounds) for cell in row if getattr(cell, "data_type", "") == "f"}


def _address(cell: Any) -> tuple[int, int]:
    return getattr(cell, "row", 0), getattr(cell, "column", 0)


def _cell(cell: Any, is_formula: bool) -> Cell:
    kind = getattr(cell, "data_type", "")
    if cell.value is None:
        return Cell(problem=NO_RESULT) if is_formula and kind != "s" else EMPTY
    if kind == "e":
        return error_of(str(cell.value))
    return cell_of(cell.value, is_percent=kind == "n" and "%" in _QUOTED.sub("", cell.number_format or ""))
