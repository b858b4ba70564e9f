"""An instance's own text files with some values changed, everything else left as it is, and the difference as a patch."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import HOTLINE_FILE, Document
from scheduler.read.folder import read_folder
from scheduler.read.places import CsvPlaces, Places
from scheduler.read.tables import DELIMITERS, normal_header
from scheduler.read.yaml_text import parse_yaml

_NUMBER = re.compile(r"[-+0-9.eE]+")


@dataclass(frozen=True)
class Amendment:
    """A number of an instance, by its path such as ``("calls", "forecast", 3, "calls")``, and what it becomes."""

    path: FieldPath
    value: str


def patch_of(instance: Path, amendments: list[Amendment]) -> str:
    """The unified diff that makes the changes, to be applied in the instance's folder with ``patch -p1``.

    Empty where nothing changes, or the instance is no text: a workbook, or built in a program.
    """
    yaml_file = instance / HOTLINE_FILE if instance.is_dir() else instance
    if not amendments or yaml_file.suffix.lower() not in (".yaml", ".yml"):
        return ""
    document = read_folder(yaml_file)
    texts = {name: _text(yaml_file, name) for name in _names(document, yaml_file, amendments)}
    changed = dict(texts)
    for name in texts:
        own = [each for each in amendments if _name_of(document, yaml_file, each) == name]
        places = _table_of(document, own[0])
        changed[name] = (_in_table(texts[name], places, own) if places else _in_yaml(texts[name], yaml_file.name, own))
    return "".join(_diff(name, texts[name], changed[name]) for name in texts)


def _names(document: Document, yaml_file: Path, amendments: list[Amendment]) -> list[str]:
    return list(dict.fromkeys(_name_of(document, yaml_file, each) for each in amendments))


def _table_of(document: Document, amendment: Amendment) -> CsvPlaces | None:
    """The CSV file in which a path stands; None: the YAML file."""
    for path, places in document.places.tables.items():
        if amendment.path[: len(path)] == path and isinstance(places, CsvPlaces):
            return places
    return None


def _name_of(document: Document, yaml_file: Path, amendment: Amendment) -> str:
    places = _table_of(document, amendment)
    return yaml_file.name if places is None else places.file


def _text(yaml_file: Path, name: str) -> str:
    return (yaml_file.parent / name).read_bytes().decode("utf-8")


def _in_table(text: str, places: CsvPlaces, amendments: list[Amendment]) -> str:
    """A CSV table with some cells changed; rows that keep theirs stay byte by byte."""
    lines = text.split("\n")
    head = next(line for line in lines if line.strip())
    delimiter = max(DELIMITERS, key=head.count)
    header = normal_header(next(csv.reader([head.lstrip("\ufeff")], delimiter=delimiter)))
    by_row: dict[int, dict[str, str]] = {}
    for each in amendments:
        row, column = each.path[-2:]
        by_row.setdefault(int(row), {})[str(column)] = each.value
    for row, cells in by_row.items():
        at = places.lines[row] - 1
        lines[at] = _row(lines[at], delimiter, {header.index(name): value for name, value in cells.items() if name in header})
    return "\n".join(lines)


def _row(line: str, delimiter: str, changed: Mapping[int, str]) -> str:
    end = "\r" if line.endswith("\r") else ""
    cells = next(csv.reader([line.removesuffix("\r")], delimiter=delimiter))
    cells = [changed.get(index, cell) for index, cell in enumerate(cells)]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue() + end


def _in_yaml(text: str, name: str, amendments: list[Amendment]) -> str:
    """A YAML text with some numbers changed, or put in where their key was left out; as it was if that cannot be done."""
    marks = _places(text, name).marks
    changed = text
    there = [each for each in amendments if each.path in marks]
    for each in sorted(there, key=lambda each: _line_and_column(marks[each.path]), reverse=True):  # marks before hold
        changed = _replaced(changed, marks[each.path], each.value)
    for each in amendments:
        if each not in there and each.path[:-1] in marks:
            changed = _added(changed, _places(changed, name), each)
    data, faults = parse_yaml(changed.removeprefix("\ufeff"), Places(name))
    return text if faults or any(str(_at(data, each.path)) != str(_plain(each.value)) for each in amendments) else changed


def _places(text: str, name: str) -> Places:
    places = Places(name)
    parse_yaml(text.removeprefix("\ufeff"), places)
    return places


def _plain(value: str) -> int | float:
    return int(value) if value.lstrip("-").isdigit() else float(value)


def _at(data: object, path: FieldPath) -> object:
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
    return data


def _line_and_column(mark: str) -> tuple[int, int]:
    _, line, column = mark.rsplit(":", 2)
    return int(line) - 1, int(column) - 1


def _replaced(text: str, mark: str, value: str) -> str:
    lines, (line, column) = text.split("\n"), _line_and_column(mark)
    found = _NUMBER.match(lines[line], column)
    if found:
        lines[line] = lines[line][:column] + value + lines[line][found.end():]
    return "\n".join(lines)


def _added(text: str, places: Places, amendment: Amendment) -> str:
    """A key before the first of its group: on a line of its own, or in the same braces."""
    *parent, key = amendment.path
    inside = [(_line_and_column(mark), str(path[-1])) for path, mark in places.marks.items()
              if len(path) == len(amendment.path) and path[:-1] == tuple(parent)]
    lines, ((line, column), first) = text.split("\n"), min(inside)
    at = lines[line].rfind(first, 0, column + len(first))
    indent = lines[line][:at]
    between = ", " if indent.strip() else "\n" + indent
    lines[line] = f"{indent}{key}: {amendment.value}{between}{lines[line][at:]}"
    return "\n".join(lines)


def _diff(name: str, before: str, after: str) -> str:
    return "".join(_ended(unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")))


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """Lines of a diff; one that ends without a line break, as its file does, says so."""
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
