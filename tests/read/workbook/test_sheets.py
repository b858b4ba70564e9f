"""Sheets and their cells, as people and Excel leave them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance
from tests.builders.workbooks import edited


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


def test_a_cell_at_the_far_end_is_refused(book: Path) -> None:
    with pytest.raises(InputError, match="more than 200,000 rows"):
        read_instance(edited(book, {("Operators", "A1048576"): "x"}))
