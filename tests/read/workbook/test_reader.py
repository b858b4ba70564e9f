"""Workbooks: round trips, places by cell, and refusal of what would unpack to too much."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance
from scheduler.read.workbook import reader
from scheduler.read.workbook.cells import EMPTY, Cell, cell_of
from scheduler.read.workbook.writer import write_workbook
from tests.builders.workbooks import edited, place

Sheets = dict[str, list[list[Cell]]]


@pytest.fixture(scope="module")
def sheets(starter_book: bytes) -> Sheets:
    """Its cells, read once."""
    return reader._sheets(Path("book.xlsx"), starter_book)


def faults_of(path: Path) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        read_instance(path)
    return list(caught.value.faults)


def test_faults_name_their_cell(book: Path) -> None:
    days = place(book, "Hotline", "Number of days")
    wrong = {("Operators", "D7"): "hlaf", ("Contracts", "B4"): 50, ("Hotline", days): "seven",
             ("Breaks", "C4"): 40, ("Hours", "C4"): "8-1800x", ("Calls", "C11"): "long"}
    found = {(fault.place, fault.field) for fault in faults_of(edited(book, wrong))}
    assert found == {
        ("Operators!D7", "operators.contract"),
        ("Contracts!B4", "contracts.full.hours_per_week"),
        (f"Hotline!{days}", "horizon.days"),
        ("Breaks!C4", "breaks.lunch.minutes"),
        ("Hours!C4", "hours.weekly.mon"),
        ("Calls!C11", "calls.forecast.aht_s"),
    }


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("Operators", "B3", "nam", "Operators!B3: nam: unknown column"),
        ("Operators", "Z5", "x", "Operators!Z5"),
        ("Availability", "E4", "onlly", "Availability!E4: Kind:"),
        ("Contracts", "A5", "full", "Contracts!A5: Name:"),
        ("Breaks", "A4", "dinner", "Breaks!A4: Kind:"),
        ("Breaks", "H4", 2, "Breaks!H4: Number of short breaks:"),
        ("Hours", "A4", "weakly", "Hours!A4: How often:"),
        ("Hours", "B5", "mon", "Hours!B5: Days:"),
        ("Hours", "B4", "moonday", "Hours!B4: Days:"),
        ("Hotline", "A6", "Name of the hotline", "Hotline!A6: Name of the hotline:"),
        ("Hotline", "A6", "hotline.name.first", "Hotline!A6: hotline.name.first: unknown setting"),
        ("Service", "A4", "Calls ansered in time", "Service!A4: Calls ansered in time: unknown setting"),
        ("Contracts", "K4", "day>", "Contracts!K4"),
        ("Contracts", "T4", "day:many", "Contracts!T4: Most shifts of a kind:"),
        ("Contracts", "T4", "dya:2", "Contracts!T4: Most shifts of a kind: unknown shift template"),
        ("Contracts", "O4", "maybe", "Contracts!O4: Whole weekends only:"),
        ("History", "A4", "hanna", "History!A4: Operator: unknown operator"),
        ("Shifts", "C4", "07:00", "Shifts!C4: Last start: the last start (07:00) is before the first (08:00)"),
        ("Availability", "D4", None, "Availability!D4: To: is missing"),
        ("Contracts", "C4", 20, "Contracts!B4: Least hours a week: the least (32 h) is above the most (20 h)"),
    ],
)
def test_damaged_cells(sheet: str, cell: str, value: Any, said: str, book: Path, sheets: Sheets, monkeypatch) -> None:
    rows = [list(cells) for cells in sheets[sheet]]
    column, row = ord(cell[0]) - ord("A"), rows[int(cell[1:]) - 1]
    row += [EMPTY] * (column + 1 - len(row))
    row[column] = cell_of(value)
    monkeypatch.setattr(reader, "_sheets", lambda *_: {**sheets, sheet: rows})
    assert said in "\n".join(map(str, faults_of(book)))


def bomb(path: Path, part: str, size: int) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w") as out:
        for _ in range(size // 1_000_000):
            out.write(b" " * 1_000_000)
    return path


@pytest.mark.parametrize("size", [20_000_000, 150_000_000])
def test_a_bomb_is_refused_before_unpacking(size: int, book: Path) -> None:
    with pytest.raises(InputError, match="refused before unpacking"):
        read_instance(bomb(book, "xl/worksheets/sheet99.xml", size))


def test_many_parts_are_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as archive:
        for number in range(1001):
            archive.writestr(f"x{number}", "")
    with pytest.raises(InputError, match="parts"):
        read_instance(book)


def test_entities_are_refused(book: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(content, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "xl/sharedStrings.xml":
                text = text.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1).replace(
                    b"<t>Setting</t>", b"<t>&a;</t>", 1
                )
            new.writestr(info, text)
    book.write_bytes(content.getvalue())
    with pytest.raises(InputError, match="not a readable workbook"):
        read_instance(book)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_no_workbook_at_all(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(InputError, match=r"x\.xlsx: .*not a workbook"):
        read_instance(tmp_path / "x.xlsx")


def test_a_wrong_campaign_is_named_by_its_cell(starter, tmp_path: Path) -> None:
    data = read_instance(starter()).instance.model_dump(by_alias=True, mode="json", exclude_none=True)
    data["campaigns"] = [{"date": data["horizon"]["start"], "uplift_percent": 30, "decay_days": 2}]
    write_workbook(Instance.model_validate(data), tmp_path / "book.xlsx")
    with pytest.raises(InputError) as caught:
        read_instance(edited(tmp_path / "book.xlsx", {("Campaigns", "D4"): "a lot"}))
    (fault,) = caught.value.faults
    assert fault.place == "Campaigns!D4"
    assert "a lot" in fault.message
