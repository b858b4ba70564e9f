"""Workbooks: round trips, places by cell, and refusal of what would unpack to too much."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance
from scheduler.read.workbook.writer import write_workbook


@pytest.fixture
def book(starter, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_workbook(read_instance(starter()).instance, path)
    return path


def edited(path: Path, sheet: str, cell: str, value: Any) -> Path:
    workbook = openpyxl.load_workbook(path)
    workbook[sheet][cell] = value
    workbook.save(path)
    return path


def test_faults_name_their_cell(book: Path) -> None:
    edited(book, "Operators", "D5", "hlaf")
    edited(book, "Contracts", "B2", 50)
    edited(book, "Hotline", "B8", "seven")
    edited(book, "Breaks", "C2", 40)
    edited(book, "Hours", "C2", "8-18")
    edited(book, "Calls", "C9", "long")
    with pytest.raises(InputError) as caught:
        read_instance(book)
    found = {(fault.place, fault.field) for fault in caught.value.faults}
    assert found == {
        ("Operators!D5", "operators.contract"),
        ("Contracts!B2", "contracts.full.hours_per_week"),
        ("Hotline!B8", "horizon.days"),
        ("Breaks!C2", "breaks.lunch.minutes"),
        ("Hours!C2", "hours.weekly.mon"),
        ("Calls!C9", "calls.forecast.aht_s"),
    }


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("Operators", "B1", "nam", "Operators!A1: nam: unknown column"),
        ("Operators", "Z3", "x", "Operators!Z3"),
        ("Availability", "E2", "onlly", "Availability!E2: availability.kind"),
        ("Contracts", "A3", "full", "Contracts!A3: contracts.name"),
        ("Breaks", "A2", "dinner", "Breaks!A2: breaks.kind"),
        ("Breaks", "G2", 2, "Breaks!G2: breaks.lunch.breathers"),
        ("Hours", "A2", "weakly", "Hours!A2: hours.kind"),
        ("Hours", "B3", "mon", "Hours!B3: hours.weekly.mon"),
        ("Hotline", "A4", "hotline.name", "Hotline!A4: hotline.name"),
        ("Hotline", "A4", "hotline.name.first", "Hotline!B4: hotline.name"),
        ("Hotline", "B7", dt.date(2026, 12, 8), "calls.forecast"),
        ("Service", "A2", "target", "Service!B2: service.target"),
        ("Contracts", "N2", "day>", "Contracts!N2: contracts.full.forbidden_successions"),
        ("Contracts", "O2", "day:many", "Contracts!O2: contracts.full.max_shifts"),
        ("Contracts", "O2", "dya:2", "Contracts!O2: contracts.full.max_shifts.dya: unknown shift template"),
        ("Contracts", "J2", "maybe", "Contracts!J2: contracts.full.complete_weekends"),
        ("History", "A2", "hanna", "History!A2: history.operator: unknown operator"),
    ],
)
def test_damaged_cells(sheet: str, cell: str, value: Any, said: str, book: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_instance(edited(book, sheet, cell, value))
    assert said in str(caught.value)


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
                    b"<t>key</t>", b"<t>&a;</t>", 1
                )
            new.writestr(info, text)
    book.write_bytes(content.getvalue())
    with pytest.raises(InputError, match="not a readable Excel workbook"):
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
        read_instance(edited(tmp_path / "book.xlsx", "Campaigns", "D2", "a lot"))
    (fault,) = caught.value.faults
    assert fault.place == "Campaigns!D2"
    assert "a lot" in fault.message
