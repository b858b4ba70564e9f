"""`roster.xlsx`, perhaps edited, to shifts and breaks; what cannot be read is named with its cell, everything at once."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from scheduler.errors import Fault, InputError
from scheduler.guards import read_workbook_bytes
from scheduler.instance.activities import PREFIX
from scheduler.instance.instance import Instance
from scheduler.language.breaks import BREAKS
from scheduler.language.words import known, language, marked
from scheduler.read.roster_workbook.edited import EditedRoster, Place
from scheduler.read.roster_workbook.times import ALLOWED, moment_within, spans
from scheduler.roster import Break, Shift

ROSTER_SHEET, BREAKS_SHEET = marked("Roster"), marked("Breaks")
_NO_SHIFT = (marked("Leave"), marked("Sick"), marked("Holiday"), marked("n/a"), marked("off"))
_BREAK_COLUMNS = ("Operator", "Date", "Kind", "Start", "End")
_HEADER_WITHIN = 20
_Row = Sequence[Any]
_Span = tuple[dt.datetime, dt.datetime]


def holds_roster(path: Path) -> bool:
    """Whether a file is a workbook with the sheets of a published roster."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    try:
        book = openpyxl.load_workbook(io.BytesIO(read_workbook_bytes(path, path.name)), read_only=True)
    except Exception:  # whatever is wrong with it, reading it as something else will say so
        return False
    return all(_sheet(name, book.sheetnames) for name in (ROSTER_SHEET, BREAKS_SHEET))


