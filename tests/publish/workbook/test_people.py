"""A sheet for each operator: their shifts on one page, under a name that Excel takes."""

from __future__ import annotations

import io

import openpyxl

from scheduler.publish.folder import export
from scheduler.publish.record import read_record
from scheduler.publish.verify import verify
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.people import titles
from scheduler.publish.workbook.render import render_workbook
from scheduler.read.roster_workbook.reader import read_roster_workbook
from tests.builders.checked import day, result, shift, with_forecast

ODD = ("roster", "Hari", "a/b", "A:B", "'x'", "z" * 40, "Z" * 40, "😀" * 20, "?", "History")


def named(ids):
    team = [{"id": each, "name": "", "contract": "free"} for each in ids]
    return with_forecast({"operators": team, "horizon": 1})


def test_every_operator_has_a_name_that_excel_takes_and_no_other_sheet_has():
    plan = named(ODD)
    view = RosterView(plan, result(plan, []))
    found = titles(view)
    assert found[:4] == ["roster (2)", "Hari (2)", "a-b", "A-B (2)"]
    assert len({each.casefold() for each in found}) == len(ODD)
    assert all(0 < len(each.encode("utf-16-le")) <= 62 and each.strip("'") == each for each in found)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(view, operator_sheets=True)))
    assert book.sheetnames[-len(ODD):] == found


def test_a_sheet_holds_its_operators_shifts_breaks_and_hours_on_one_page(small):
    instance, roster = small
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(instance, roster), operator_sheets=True)))
    sheet = book["op003"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "David Müller"
    assert rows[3] == ["Date", "Shift", "Breaks", "Paid hours"]
    assert [row[1] for row in rows[4:6]] == ["11:00–19:30", "11:00–19:30"]
    assert rows[4][0] == "Fri 4 Dec" and rows[4][2].startswith("breather 13:00–13:15, lunch 15:00–15:30")
    assert rows[6][3] == sum(row[3] for row in rows[4:6]) == 16
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (None, 1), "one page is what a sheet that is fitted has if it says nothing"
    others = {each.name for each in instance.operators} - {"David Müller"}
    assert not {text for row in rows for text in row} & others


def test_they_speak_the_operators_language_and_say_who_is_away():
    plan = with_forecast({"operators": [{"id": "anna", "name": "Anna", "contract": "free", "language": "de"}], "horizon": 2,
                          "availability": [{"operator": "anna", "when": "2026-12-08", "kind": "leave"}]})
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(
        RosterView(plan, result(plan, [shift(plan, day(0), 510)])), operator_sheets=True)))
    rows = [[cell.value for cell in row] for row in book["anna"].iter_rows()]
    assert rows[3][0] == "Datum"
    assert (rows[5][:2], rows[5][3]) == (["Di, 8. Dez.", "Urlaub"], None)


def test_such_a_workbook_is_read_back_and_checked_as_any_other(tmp_path):
    plan = named(("roster", "breaks"))
    roster = result(plan, [shift(plan, day(0), 510, operator="roster")])
    export(plan, roster, ["excel"], tmp_path, operator_sheets=True)
    assert read_record(tmp_path).operator_sheets
    assert [(each.operator, each.start) for each in read_roster_workbook(tmp_path / "roster.xlsx", plan).shifts] == [
        (each.operator, each.start) for each in roster.shifts]
    assert list(verify(plan, roster, tmp_path)) == []
    export(plan, roster, ["excel"], tmp_path)
    assert "operator_sheets" not in (tmp_path / "published.json").read_text("utf-8")
    assert list(verify(plan, roster, tmp_path)) == []
