"""Tables of text cells to rows for the models: what CSV files and sheets of a workbook share, and CSV itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from scheduler.errors import Fault
from scheduler.guards import is_archive
from scheduler.instance.words.guide import Guide, unit_of
from scheduler.instance.words.messages import found, unknown
from scheduler.read.meant.cell import meant
from scheduler.read.meant.numbers import decimal_mark
from scheduler.read.meant.unclear import UnclearError
from scheduler.read.places import CsvPlaces

DELIMITERS = ",;\t"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOTE = re.compile(r"sep=.[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True)
class TableRows:
    """Rows of a table, with an empty cell left out of its row, and what is wrong with the table itself.

    Parameters
    ----------
    rows
        Text by column, for each row that is not blank.
    places
        Where the rows stand.
    faults
        Faults of the header and of whole rows.
    lacking
        Required columns that the header lacks: said once, not again for each row.
    """

    rows: list[dict[str, str | list[str]]]
    places: CsvPlaces
    faults: list[Fault] = field(default_factory=list)
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Columns:
    """Columns a table may have, and those it must have.

    Parameters
    ----------
    allowed, required
        Their names.
    kinds, units
        Kind and unit of the cells of a column, where they are known.
    hints
        What to do about some columns that belong elsewhere.
    timed
        Columns in which a date without a time is asked about: nothing else would show that midnight was not meant.
    """

    allowed: tuple[str, ...]
    required: frozenset[str]
    kinds: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    timed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, model: type[BaseModel], hints: Mapping[str, str] | None = None, timed: Iterable[str] = ()) -> Columns:
        """Columns of a table whose rows are read by a model."""
        names = {(info.alias or name): info.is_required() for name, info in model.model_fields.items()}
        guide = Guide(model)
        return cls(tuple(names), frozenset(name for name, needed in names.items() if needed),
                   {name: guide.kind((name,)) for name in names}, {name: unit_of((name,)) for name in names}, hints or {},
                   frozenset(timed))

    def faults(
        self, header: Sequence[str], place: Callable[[int | None], str], labels: Mapping[str, str] | None = None
    ) -> Iterator[Fault]:
        """Yield what is wrong with a header: unknown, repeated and lacking columns.

        Parameters
        ----------
        header
            Names in the order of the columns.
        place
            Place of a column by its index, or of the header.
        labels
            What people call the columns, where they have other names than those of the fields.
        """
        labels = labels or {}
        called = tuple(labels.get(name, name) for name in self.allowed)
        listed = f"allowed are {', '.join(called)}"
        for index, name in enumerate(header):
            if name and name not in self.allowed:
                hint = f"; {self.hints[name]}" if name in self.hints else ""
                yield Fault(place(index), name, unknown("column", name, called) + hint)
            elif name and name in header[:index]:
                yield Fault(place(index), name, f"the column {found(labels.get(name, name))} stands here twice")
        for name in self.allowed:
            if name in self.required and name not in header:
                yield Fault(place(None), name, f"the column {found(labels.get(name, name))} is missing; {listed}")

    def meant(self, name: str, text: str, mark: str | None) -> str | list[str]:
        """What a cell of a column says.

        Raises
        ------
        UnclearError
            If it has to be asked about.
        """
        return meant(text, self.kinds.get(name, "text"), self.units.get(name, ""), mark)


def normal_header(cells: Sequence[str]) -> list[str]:
    """Names of columns without surrounding space, in lower case."""
    return [cell.strip().lower() for cell in cells]


def read_csv(content: bytes, file: str, columns: Columns) -> TableRows:
    """Rows of a CSV file: UTF-8 with or without byte order mark, separated by comma, semicolon or tab."""
    places = CsvPlaces(file, [], [])
    if is_archive(content):
        return TableRows([], places, [Fault(file, "", "found a workbook; allowed is a table: save its sheet as 'CSV UTF-8'")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return TableRows([], places, [Fault(f"{file}:line {line}", "", "not UTF-8; save the table as 'CSV UTF-8'")])
    if not text.strip():
        return TableRows([], places, [Fault(file, "", f"the file is empty; its first row names the columns: "
                                                      f"{', '.join(columns.allowed)}")])
    return _rows(text, places, columns)


def _delimiter(header: str, columns: Columns) -> str:
    """The delimiter by which most of the columns are known; a comma where it makes no difference."""

    def known(delimiter: str) -> int:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            return 0
        return len(set(normal_header(cells)) & set(columns.allowed))

    return max(DELIMITERS, key=known)


def _without_note(text: str) -> tuple[int, str]:
    """The table without Excel's own note on what parts its columns, ``sep=;``, and how many lines that was."""
    note = _NOTE.match(text)
    return (1, text[note.end():]) if note and text[note.end():].strip() else (0, text)


