"""Workbooks: round trips, places by cell, and refusal of what would unpack to too much."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance
from scheduler.read.starter import write_starter
from scheduler.read.workbook.writer import write_workbook
from tests.builders.workbooks import edited, place
from tests.read.conftest import MONDAY


@pytest.fixture(scope="module")
def starter_book(tmp_path_factory) -> bytes:
    """The workbook of `schedule init`, written once."""
    path = tmp_path_factory.mktemp("starter") / "book.xlsx"
    write_starter(path, MONDAY)
    return path.read_bytes()


@pytest.fixture
def book(starter_book: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(starter_book)
    return path


<<<<<<< HEAD
def test_faults_name_their_cell(book: Path) -> None:
    edited(book, "Operators", "D5", "hlaf")
    edited(book, "Contracts", "B2", 50)
    edited(book, "Hotline", "B8", "seven")
    edited(book, "Breaks", "C2", 40)
    edited(book, "Hours", "C2", "8-18")
    edited(book, "Calls", "C9", "long")
=======
def test_round_trip_of_the_starter(starter, tmp_path: Path) -> None:
    folder = starter()
    write_workbook(read_instance(folder).instance, tmp_path / "book.xlsx")
    loaded = read_instance(tmp_path / "book.xlsx")
    assert loaded.instance == read_instance(folder).instance
    assert loaded.ref.name == "book"


RULES_OF_NIGHTS = (
    "shifts: [day], min_consecutive_days: 2, min_consecutive_days_off: 2, max_weekends: 3, complete_weekends: true, "
    "max_nights_per_week: 2, max_consecutive_nights: 2, min_days_off_after_nights: 2, "
    "forbidden_successions: [[day, day]], max_shifts: {day: 9}, max_shifts_per_week: {day: 4}"
)


def test_round_trip_of_everything_a_workbook_can_say(starter, tmp_path: Path) -> None:
    folder = starter(
        {
            "hotline.yaml": [
                (
                    "  # exceptions",
                    "  exceptions: {2026-12-08: [], 2026-12-09: ['08:00-12:00', '13:00-18:00']}\n  #",
                ),
                ("  # holidays", "  holidays: {country: DE, subdivision: BE, treat_as: sun}\n  #"),
                (
                    "  # rules",
                    "  dates: {2026-12-13: '10:00-12:00'}\n"
                    "  rules: [{rrule: 'FREQ=MONTHLY;BYDAY=1SU', hours: '10:00-12:00', start: 2026-01-01}]\n  #",
                ),
                ("lunch: {minutes: 30,", "lunch: {minutes: [30, 45],"),
                ("  patience_s: 180", "  # "),
                ("shift_minutes: [360, 540]", RULES_OF_NIGHTS),
                ("objective:  ", "nights: {from: '23:00', to: '05:00', minutes: 120}\nhistory:\n"
                 "  - {operator: anna, worked_days: 3, nights: 1, last_shift: day, last_end: 2026-12-06T22:00}\n"
                 "  - {operator: ben, days_off: 2}\nobjective:  "),
                ("break_grid_minutes: 15  ", "break_grid_minutes: 15\n  weekend: fri,sat  "),
            ],
            "operators.csv": [("Ben Okafor", "=1+1"), ("ben@example.org,full,", "ben@example.org,full,a|b")],
        }
    )
    text = (folder / "calls.csv").read_text()
    (folder / "calls.csv").write_text(
        text
        + "".join(
            f"2026-12-13T{hour}:{minute:02d}+01:00,1,200\n" for hour in (10, 11) for minute in (0, 15, 30, 45)
        )
    )
    instance = read_instance(keep_open_hours(folder)).instance
    write_workbook(instance, tmp_path / "book.xlsx")
    assert read_instance(tmp_path / "book.xlsx").instance == instance


def keep_open_hours(folder: Path) -> Path:
    """Set the calls of hours that the exceptions close to nothing."""
    closed = ("2026-12-08T", "2026-12-09T12")
    lines = (folder / "calls.csv").read_text().splitlines(keepends=True)
    (folder / "calls.csv").write_text("".join(line for line in lines if not line.startswith(closed)))
    return folder


def faults_of(path: Path) -> list[Fault]:
>>>>>>> 1b839ed (A workbook in plain words, read with the types of its cells, from LibreOffice as well)
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
        ("Availability", "E4", "onlly", "Availability!E4: availability.kind"),
        ("Contracts", "A5", "full", "Contracts!A5: contracts.name"),
        ("Breaks", "A4", "dinner", "Breaks!A4: breaks.kind"),
        ("Breaks", "G4", 2, "Breaks!G4: breaks.lunch.breathers"),
        ("Hours", "A4", "weakly", "Hours!A4: hours.kind"),
        ("Hours", "B5", "mon", "Hours!B5: hours.weekly.mon"),
        ("Hours", "B4", "moonday", "Hours!B4: hours.weekly.moonday"),
        ("Hotline", "A6", "Name of the hotline", "Hotline!A6: hotline.name"),
        ("Hotline", "A6", "hotline.name.first", "Hotline!A6: hotline.name"),
        ("Service", "A4", "Calls ansered in time", "Service!A4: service.Calls ansered in time: unknown setting"),
        ("Contracts", "K4", "day>", "Contracts!K4"),
        ("Contracts", "T4", "day:many", "Contracts!T4: contracts.full.max_shifts"),
        ("Contracts", "T4", "dya:2", "Contracts!T4: contracts.full.max_shifts.dya: unknown shift template"),
        ("Contracts", "O4", "maybe", "Contracts!O4: contracts.full.complete_weekends"),
        ("History", "A4", "hanna", "History!A4: history.operator: unknown operator"),
        ("Shifts", "C4", "07:00", "Shifts!C4: shifts.start.to: the last start (07:00) is before the first (08:00)"),
        ("Availability", "D4", None, "Availability!D4: availability.to: is missing"),
        ("Contracts", "C4", 20, "Contracts!B4: contracts.full.hours_per_week: the least (32 h) is above the most (20 h)"),
    ],
)
def test_damaged_cells(sheet: str, cell: str, value: Any, said: str, book: Path) -> None:
    assert said in "\n".join(map(str, faults_of(edited(book, {(sheet, cell): value}))))


<<<<<<< HEAD
=======
def test_cells_typed_by_excel_read_as_meant(book: Path) -> None:
    instance = read_instance(edited(book, {
        ("Availability", "C4"): dt.time(8, 0), ("Availability", "B6"): dt.datetime(2026, 12, 11),  # noqa: DTZ001
        ("Calls", "A5"): dt.datetime(2026, 12, 7, 8, 14, 59, 999_000),  # noqa: DTZ001
        ("Operators", "A4"): 12, ("Availability", "A7"): 12})).instance
    assert instance.operators[0].id == "12"
    assert instance.availability[0].start == 480
    assert instance.calls.forecast[1].start == dt.datetime(2026, 12, 7, 8, 15)  # noqa: DTZ001


def test_unknown_sheets_are_named_and_notes_are_free(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook.create_sheet("Notes of mine")["A1"] = "hello"
    workbook.save(book)
    read_instance(book)
    workbook.create_sheet("Availabilty")
    workbook.save(book)
    with pytest.raises(InputError, match="did you mean Availability"):
        read_instance(book)


def test_names_never_become_formulas(book: Path, starter) -> None:
    instance = read_instance(book).instance
    data = instance.model_dump(by_alias=True, mode="json")
    data["operators"][0]["name"] = '=HYPERLINK("http://x")'
    write_workbook(Instance.model_validate(data), book)
    cell = openpyxl.load_workbook(book)["Operators"]["B4"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


>>>>>>> 1b839ed (A workbook in plain words, read with the types of its cells, from LibreOffice as well)
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


<<<<<<< HEAD
=======
def test_a_cell_at_the_far_end_is_refused(book: Path) -> None:
    with pytest.raises(InputError, match="more than 200,000 rows"):
        read_instance(edited(book, {("Operators", "A1048576"): "x"}))


def test_round_trip_of_a_days_total_with_its_shape_and_of_campaigns(starter, tmp_path: Path) -> None:
    data = read_instance(starter()).instance.model_dump(by_alias=True, mode="json", exclude_none=True)
    shape = [{"time": "08:00", "weight": 1}, {"time": "12:00", "weight": 2.5}]
    data["calls"] = {"per_day": 120, "aht_s": 200, "weekday_factors": {"mon": 1.5}, "shape": shape}
    day = data["horizon"]["start"]
    data["campaigns"] = [{"date": day, "name": "TV", "uplift_percent": 30, "decay_days": 2, "from": "10:00", "decay": "linear"}]
    instance = Instance.model_validate(data)
    write_workbook(instance, tmp_path / "total.xlsx")
    assert read_instance(tmp_path / "total.xlsx").instance == instance


>>>>>>> 1b839ed (A workbook in plain words, read with the types of its cells, from LibreOffice as well)
def test_a_wrong_campaign_is_named_by_its_cell(starter, tmp_path: Path) -> None:
    data = read_instance(starter()).instance.model_dump(by_alias=True, mode="json", exclude_none=True)
    data["campaigns"] = [{"date": data["horizon"]["start"], "uplift_percent": 30, "decay_days": 2}]
    write_workbook(Instance.model_validate(data), tmp_path / "book.xlsx")
    with pytest.raises(InputError) as caught:
        read_instance(edited(tmp_path / "book.xlsx", {("Campaigns", "D4"): "a lot"}))
    (fault,) = caught.value.faults
    assert fault.place == "Campaigns!D4"
    assert "a lot" in fault.message
