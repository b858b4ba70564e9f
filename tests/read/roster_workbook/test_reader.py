"""A workbook read back: what was changed, and what cannot be read, with its cell."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.language.codes import CODES
from scheduler.language.words import language
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from scheduler.read.roster_workbook.reader import holds_roster, read_roster_workbook
from tests.builders.examples import split_over_midnight


def test_what_was_published_comes_back(edited, published):
    found = edited({})
    assert found.says_the_same(published)
    assert found.notes == ()
    assert found.cells["ben", dt.date(2026, 12, 8)] == "Roster!D6"


def test_shifts_are_changed_cleared_added_and_dragged(edited, plan, published):
    found = edited({"Roster!C5": "09:00-17:30", "Roster!D5": None, "Roster!D6": "8.00 – 12.00"})
    assert [str(edit) for edit in found.edits(published, plan.grid.zone)] == [
        "Roster!C5: anna 2026-12-07: 08:00–16:30 became 09:00–17:30",
        "Roster!D5: anna 2026-12-08: 09:00–13:00 became no shift",
        "Roster!D6: ben 2026-12-08: no shift became 08:00–12:00"]
    assert len(found.shifts[0].breaks) == 4, "a break is never dropped"
    assert not found.says_the_same(published)


@pytest.mark.parametrize("code", CODES)
def test_a_workbook_of_every_language_comes_back_whatever_the_hotline_speaks(plan, published, tmp_path, code):
    path, say = tmp_path / "roster.xlsx", language(code).say
    path.write_bytes(render_workbook(RosterView(plan, published, language(code))))
    assert holds_roster(path)
    assert read_roster_workbook(path, plan).says_the_same(published)
    book = openpyxl.load_workbook(path)
    sheet = book[say("Roster")]
    sheet["C5"], sheet["D5"] = "09:00-17:30", say("off")
    book.save(path)
    assert [str(edit) for edit in read_roster_workbook(path, plan).edits(published, plan.grid.zone)] == [
        f"{say('Roster')}!C5: anna 2026-12-07: 08:00–16:30 became 09:00–17:30",
        f"{say('Roster')}!D5: anna 2026-12-08: 09:00–13:00 became no shift"]


def test_breaks_that_did_not_move_with_their_shift_are_told(edited):
    assert edited({"Roster!C5": "12:00–20:30"}).notes == (
        "Roster!C5: 2 of the 4 breaks of anna did not move with the shift of 2026-12-07; move them on the sheet Breaks "
        "(Breaks!E2)",)
    assert edited({"Roster!D5": None}).notes == (
        "Breaks!A6: anna has no shift on 2026-12-08 any more; its breather is left out",)


def test_a_break_may_be_moved_and_a_program_may_make_a_time_of_it(edited, plan):
    anna = edited({"Breaks!E2": "09:45", "Breaks!F2": dt.time(10, 0)}).shifts[0]
    assert [f"{anna.breaks[0].start:%H:%M}", f"{anna.breaks[0].end:%H:%M}"] == ["09:45", "10:00"]
    night = edited({"Roster!C5": "20:00–04:30", "Breaks!E2": "01:30", "Breaks!F2": "01:45"}).shifts[0]
    assert "2026-12-08T01:30:00+07:00" in {pause.start.isoformat() for pause in night.breaks}


def test_two_shifts_of_a_day_share_its_breaks_by_where_they_lie(edited):
    first, second, *_ = edited({"Roster!C5": "08:00–12:00, 13:00–17:00"}).shifts
    assert [pause.kind for pause in first.breaks] == ["breather", "lunch"]
    assert [pause.kind for pause in second.breaks] == ["breather", "breather"]


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("Roster!C5", "=A1", "Roster!C5: found a formula; allowed are times such as 08:00–16:30"),
        ("Roster!C5", "from eight", "Roster!C5: found 'from eight'; allowed are times"),
        ("Roster!C5", 8.5, "Roster!C5: found '8.5'; allowed are times"),
        ("Roster!C5", "08:00–25:00", "Roster!C5: found '08:00–25:00', which is no time"),
        ("Roster!A6", "bob", "Roster!A6: found 'bob', which is no operator of the instance"),
        ("Roster!A6", "anna", "Roster!A6: operator 'anna' stands twice"),
        ("Roster!A4", "Who", "Roster: found no row that begins with Operator and Name"),
        ("Roster!D4", "2027-01-01", "Roster!D4: 2027-01-01 is no day of the horizon"),
        ("Roster!D4", None, "Roster!A4: the header lacks 2026-12-08"),
        ("Breaks!E2", "=1+1", "Breaks!E2: found a formula; allowed is what it comes to"),
        ("Breaks!E2", "noon", "Breaks!E2: found 'noon'; allowed is a time such as 12:15"),
        ("Breaks!F2", "09:30", "Breaks!F2: the breather ends when it starts"),
        ("Breaks!D2", "tea", "Breaks!D2: found 'tea'; allowed are lunch and breather"),
        ("Breaks!C2", "soon", "Breaks!C2: found 'soon'; allowed is a date"),
        ("Breaks!A2", "bob", "Breaks!A2: found 'bob', which is no operator of the instance"),
        ("Breaks!A1", "Who", "Breaks!A1: the header lacks one of Operator"),
    ],
)
def test_nonsense_is_named_at_its_cell(edited, cell, value, said):
    with pytest.raises(InputError) as error:
        edited({cell: value})
    assert f"roster.xlsx, {said}" in str(error.value)


def test_only_a_workbook_with_these_sheets_holds_a_roster(edited, tmp_path):
    edited({})
    (tmp_path / "other.xlsx").write_bytes(b"PK nonsense")
    assert holds_roster(tmp_path / "roster.xlsx")
    assert not holds_roster(tmp_path / "other.xlsx")
    assert not holds_roster(tmp_path / "roster.json")


def test_a_break_after_midnight_moves_with_the_part_it_lies_in_and_a_moved_gap_is_an_edit(tmp_path):
    plan, roster = split_over_midnight()
    path = tmp_path / "roster.xlsx"
    path.write_bytes(render_workbook(RosterView(plan, roster)))
    book = openpyxl.load_workbook(path)
    book["Roster"]["C5"] = "20:00-21:00, 00:00-05:00"
    book["Breaks"]["E2"], book["Breaks"]["F2"] = "00:30", "00:45"
    book.save(path)
    found = read_roster_workbook(path, plan)
    assert [str(edit) for edit in found.edits(roster, plan.grid.zone)] == [
        "Roster!C5: anna 2026-12-07: 20:00–22:00, 01:00–05:00 became 20:00–21:00, 00:00–05:00"]
    assert [(each.kind, f"{each.start:%d %H:%M}", each.minutes) for each in found.shifts[0].breaks] == [
        ("gap", "07 21:00", 180), ("breather", "08 00:30", 15)]
    assert found.shifts[1:] == roster.shifts[1:]
