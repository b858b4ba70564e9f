"""Cells of a sheet to a table with the cell of every value; its header may stand below a title and a line of hints."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.errors import Fault
from scheduler.read.tables import Columns
from scheduler.read.workbook.cells import Cell

HEADER_WITHIN_ROWS = 12


@dataclass(frozen=True)
class SheetTable:
    """Rows of a sheet below its header.

    Parameters
    ----------
    title
        Name of the sheet.
    letters
        Letter of each known column.
    rows
        Number of each row that is not blank, with its cells by column; an empty cell is left out.
    heads
        What stands in the header, by the letter of the column.
    """

    title: str
    letters: Mapping[str, str]
    rows: list[tuple[int, dict[str, Cell]]]
    heads: Mapping[str, str] = field(default_factory=dict)

    def place(self, row: int, column: str) -> str:
        """``Sheet!B7``."""
        return f"{self.title}!{self.letters.get(column, 'A')}{row}"


def sheet_table(
    title: str, rows: Sequence[Sequence[Cell]], columns: Columns, names: Mapping[str, str],
    ignored: frozenset[str] = frozenset(),
) -> tuple[SheetTable, list[Fault]]:
    """Table of a sheet, and what is wrong with its header.

    Parameters
    ----------
    title
        Name of the sheet.
    rows
        Its cells.
    columns
        The columns it may have.
    names
        Name of a column by what may stand in its header, as `plain` makes it.
    ignored
        Names of columns that are for reading only.
    """
    start, header = header_of(rows, columns, names)
    if start is None:
        return SheetTable(title, {}, []), []
    faults = list(columns.faults([name if name not in ignored else "" for name in header],
                                 lambda index: f"{title}!{letter(index or 0)}{start + 1}",
                                 {name: label.capitalize() for label, name in names.items()}))
    known = {name: header.index(name) for name in header if name in columns.allowed}
    table: list[tuple[int, dict[str, Cell]]] = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        faults += [Fault(f"{title}!{letter(index)}{number}", "", "a cell in a column without a name")
                   for index, cell in enumerate(row) if cell and (index >= len(header) or not header[index])]
        cells = {name: row[index] for name, index in known.items() if index < len(row) and row[index]}
        if cells:
            table.append((number, cells))
    heads = {letter(index): cell.text for index, cell in enumerate(rows[start]) if cell.text}
    return SheetTable(title, {name: letter(index) for name, index in known.items()}, table, heads), faults


def header_of(
    rows: Sequence[Sequence[Cell]], columns: Columns, names: Mapping[str, str]
) -> tuple[int | None, list[str]]:
    """Index of the header's row, None in an empty sheet, and the names of its columns."""
    known = {**{plain(name): name for name in columns.allowed}, **names}
    start = _header_row(rows, known.keys())
    return start, [] if start is None else [known.get(plain(cell.text)) or cell.text.strip().lower() for cell in rows[start]]


def plain(text: str) -> str:
    """A label as it is compared: small letters, without a unit in brackets, underscores, and space around."""
    return " ".join(re.sub(r"\([^()]*\)", " ", text.replace("_", " ")).casefold().split()).rstrip(" :*")


def _header_row(rows: Sequence[Sequence[Cell]], known: Collection[str]) -> int | None:
    """Index of the row at the top with the most known labels; the first that is not blank if there is none."""
    first = next((index for index, row in enumerate(rows) if any(row)), None)
    if first is None:
        return None
    return max(range(first, min(first + HEADER_WITHIN_ROWS, len(rows))),
               key=lambda index: (sum(plain(cell.text) in known for cell in rows[index] if cell.text), -index))


def letter(index: int) -> str:
    """Letter of a column by its index from 0."""
    tens, ones = divmod(index, 26)
    return (letter(tens - 1) if tens else "") + chr(ord("A") + ones)