def read_roster_workbook(path: Path, instance: Instance) -> EditedRoster:
    """Read the shifts of the sheet `Roster`, each with its breaks of the sheet `Breaks`.

    Raises
    ------
    InputError
        If a cell holds a formula, something that is no time, an operator or a day that the instance does not have.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(read_workbook_bytes(path, path.name)), read_only=True)
        titles = {name: title for name in (ROSTER_SHEET, BREAKS_SHEET) if (title := _sheet(name, book.sheetnames))}
        sheets = {name: list(book[title].iter_rows()) for name, title in titles.items()}
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsing of a damaged file stumbles over
        raise InputError([Fault(path.name, "", f"cannot be read: {error}")]) from None
    if missing := [name for name in (ROSTER_SHEET, BREAKS_SHEET) if name not in sheets]:
        raise InputError([Fault(path.name, "", f"has no sheet {' and no sheet '.join(missing)}")])
    reader = _Reader(instance, titles[ROSTER_SHEET], titles[BREAKS_SHEET])
    reader.read_roster(sheets[ROSTER_SHEET])
    reader.read_breaks(sheets[BREAKS_SHEET])
    if reader.faults:
        raise InputError(Fault(f"{path.name}, {fault.place}", fault.field, fault.message) for fault in reader.faults)
    return reader.edited()


class _Reader:
    """Cells as they are read, and what is wrong with them."""

    def __init__(self, instance: Instance, roster: str, breaks: str) -> None:
        self._instance, self._roster_title, self._breaks_title = instance, roster, breaks
        self._ids = {_readable(operator.id): operator.id for operator in instance.operators}
        self.faults: list[Fault] = []
        self._cells: dict[Place, str] = {}
        self._shifts: dict[Place, list[_Span]] = {}
        self._breaks: dict[Place, list[tuple[str, Break]]] = defaultdict(list)
        self._notes: list[str] = []

    def _fault(self, place: str, message: str) -> None:
        self.faults.append(Fault(place, "", message))

    def read_roster(self, rows: Sequence[_Row]) -> None:
        """Read operators × days, up to the first row without an operator."""
        top = _header(rows)
        if top is None:
            self._fault(self._roster_title, "found no row that begins with Operator and Name")
            return
        dates = self._dates(rows[top], top + 1)
        for number, row in enumerate(rows[top + 1 :], top + 2):
            if all(cell.value in (None, "") for cell in row):
                break
            key = self._ids.get(_readable(_value(row, 0)))
            if key is None:
                self._fault(f"{self._roster_title}!A{number}",
                            f"found {_value(row, 0)!r}, which is no operator of the instance")
                continue
            if any(operator == key for operator, _ in self._cells):
                self._fault(f"{self._roster_title}!A{number}", f"operator {key!r} stands twice")
                continue
            for column, date in dates.items():
                self._cells[key, date] = f"{self._roster_title}!{get_column_letter(column + 1)}{number}"
                self._cell(key, date, row[column] if column < len(row) else None)
        lacking = [id for id in self._ids.values() if not any(operator == id for operator, _ in self._cells)]
        if lacking and not self.faults:
            self._fault(self._roster_title, f"operator {lacking[0]!r} has no row; allowed is a row with empty cells for "
                        "somebody without shifts")

    def _dates(self, header: _Row, number: int) -> dict[int, dt.date]:
        """Day of each column; the header holds dates, or text such as 2026-12-07."""
        dates: dict[int, dt.date] = {}
        grid = self._instance.grid
        for column, cell in enumerate(header[2:], start=2):
            date = _date(cell.value)
            if date is None:
                continue
            if not 0 <= (date - grid.first_day).days <= grid.days:
                self._fault(f"{self._roster_title}!{get_column_letter(column + 1)}{number}", f"{date} is no day of the horizon")
            elif date in dates.values():
                self._fault(f"{self._roster_title}!{get_column_letter(column + 1)}{number}", f"{date} stands twice")
            else:
                dates[column] = date
        missing = [grid.date(day) for day in range(grid.days) if grid.date(day) not in dates.values()]
        if missing:
            self._fault(f"{self._roster_title}!A{number}", f"the header lacks {missing[0]}")
        return dates

    def _cell(self, operator: str, date: dt.date, cell: Any) -> None:
        place = self._cells[operator, date]
        value = None if cell is None else cell.value
        if value in (None, "") or (isinstance(value, str) and (not value.strip() or value.strip().lower() in _words())):
            return
        if cell.data_type == "f":
            self._fault(place, f"found a formula; {ALLOWED}")
            return
        found = self._said(place, lambda: spans(self._instance.grid, date, str(value), may_split=self._instance.may_split))
        if found is not None:
            self._shifts[operator, date] = found

    def read_breaks(self, rows: Sequence[_Row]) -> None:
        """Read the breaks, one a row, each of the shift that its operator starts on its date."""
        header = [str(cell.value or "") for cell in rows[0]] if rows else []
        found = [next((column for column, title in enumerate(header) if title in known(name)), None) for name in _BREAK_COLUMNS]
        at = [column for column in found if column is not None]
        if len(at) < len(found):
            own = language(self._instance.hotline.language).say
            self._fault(f"{self._breaks_title}!A1", f"the header lacks one of {', '.join(map(own, _BREAK_COLUMNS))}")
            return
        for number, row in enumerate(rows[1:], start=2):
            cells = [row[column] if column < len(row) else None for column in at]
            if all(cell is None or cell.value in (None, "") for cell in cells):
                continue
            if formula := next((cell for cell in cells if cell is not None and cell.data_type == "f"), None):
                self._fault(f"{self._breaks_title}!{formula.coordinate}", "found a formula; allowed is what it comes to")
                continue
            self._break(number, [None if cell is None else cell.value for cell in cells],
                        [f"{self._breaks_title}!{get_column_letter(column + 1)}{number}" for column in at])

    def _break(self, number: int, values: list[Any], places: list[str]) -> None:
        operator, date, kind = self._ids.get(_readable(values[0])), _date(values[1]), self._kind(values[2])
        if operator is None:
            self._fault(places[0], f"found {values[0]!r}, which is no operator of the instance")
        elif date is None:
            self._fault(places[1], f"found {values[1]!r}; allowed is a date")
        elif kind is None:
            own = language(self._instance.hotline.language).say
            allowed = [own("lunch"), own("breather"), *self._instance.work_names]
            self._fault(places[2], f"found {values[2]!r}; allowed are {', '.join(allowed[:-1])} and {allowed[-1]}")
        elif (operator, date) not in self._shifts:
            self._notes.append(f"{self._breaks_title}!A{number}: {operator} has no shift on {date} any more; its {kind} is "
                               "left out")
        else:
            self._pause(operator, date, kind, values[3:], places[3:])

    def _kind(self, value: Any) -> str | None:
        """Label of a break, which may be said in any language, or of an activity of the instance."""
        text = _readable(value).lower()
        activity = next((PREFIX + name for name in self._instance.work_names if name.lower() == text), None)
        return activity or next((kind for kind in ("lunch", "breather")
                                 if text in {each.lower() for each in known(BREAKS[kind].name)}), None)

    def _pause(
        self, operator: str, date: dt.date, kind: str, values: list[Any], places: list[str]
    ) -> None:
        grid, found = self._instance.grid, self._shifts[operator, date]
        # A break that stayed where it was while its shift moved past it still belongs to the shift's own day.
        reach = max(found[0][0] - dt.timedelta(hours=6), found[-1][1] - dt.timedelta(days=1))
        start = self._said(places[0], lambda: moment_within(grid, date, _clock(values[0]), reach))
        end = None if start is None else self._said(places[1], lambda: moment_within(grid, date, _clock(values[1]), start))
        if start is None or end is None:
            return
        if end == start:
            self._fault(places[1], f"the {kind} ends when it starts")
            return
        self._breaks[operator, date].append((places[0], Break.of(kind, start.astimezone(grid.zone), end.astimezone(grid.zone))))

    def _said(self, place: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except ValueError as error:
            self._fault(place, str(error))
            return None

    def edited(self) -> EditedRoster:
        """Shifts with their breaks; those of several shifts of a day by where they lie. Two are the parts of a split one."""
        zone, shifts = self._instance.grid.zone, list[Shift]()
        for (operator, date), found in self._shifts.items():
            pauses = self._breaks.get((operator, date), [])
            self._note_misplaced(operator, date, found, pauses)
            parts = list[Shift]()
            for number, (start, end) in enumerate(found):
                own = [pause for _, pause in pauses if _home(found, pause) == number]
                parts.append(Shift(operator=operator, start=start.astimezone(zone), end=end.astimezone(zone),
                                   breaks=tuple(sorted(own, key=lambda pause: pause.start.timestamp()))))
            shifts += _joined(parts) if self._instance.may_split else parts
        return EditedRoster(tuple(shifts), self._cells, tuple(self._notes))

    def _note_misplaced(self, operator: str, date: dt.date, found: list[_Span], pauses: list[tuple[str, Break]]) -> None:
        outside = [place for place, pause in pauses
                   if not any(start <= pause.start and pause.end <= end for start, end in found)]
        if outside:
            self._notes.append(f"{self._cells[operator, date]}: {len(outside)} of the {len(pauses)} breaks of {operator} did "
                               f"not move with the shift of {date}; move them on the sheet {self._breaks_title} ({outside[0]})")


def _joined(parts: list[Shift]) -> list[Shift]:
    """The split shift of which two shifts of a day are the parts."""
    if len(parts) != 2:
        return parts
    first, second = sorted(parts, key=lambda part: part.start.timestamp())
    if first.end.timestamp() >= second.start.timestamp():
        return parts
    gap = Break(kind="gap", start=first.end, end=second.start)
    return [first.model_copy(update={"end": second.end, "breaks": (*first.breaks, gap, *second.breaks)})]


def _home(found: list[_Span], pause: Break) -> int:
    """Number of the shift in which a break lies, or else of the first one."""
    return next((number for number, (start, end) in enumerate(found) if start <= pause.start < end), 0)


def _sheet(name: str, titles: Sequence[str]) -> str:
    """Title of the sheet of a name, which may be in any language; empty: there is none."""
    return next((title for title in titles if title in known(name)), "")


@cache
def _words() -> frozenset[str]:
    """What may stand in a cell in place of a shift, in small letters."""
    return frozenset({"-", "–", *(each.lower() for text in _NO_SHIFT for each in known(text))})


def _header(rows: Sequence[_Row]) -> int | None:
    return next((at for at, row in enumerate(rows[:_HEADER_WITHIN])
                 if len(row) > 1 and row[0].value in known("Operator") and row[1].value in known("Name")), None)


def _value(row: _Row, column: int) -> Any:
    return row[column].value if column < len(row) else None


def _readable(value: Any) -> str:
    """An id as a document repeats it: printable characters, single blanks."""
    text = "" if value is None else str(value)
    return " ".join("".join(char if char.isprintable() else " " if char.isspace() else "" for char in text).split())


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _clock(value: Any) -> str:
    """Text of a clock time; a program may have made a time of day of it."""
    return f"{value:%H:%M}" if isinstance(value, dt.time | dt.datetime) else str(value)
