"""Cells of a sheet to a table of text and numbers, with the cell of every value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.errors import Fault
from scheduler.read.tables import Columns, normal_header

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


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
        Number of each row that is not blank, with its cells as text by column; an empty cell is left out.
    """

    title: str
    letters: Mapping[str, str]
    rows: list[tuple[int, dict[str, str]]]

    def place(self, row: int, column: str) -> str:
        """``Sheet!B7``."""
        return f"{self.title}!{self.letters.get(column, 'A')}{row}"


def sheet_table(title: str, rows: Sequence[Sequence[Cell]], columns: Columns) -> tuple[SheetTable, list[Fault]]:
    """Table of a sheet whose first row that is not blank is the header, and what is wrong with it."""
    texts = [[cell_text(cell) for cell in row] for row in rows]
    start = next((index for index, row in enumerate(texts) if any(row)), None)
    if start is None:
        return SheetTable(title, {}, []), []
    header = normal_header(texts[start])
    faults = list(columns.faults(header, f"{title}!A{start + 1}"))
    known = {name: header.index(name) for name in header if name in columns.allowed}
    table: list[tuple[int, dict[str, str]]] = []
    for number, row in enumerate(texts[start + 1 :], start + 2):
        for index, text in enumerate(row):
            if text and (index >= len(header) or not header[index]):
                faults.append(Fault(f"{title}!{letter(index)}{number}", "", "a cell in a column without a name"))
        cells = {name: row[index] for name, index in known.items() if index < len(row) and row[index]}
        if cells:
            table.append((number, cells))
    return SheetTable(title, {name: letter(index) for name, index in known.items()}, table), faults


def letter(index: int) -> str:
    """Letter of a column by its index from 0."""
    tens, ones = divmod(index, 26)
    return (letter(tens - 1) if tens else "") + chr(ord("A") + ones)


def cell_text(cell: Cell) -> str:
    """What a cell says, as the text that would stand in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        # Excel counts days in floating point, so that a quarter of an hour may lack some microseconds.
        rounded = (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0) if cell.year < dt.MAXYEAR else cell
        return rounded.date().isoformat() if rounded.time() == dt.time() else rounded.isoformat()
    if isinstance(cell, dt.time):
        rounded = dt.datetime.combine(dt.date(2000, 1, 1), cell) + dt.timedelta(milliseconds=500)
        return rounded.strftime("%H:%M") if not rounded.second else rounded.strftime("%H:%M:%S")
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return str(cell).strip()
