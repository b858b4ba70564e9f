"""Where each field of an input stands, so that every message can say so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from scheduler.errors import Fault
from scheduler.instance.words.paths import FieldPath

_CELL = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]+)(?P<row>\d+)")


class RowPlaces(Protocol):
    """Where the rows and columns of a table stand."""

    def place(self, rest: FieldPath) -> str:
        """Place of ``(row, column)``, of ``(row,)``, or of the whole table."""


@dataclass(frozen=True)
class CsvPlaces:
    """Places in a CSV file; rows count from the header, which is row 1, and may span several lines."""

    file: str
    rows: Sequence[int]
    lines: Sequence[int]

    def place(self, rest: FieldPath) -> str:
        """``calls.csv:row 12 (line 12), column aht_s``."""
        index, column = _row_and_column(rest)
        if index is None or index >= len(self.rows):
            return self.file
        row = f"{self.file}:row {self.rows[index]} (line {self.lines[index]})"
        return f"{row}, column {column}" if column else row


@dataclass(frozen=True)
class SheetPlaces:
    """Places in a sheet of a workbook."""

    sheet: str
    rows: Sequence[int]
    letters: Mapping[str, str]

    def place(self, rest: FieldPath) -> str:
        """``Operators!B7``; a column that is not there points to the first cell of the row."""
        index, column = _row_and_column(rest)
        if index is None or index >= len(self.rows):
            return self.sheet
        return f"{self.sheet}!{self.letters.get(column, 'A')}{self.rows[index]}"


@dataclass(frozen=True)
class Places:
    """Place of every field path.

    Parameters
    ----------
    root
        Place of what stands nowhere in particular: the name of the file.
    marks
        Place of each path that was written; the parents of a path are there too.
    tables
        Places of the rows of each table, by the path of the table.
    aliases
        The path as written of a path the models speak of, such as ``hours.weekly.mon-fri`` of ``hours.weekly.mon``.
    labels
        What people call the fields of a workbook, by their row (``Service!7``), their column (``Operators!D``), or their name.
    """

    root: str
    marks: dict[FieldPath, str] = field(default_factory=dict)
    tables: dict[FieldPath, RowPlaces] = field(default_factory=dict)
    aliases: dict[FieldPath, FieldPath] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def labelled(self, fault: Fault) -> Fault:
        """A fault with what people call its field; one of a whole table needs no more than the name of its sheet."""
        if not self.labels or fault.label is not None:
            return fault
        if cell := _CELL.fullmatch(fault.place):
            names = (f"{cell['sheet']}!{cell['row']}", f"{cell['sheet']}!{cell['column']}")
            return replace(fault, label=next((self.labels[name] for name in names if name in self.labels), None))
        is_table = fault.field in {fault.place.casefold(), *(".".join(map(str, path)) for path in self.tables)}
        return replace(fault, label="" if is_table else self.labels.get(fault.field))

    def mark(self, path: FieldPath, place: str, enclosing: str) -> None:
        """Note where a path stands; a topic not known yet stands at `enclosing`, a group at its first field."""
        for length in range(1, len(path)):
            self.marks.setdefault(path[:length], enclosing if length == 1 else place)
        self.marks[path] = place

    def find(self, path: FieldPath) -> str:
        """Place of a path, or of the nearest enclosing one that is known."""
        return self._walk(path)[0]

    def name(self, path: FieldPath) -> str:
        """Dotted name of a path as it was written; the numbers of rows are left to the place."""
        return ".".join(str(part) for part in self._walk(path)[1] if isinstance(part, str) and part != "[key]")

    def _walk(self, path: FieldPath) -> tuple[str, FieldPath]:
        """Follow a path; a number that was not written is the index of a thing written without its list."""
        known: FieldPath = ()
        for position, part in enumerate(path):
            step = self.aliases.get((*known, part), (*known, part))
            if step in self.tables:
                rest = path[position + 1 :]
                return self.tables[step].place(rest), (*step, *rest)
            if step in self.marks:
                known = step
            elif isinstance(part, str):
                return self.marks.get(known, self.root), (*known, *path[position:])
        return self.marks.get(known, self.root), known


def _row_and_column(rest: FieldPath) -> tuple[int | None, str]:
    index = rest[0] if rest and isinstance(rest[0], int) else None
    return index, next((part for part in rest[1:] if isinstance(part, str)), "")
