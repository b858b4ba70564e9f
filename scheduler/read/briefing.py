"""The guide, contacts and topics beside an instance: files beside ``hotline.yaml``, or sheets of its workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from scheduler.errors import Fault, InputError
from scheduler.guards import WORKBOOK, read_file, safe_workbook
from scheduler.instance.base import Model
from scheduler.instance.briefing import Briefing, Contact, Topic, briefing_faults
from scheduler.instance.words.guide import Guide
from scheduler.instance.words.messages import translate
from scheduler.read.tables import Columns, read_csv
from scheduler.read.workbook import layout
from scheduler.read.workbook.cells import Cell
from scheduler.read.workbook.reader import MAX_COLUMNS, MAX_ROWS, SUFFIXES
from scheduler.read.workbook.sheets import sheet_table

ModelT = TypeVar("ModelT", bound=Model)
Place = Callable[[int, str], str]
Rows = list[dict[str, Any]]
_MOST_BYTES = 1_000_000
FILES = {"guide": "guide.md", "contacts": "contacts.csv", "topics": "topics.csv"}


def read_briefing(instance: Path) -> Briefing:
    """Read what stands beside an instance; what is not there is empty.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    if instance.suffix.lower() in SUFFIXES and instance.is_file():
        return _of_workbook(instance)
    folder = instance if instance.is_dir() else instance.parent
    faults: list[Fault] = []
    guide = _text(folder / FILES["guide"], faults)
    contacts, of_contacts = _table(folder / FILES["contacts"], Contact, faults)
    topics, of_topics = _table(folder / FILES["topics"], Topic, faults)
    places: dict[str, Place] = {"contacts": of_contacts, "topics": of_topics,
                                "guide": lambda line, _: f"{FILES['guide']}:{line + 1}"}
    return _checked(Briefing(guide, contacts, topics), places, faults)


def _checked(briefing: Briefing, places: dict[str, Place], faults: list[Fault]) -> Briefing:
    faults += [Fault(places[kind](row, field), field, message) for kind, row, field, message in briefing_faults(briefing)]
    if faults:
        raise InputError(faults)
    return briefing


def _text(path: Path, faults: list[Fault]) -> str:
    if not path.exists():
        return ""
    try:
        return read_file(path, path.name, _MOST_BYTES).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, "", f"not UTF-8 from byte {error.start}; save it as UTF-8"))
        return ""


def _table(path: Path, model: type[ModelT], faults: list[Fault]) -> tuple[tuple[ModelT, ...], Place]:
    if not path.exists():
        return (), lambda *_: path.name
    table = read_csv(read_file(path, path.name, _MOST_BYTES), path.name, Columns.of(model))
    faults += table.faults

    def place(row: int, column: str) -> str:
        return table.places.place((row, column))

    return (() if table.faults else _models(list(table.rows), model, place, faults)), place


def _models(rows: Rows, model: type[ModelT], place: Place, faults: list[Fault]) -> tuple[ModelT, ...]:
    found = []
    for index, row in enumerate(rows):
        try:
            found.append(model.model_validate(row))
        except ValidationError as error:
            faults += [Fault(place(index, str(at[0]) if at else ""), ".".join(map(str, at)), message)
                       for at, message in translate(error.errors(include_url=False), Guide(model), row)]
    return tuple(found)


def _of_workbook(path: Path) -> Briefing:
    content = safe_workbook(read_file(path, path.name, WORKBOOK.packed_bytes), path.name)
    titles = {title.casefold(): title for title in layout.BRIEFING_SHEETS}
    try:
        read = SUFFIXES[path.suffix.lower()](content, lambda title: title.strip().casefold() in titles, MAX_ROWS, MAX_COLUMNS)
        sheets = {titles[title.strip().casefold()]: rows for title, rows in read if title.strip().casefold() in titles}
    except Exception as error:
        raise InputError([Fault(path.name, "", f"not a readable workbook ({type(error).__name__}: {error})"[:200])]) from None
    faults: list[Fault] = []
    guide, of_guide = _guide(sheets.get("Guide", []), faults)
    contacts, of_contacts = _sheet("Contacts", sheets, Contact, faults)
    topics, of_topics = _sheet("Topics", sheets, Topic, faults)
    places = {"contacts": of_contacts, "topics": of_topics, "guide": of_guide}
    return _checked(Briefing(guide, contacts, topics), places, faults)


def _guide(rows: list[list[Cell]], faults: list[Fault]) -> tuple[str, Place]:
    """Lines of the guide; a row that is left empty is an empty line."""
    table, wrong = sheet_table("Guide", rows, Columns(("text",), frozenset()), {})
    lines = {number: cells["text"].text for number, cells in table.rows}
    faults += wrong
    first = min(lines, default=0)
    return ("\n".join(lines.get(number, "") for number in range(first, max(lines, default=-1) + 1)),
            lambda line, _: table.place(first + line, "text"))


def _sheet(
    title: str, sheets: dict[str, list[list[Cell]]], model: type[ModelT], faults: list[Fault]
) -> tuple[tuple[ModelT, ...], Place]:
    columns = Columns.of(model)
    table, wrong = sheet_table(title, sheets.get(title, []), columns, {})
    faults += wrong

    def place(row: int, column: str) -> str:
        return table.place(table.rows[row][0], column)

    rows: Rows = []
    for number, cells in table.rows:
        faults += [Fault(table.place(number, name), name, cell.problem) for name, cell in cells.items() if cell.problem]
        rows.append({name: columns.meant(name, cell.text, None) for name, cell in cells.items()})
    return _models(rows, model, place, faults), place
