"""Ways to tamper with a published folder: each makes a function of the folder that does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

Tamper = Callable[[Path], object]
NULL = object()


def edited(name: str, old: str, new: str) -> Tamper:
    """Change the first place where a text stands in a file."""
    def tamper(folder: Path) -> None:
        text = (folder / name).read_bytes().decode()
        assert old in text
        (folder / name).write_bytes(text.replace(old, new, 1).encode())
    return tamper


def cell(sheet: str, at: str, value: Any) -> Tamper:
    """Change a cell of the workbook."""
    def tamper(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / "roster.xlsx")
        assert book[sheet][at].value != value
        book[sheet][at] = value
        book.save(folder / "roster.xlsx")
    return tamper


def painted(sheet: str, at: str, colour: str) -> Tamper:
    """Paint a cell of the workbook."""
    def tamper(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / "roster.xlsx")
        book[sheet][at].fill = openpyxl.styles.PatternFill("solid", colour)
        book.save(folder / "roster.xlsx")
    return tamper


def sheets(change: Callable[[openpyxl.Workbook], object]) -> Tamper:
    """Change the sheets of the workbook."""
    def tamper(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / "roster.xlsx")
        change(book)
        book.save(folder / "roster.xlsx")
    return tamper


def json_value(name: str, path: list[Any], change: Callable[[Any], Any]) -> Tamper:
    """Change a value of a JSON file; a change that gives None takes it out."""
    def tamper(folder: Path) -> None:
        data = json.loads((folder / name).read_text("utf-8"))
        holder = data
        for part in path[:-1]:
            holder = holder[part]
        new = change(holder[path[-1]])
        if new is None:
            del holder[path[-1]]
        else:
            holder[path[-1]] = None if new is NULL else new
        (folder / name).write_text(json.dumps(data), "utf-8")
    return tamper


def gone(name: str) -> Tamper:
    """Take a file away."""
    return lambda folder: (folder / name).unlink()


def swapped(one: str, other: str) -> Tamper:
    """Swap the contents of two files."""
    def tamper(folder: Path) -> None:
        first, second = (folder / one).read_bytes(), (folder / other).read_bytes()
        (folder / one).write_bytes(second)
        (folder / other).write_bytes(first)
    return tamper


def rewritten(name: str, change: Callable[[bytes], bytes]) -> Tamper:
    """Change the whole content of a file."""
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def without_line(name: str, mark: str) -> Tamper:
    """Take out the first line in which a text stands."""
    def tamper(folder: Path) -> None:
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        lines.remove(next(line for line in lines if mark.encode() in line))
        (folder / name).write_bytes(b"".join(lines))
    return tamper


def first_event(change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Tamper:
    """Change what the record says of the first event."""
    def tamper(folder: Path) -> None:
        data = json.loads((folder / "published.json").read_text("utf-8"))
        uid = next(iter(data["events"]))
        new = change(data["events"].pop(uid))
        if new is not None:
            data["events"][uid] = new
        (folder / "published.json").write_text(json.dumps(data), "utf-8")
    return tamper
