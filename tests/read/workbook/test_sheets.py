"""Sheets and their cells, as people and Excel leave them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance
from tests.builders.workbooks import edited, place


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


@pytest.mark.heavy
def test_a_cell_at_the_far_end_is_refused(book: Path) -> None:
    with pytest.raises(InputError, match="more than 200,000 rows"):
        read_instance(edited(book, {("Operators", "A1048576"): "x"}))


PERCENT, PLAIN = "0%", "General"


def test_a_share_that_excel_shows_as_percent_is_that_share(book: Path) -> None:
    target = place(book, "Service", "Calls answered in time")
    cells = {("Service", target): 0.85}
    assert read_instance(edited(book, cells, {("Service", target): PERCENT})).instance.service.target_percent == 85
    with pytest.raises(InputError, match=rf"Service!{target}: Calls answered in time: found 0.85; did you mean 85 %"):
        read_instance(edited(book, cells, {("Service", target): PLAIN}))


def test_a_formula_without_a_result_is_named_at_its_cell(book: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_instance(edited(book, {("Contracts", "G4"): "=10+1", ("Calls", "B5"): "=2*3"}))
    assert [fault.place for fault in caught.value.faults] == ["Contracts!G4", "Calls!B5"]
    assert all("formula" in fault.message for fault in caught.value.faults)