def _rows(text: str, places: CsvPlaces, columns: Columns) -> TableRows:
    note, text = _without_note(text)
    delimiter = _delimiter(text.lstrip().splitlines()[0], columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table = _Table(places.file, columns)
    number, line = note, 1 + note
    try:
        for cells in reader:
            number += 1
            table.add(cells, number, line)
            line = reader.line_num + 1 + note
    except csv.Error as error:
        place = f"{places.file}:row {number + 1} (line {line})"
        table.faults.append(Fault(place, "", f"not a row of a CSV table: {error}"))
    table.understand(delimiter)
    lacking = columns.required - set(table.header)
    return TableRows(table.rows, CsvPlaces(places.file, table.numbers, table.lines), table.faults, lacking)


class _Table:
    """Takes the records of a CSV file one by one; the first that is not blank is the header."""

    def __init__(self, file: str, columns: Columns) -> None:
        self.file, self.columns = file, columns
        self.header: list[str] = []
        self.rows: list[dict[str, str | list[str]]] = []
        self.numbers: list[int] = []
        self.lines: list[int] = []
        self.faults: list[Fault] = []
        self._kept: list[tuple[int, str]] = []

    def add(self, cells: list[str], number: int, line: int) -> None:
        if not any(cell.strip() for cell in cells):
            return
        place = f"{self.file}:row {number} (line {line})"
        if not self.header:
            self.header = normal_header(cells)
            self.faults += self.columns.faults(self.header, lambda _: place)
            self._kept = [(index, name) for index, name in enumerate(self.header) if name in self.columns.allowed]
        elif len(cells) != len(self.header):
            self.faults.append(Fault(place, "", f"found {len(cells)} cells; the header has {len(self.header)}"))
        else:
            self.faults += [
                Fault(place, "", f"found {found(cell.strip())} in a column without a name")
                for cell, name in zip(cells, self.header, strict=True)
                if not name and cell.strip()
            ]
            self.rows.append({name: text for index, name in self._kept if (text := cells[index].strip())})
            self.numbers.append(number)
            self.lines.append(line)

    def understand(self, delimiter: str) -> None:
        """Put what the cells mean in place of what they say; what has to be asked about is a fault, and stays."""
        numbers = [str(row[name]) for row in self.rows for name in row if self.columns.kinds.get(name) == "number"]
        with_dots = delimiter == "," and not any("," in number for number in numbers)
        mark = decimal_mark(numbers) or ("." if with_dots else None)
        places = CsvPlaces(self.file, self.numbers, self.lines)
        for index, row in enumerate(self.rows):
            for name, text in row.items():
                try:
                    row[name] = self.columns.meant(name, str(text), mark)
                    self._refuse_without_time(name, str(text), str(row[name]))
                except UnclearError as error:
                    self.faults.append(Fault(places.place((index, name)), name, str(error)))

    def _refuse_without_time(self, name: str, written: str, read: str) -> None:
        if name in self.columns.timed and _DATE.fullmatch(read):
            raise UnclearError(f"found {found(written)}: a date without a time; write {read}T00:00 if midnight is meant")
