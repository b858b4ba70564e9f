"""Cells to the fields of a document: what each means, where it stands, and what is wrong with it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from scheduler.errors import Fault
from scheduler.instance.instance import Instance
from scheduler.instance.words.guide import Guide, unit_of
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import Document
from scheduler.read.meant.cell import meant
from scheduler.read.meant.unclear import UnclearError
from scheduler.read.tables import Columns
from scheduler.read.workbook.cells import Cell
from scheduler.read.workbook.sheets import SheetTable

_DIGITS = tuple("0123456789")


@cache
def _guide() -> Guide:
    return Guide(Instance)


class Fields:
    """Puts the cells of one sheet into a document.

    Parameters
    ----------
    document
        Takes the values, their places and the faults.
    """

    def __init__(self, document: Document) -> None:
        self.document = document

    def fault(self, place: str, name: str, message: str) -> None:
        """Note what is wrong at a place."""
        self.document.faults.append(Fault(place, name, message))

    def checked(self, read: tuple[SheetTable, list[Fault]]) -> SheetTable:
        """The table of a sheet, once what is wrong with its header is noted."""
        table, faults = read
        self.document.faults += faults
        self.document.places.labels.update({f"{table.title}!{letter}": head for letter, head in table.heads.items()})
        return table

    def mark(self, path: FieldPath, place: str, enclosing: str) -> None:
        """Note where a field stands, or would stand."""
        if path not in self.document.places.marks:
            self.document.places.mark(path, place, enclosing)

    def knows(self, path: FieldPath) -> bool:
        """Whether there is such a field; below names that are free, such as those of queues, whatever is allowed there."""
        return bool(_guide().allowed(path)) or bool(_guide().keys(path))

    def holds(self, path: FieldPath) -> bool:
        """Whether a value stands at a path."""
        return self._at(path) is not None

    def count(self, path: FieldPath) -> int:
        """Entries of a list."""
        return len(self._at(path) or ())

    def said(self, cell: Cell, kind: str, place: str, name: str, unit: str = "") -> str | list[str] | None:
        """What a cell says, in the form that the models read; None if it has to be asked about, which is noted."""
        if cell.problem:
            self.fault(place, name, cell.problem)
            return None
        text = cell.text
        if kind == "number" and cell.is_number and text.endswith(" %") and name.rpartition(".")[2].endswith("factor"):
            text = f"{float(text[:-2]) / 100:.12g}"
        try:
            return meant(text, kind, unit, "." if cell.is_number else None)
        except UnclearError as error:
            self.fault(place, name, str(error))
            return None

    def read(self, path: FieldPath, cell: Cell, place: str, enclosing: str, *, is_list: bool = False) -> None:
        """Put what a cell says at a path, by the kind of the field; a list is parted by ``|``."""
        kind = _guide().kind(path)
        if not is_list:
            self.read_as(path, cell, kind, place, enclosing)
            return
        parts = [Cell(part.strip(), cell.is_number) for part in cell.text.split("|") if part.strip()]
        name = self.document.places.name(path)
        said = [self.said(part, kind, place, name, unit_of(path)) for part in parts or [cell]]
        if None not in said:
            self.put(path, said, place, enclosing)
        self.mark(path, place, enclosing)

    def read_as(
        self, path: FieldPath, cell: Cell, kind: str, place: str, enclosing: str, at_least: list[str] | None = None
    ) -> None:
        """Put what a cell says at a path, as a value of some kind; what an empty one says is `at_least`."""
        name = ".".join(str(part) for part in path if isinstance(part, str))
        said = self.said(cell, kind, place, name, unit_of(path)) if cell else at_least
        if path == ("schema",) and said in _DIGITS:
            said = int(str(said))  # type: ignore[assignment]
        if said is not None:
            self.put(path, said, place, enclosing)
        self.mark(path, place, enclosing)

    def row(self, path: FieldPath, columns: Columns, table: SheetTable, row: int, cells: dict[str, Cell]) -> dict[str, Any]:
        """One row of a table; a cell that has to be asked about stays as it is."""
        said = {name: self.said(cell, columns.kinds.get(name, "text"), table.place(row, name),
                                ".".join(map(str, (*path, name))), columns.units.get(name, ""))
                for name, cell in cells.items()}
        return {name: cells[name].text if value is None else value for name, value in said.items()}

    def put(self, path: FieldPath, value: Any, place: str, enclosing: str) -> None:
        """Set a value in nested dictionaries and lists, and note its place; what is in the way is a fault."""
        holder: Any = self.document.data
        for part, following in pairwise(path):
            if isinstance(holder, list):
                holder = holder[int(part)]
                continue
            empty: Any = [None, None] if following in (0, 1) and isinstance(following, int) else {}
            holder = holder.setdefault(part, empty)
            if not isinstance(holder, dict | list):
                self.fault(place, ".".join(map(str, path)), "the setting stands below another one that already has a value")
                return
        if isinstance(holder, list) and isinstance(path[-1], int):
            holder.extend([None] * (path[-1] + 1 - len(holder)))
        holder[path[-1]] = value
        self.document.places.mark(path, place, enclosing)

    def _at(self, path: FieldPath) -> Any:
        data: Any = self.document.data
        for part in path:
            data = data.get(part) if isinstance(data, dict) else None
        return data
