"""The workbook is what was checked: a cell that says something else is found."""

from __future__ import annotations

import datetime as dt

import pytest

from .conftest import book, found


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "units"),
    [
        ("Roster", "C2", "08:00–17:00", ["shifts", "shifts"]),
        ("Roster", "C2", None, ["shifts"]),
        ("Roster", "D3", "08:00–12:00", ["shifts"]),
        ("Roster", "B2", "Ben", ["cells"]),
        ("Roster", "A2", "anna2", ["operators", "operators", "shifts", "shifts", "shifts", "shifts"]),
        ("Roster", "C1", "2026-12-09", ["rows"]),
        ("Roster", "B3", "=1+1", ["cells", "cells"]),
        ("Breaks", "E2", "09:45", ["breaks", "breaks"]),
        ("Breaks", "D2", "lunch", ["breaks", "breaks"]),
        ("Breaks", "G2", 20, ["breaks", "breaks"]),
        ("Breaks", "C2", dt.date(2026, 12, 8), ["breaks", "breaks"]),
        ("Breaks", "A1", "Who", ["rows"]),
        ("Coverage", "C2", 7, ["intervals", "intervals"]),
        ("Coverage", "D3", 3.25, ["intervals", "intervals"]),
        ("Coverage", "A4", dt.datetime.fromisoformat("2026-12-07T10:30"), ["intervals", "intervals"]),
        ("Coverage", "D5", None, ["intervals", "intervals"]),
        ("Coverage", "D1", "Present", ["rows"]),
        ("Operators", "C2", 1, ["rows", "rows"]),
        ("Operators", "D3", 4.25, ["rows", "rows"]),
        ("Operators", "D1", "Hours", ["rows"]),
        ("Summary", "B1", 1.0, ["of the figure"]),
        ("Summary", "A3", "Gap", ["rows"]),
    ],
)
def test_a_workbook_that_says_something_else(plan, truth, folder, sheet, cell, value, units):
    made = book(plan, truth)
    made[sheet][cell] = value
    made.save(folder / "roster.xlsx")
    assert [(rule, unit) for rule, _, unit in found(plan, truth, folder)] == [("workbook", unit) for unit in units]


def test_a_hyphen_is_as_good_as_a_dash_and_a_row_may_be_missing(plan, truth, folder):
    made = book(plan, truth)
    made["Roster"]["C2"] = "08:00-16:30"
    made.save(folder / "roster.xlsx")
    assert found(plan, truth, folder) == []
    made["Breaks"].delete_rows(2)
    made.save(folder / "roster.xlsx")
    assert found(plan, truth, folder) == [("workbook", 1, "breaks")]


def test_a_missing_sheet_and_a_broken_file(plan, truth, folder):
    made = book(plan, truth)
    del made["Summary"]
    made.save(folder / "roster.xlsx")
    assert found(plan, truth, folder) == [("workbook", 1, "sheets")]
    (folder / "roster.xlsx").write_bytes(b"PK nonsense")
    (folder / "calendars" / "ben.ics").write_bytes(b"\xff\xfe nonsense")
    assert {rule for rule, _, _ in found(plan, truth, folder)} == {"workbook", "calendars"}
