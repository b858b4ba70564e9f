"""Workbooks to damage: cells found by what people read beside or above them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

HEADER_ROW = 3


def place(path: Path, sheet: str, label: str, entry: int = 1) -> str:
    """Address of the cell below the header `label` in the `entry`-th row, or beside the setting of that label."""
    page = openpyxl.load_workbook(path)[sheet]
    heads = [cell for cell in page[HEADER_ROW] if cell.value == label]
    if heads:
        return f"{heads[0].column_letter}{HEADER_ROW + entry}"
    (setting,) = [cell for (cell,) in page.iter_rows(min_col=1, max_col=1) if cell.value == label]
    return f"B{setting.row}"


def edited(path: Path, cells: Mapping[tuple[str, str], Any], formats: Mapping[tuple[str, str], str] | None = None) -> Path:
    """The workbook with some cells changed, by sheet and address, and with some number formats."""
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    for (sheet, cell), form in (formats or {}).items():
        book[sheet][cell].number_format = form
    book.save(path)
    return path
