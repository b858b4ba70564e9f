"""The sheet of the roster."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from tests.builders.checked import day, result, shift, with_forecast
from tests.publish.conftest import workbook


@pytest.fixture
def sheet(small):
    return workbook(*small)["Roster"]


def test_roster_sheet_holds_every_shift(sheet):
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows()]
    assert rows[0][0] == "Helpline: rota"
    assert rows[1][0] == "Friday 4 December 2026 to Sunday 6 December 2026, times of Asia/Jakarta"
    assert rows[3] == ["Operator", "Name", *(dt.datetime(2026, 12, each) for each in (4, 5, 6))]  # noqa: DTZ001
    assert rows[4] == ["op000", "Anna Lindqvist", "08:00–16:30", "08:00–16:30", "08:00–16:30"]
    assert rows[7] == ["op003", "David Müller", "11:00–19:30", "11:00–19:30", None]
    assert rows[9][2:] == [None, None, None]


def test_it_prints_one_page_wide_with_its_header_on_every_page(sheet):
    assert sheet["C4"].number_format == "ddd d mmm"
    assert sheet.freeze_panes == "C5"
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.fitToHeight) == 0, "as many pages down as it takes, one across"
    assert sheet.print_title_rows == "$1:$4"


def test_totals_have_the_values_that_their_formulas_come_to(small):
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(*small))), data_only=True)
    rows = [[cell.value for cell in row] for row in book["Roster"].iter_rows()]
    assert rows[3][5:] == ["Shifts", "Hours", "Least", "Most"]
    assert [row[5:7] for row in rows[4:10]] == [[3, 24], [3, 24], [3, 12], [2, 16], [3, 24], [0, 0]]
    assert rows[11][:3] == ["At work", None, 5]
    assert rows[11][5:7] == [14, 100]


def test_leave_is_said_and_pins_and_wishes_are_marked():
    entries = [{"operator": "anna", "when": f"2026-12-{number:02d}", "kind": kind}
               for number, kind in ((7, "pinned"), (8, "sick"), (7, "avoid"))]
    plan = with_forecast({"horizon": 2, "availability": entries})
    sheet = workbook(plan, result(plan, [shift(plan, day(0), 510)]))["Roster"]
    assert [cell.value for cell in sheet[5]][2:4] == ["08:00–16:30", "Sick"]
    assert (sheet["C5"].font.bold, sheet["C5"].font.underline, sheet["D5"].font.bold) == (True, "single", False)
