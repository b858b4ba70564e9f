"""Standby lists wherever people look: published, read again, and compared by code that knows only plain times."""

from __future__ import annotations

import icalendar
import openpyxl
import pytest

from scheduler.check.exports.files import check_exports
from scheduler.language.words import language
from scheduler.publish.folder import export, publish
from scheduler.publish.standby import in_words_of_standby
from scheduler.publish.verify import verify
from scheduler.publish.view import RosterView
from tests.builders.standby import NIGHT, at, on_call, place, planned

PLAN = on_call(NIGHT | {"places": 2}, people=("anna", "ben", "cleo"))
PLACES = (place(PLAN, "anna", 0), place(PLAN, "ben", 0, 2), place(PLAN, "cleo", 1))
ROSTER = planned(PLAN, *PLACES, shifts=(at(PLAN, "cleo", 0),))


def events(folder, operator):
    calendar = icalendar.Calendar.from_ical((folder / "calendars" / f"{operator}.ics").read_bytes())
    return {str(event["UID"]): event for event in calendar.walk("VEVENT") if event.categories == ["STANDBY"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan")
    publish(PLAN, ROSTER, path, operator_sheets=True)
    export(PLAN, ROSTER, ["csv"], path)
    return path


def test_everything_that_is_published_is_right(folder):
    assert not check_exports(PLAN, ROSTER, folder, require_all=True)
    assert not list(verify(PLAN, ROSTER, folder))


def test_every_document_is_compared_with_the_lists(folder):
    swapped = place(PLAN, "ben", 0), place(PLAN, "anna", 0, 2), place(PLAN, "cleo", 1)
    other = planned(PLAN, *swapped, shifts=(at(PLAN, "cleo", 0),))
    assert {each.rule for each in check_exports(PLAN, other, folder)} == {"calendars", "workbook", "report"}
    gone = planned(PLAN, *PLACES[:2], shifts=(at(PLAN, "cleo", 0),))
    assert any("STANDBY" in each.message for each in check_exports(PLAN, gone, folder))


def test_a_place_is_an_event_that_leaves_people_free(folder):
    (event,) = events(folder, "ben").values()
    assert event["SUMMARY"] == "Helpline: Standby 2: night"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.start.isoformat() == "2026-12-07T13:00:00+00:00"


def test_events_follow_what_changes(tmp_path):
    publish(PLAN, ROSTER, tmp_path)
    (before,) = events(tmp_path, "ben")
    publish(PLAN, planned(PLAN, place(PLAN, "ben", 0)), tmp_path)
    assert {uid: (int(each["SEQUENCE"]), each["SUMMARY"]) for uid, each in events(tmp_path, "ben").items()} == {
        before: (1, "Helpline: Standby 1: night")}
    assert [event["STATUS"] for event in events(tmp_path, "anna").values()] == ["CANCELLED"]
    assert not check_exports(PLAN, planned(PLAN, place(PLAN, "ben", 0)), tmp_path)


def test_the_sheet_and_the_table_show_empty_places_too(folder):
    rows = list(openpyxl.load_workbook(folder / "roster.xlsx")["Standby"].iter_rows(values_only=True))
    assert [row[1:] for row in rows[1:]] == [
        ("night", "20:00", "06:00", 1, "anna", ""), ("night", "20:00", "06:00", 2, "ben", ""),
        ("night", "20:00", "06:00", 1, "cleo", ""), ("night", "20:00", "06:00", 2, "", "nobody")]
    table = (folder / "standby.csv").read_text("utf-8-sig").splitlines()
    assert table[0] == "list,date,start,end,place,operator,name"
    assert table[-1] == "night,2026-12-08,2026-12-08T20:00:00+07:00,2026-12-09T06:00:00+07:00,2,,"
    assert (folder / "ledger.csv").read_text("utf-8-sig").splitlines() == [
        "operator,shifts,nights,weekends,standby,standby_first", "anna,0,0,0,1,1", "ben,0,0,0,1,0", "cleo,1,0,0,1,1"]


def test_operators_find_their_places_on_their_sheets(folder):
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    assert ("20:00–06:00", "Standby 1: night") in [row[1:3] for row in book["cleo"].iter_rows(values_only=True)]
    header, *rows = book["Operators"].iter_rows(values_only=True)
    assert [row[header.index("Standby"):][:2] for row in rows] == [(1, 1), (1, 0), (1, 1)]


def test_the_report_has_a_table_and_says_it_on_the_day(folder):
    page = (folder / "report.html").read_text()
    assert "1 cleo, 2 nobody" in page
    assert page.count("1 anna, 2 ben") == 3  # in the table, and on both days that the night touches


@pytest.mark.parametrize(("places", "told"), [
    ((*PLACES, place(PLAN, "anna", 1, 2)), "Standby: 4 places, all filled."),
    (PLACES, "Standby: 3 of 4 places filled; empty: night Tue 8 Dec 20:00–06:00 (1 of 2). Proven: "),
])
def test_the_summary_says_what_stays_empty(places, told):
    assert in_words_of_standby(RosterView(PLAN, planned(PLAN, *places))).startswith(told)


def test_without_lists_nothing_is_said(tmp_path):
    plan = on_call()
    roster = planned(plan).model_copy(update={"standby_status": None})
    publish(plan, roster, tmp_path)
    assert in_words_of_standby(RosterView(plan, roster, language("de"))) == ""
    assert "standby" not in roster.to_json()
    assert "Standby" not in openpyxl.load_workbook(tmp_path / "roster.xlsx").sheetnames
    assert "tandby" not in (tmp_path / "report.html").read_text()
