"""Activities in all that is published: shown by their names, found again by the checker, and read back from the workbook."""

from __future__ import annotations

import json

import pytest

from scheduler.check.exports.files import check_exports
from scheduler.check.rules.breaks import check as check_breaks
from scheduler.instance.briefing import Briefing
from scheduler.publish.folder import export, publish
from scheduler.publish.interchange.forms import FORMS
from scheduler.publish.pack.page import render_pack
from scheduler.publish.view import RosterView
from scheduler.read.roster_workbook.reader import read_roster_workbook
from scheduler.roster import Roster
from tests.builders.activities import SHIFTS, held
from tests.builders.checked import result, with_forecast

BREAKS = {"breathers": {"minutes": 15, "count": [{"from_shift_minutes": 240, "breathers": 1}]}}


@pytest.fixture(scope="module")
def plan():
    return with_forecast({"breaks": BREAKS, "shifts": [{"name": "day", "start": {"from": "08:00", "to": "08:00"},
                          "length": {"from_minutes": 240, "to_minutes": 240}}], "activities": [
        {"name": "=talk 1", "minutes": 60, "at": "10:00"}]}, calls=2.0)


@pytest.fixture(scope="module")
def truth(plan):
    return result(plan, [held(plan, 0, "08:00", 240, ("breather", "09:00", 15), ("activity =talk 1", "10:00", 60))])


def test_what_is_published_says_it_and_is_what_was_checked(plan, truth, tmp_path):
    publish(plan, truth, tmp_path)
    export(plan, truth, ["csv"], tmp_path)
    (tmp_path / "pack").mkdir()
    for name, page in render_pack(RosterView(plan, truth), Briefing()).items():
        (tmp_path / "pack" / name).write_bytes(page)
    assert check_exports(plan, truth, tmp_path, require_all=True) == ()
    for name in ("report.html", "calendars/anna.ics", "breaks.csv", "pack/anna.html"):
        assert "=talk 1" in (tmp_path / name).read_text("utf-8-sig"), name
    (shift,) = read_roster_workbook(tmp_path / "roster.xlsx", plan).shifts
    assert [each.label for each in shift.breaks] == ["breather", "activity =talk 1"]
    assert Roster.model_validate_json((tmp_path / "roster.json").read_text()).shifts == truth.shifts


def test_another_time_in_a_calendar_or_the_report_is_found(plan, truth, tmp_path):
    publish(plan, truth, tmp_path)
    later = held(plan, 0, "08:00", 240, ("breather", "09:00", 15), ("activity =talk 1", "10:15", 60))
    other = truth.model_copy(update={"shifts": (later,)})
    assert {each.rule for each in check_exports(plan, other, tmp_path)} == {"calendars", "workbook", "report"}


def test_breaks_are_written_without_a_name(truth):
    breather, talk = json.loads(truth.to_json())["shifts"][0]["breaks"]
    assert "name" not in breather
    assert (talk["kind"], talk["name"]) == ("activity", "=talk 1")


@pytest.mark.parametrize("form", sorted(FORMS.keys() - {"teams"}))
def test_each_form_for_other_systems_names_it(plan, truth, form):
    assert b"=talk 1" in FORMS[form].render(RosterView(plan, truth))


def test_stretches_of_work_go_on_through_it(plan):
    long = plan.model_copy(update={"breaks": plan.breaks.model_copy(update={"spacing": plan.breaks.spacing.model_copy(
        update={"max_work_minutes": 150})})})
    shift = held(plan, 0, "08:00", 240, ("breather", "08:30", 15), ("activity =talk 1", "10:00", 60))
    assert [(each.amount, each.unit) for each in check_breaks(long, [shift])] == [(45, "min")]


def test_several_of_one_name_in_a_shift_are_events_of_their_own(tmp_path):
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]
    plan = with_forecast({"breaks": {}, "shifts": SHIFTS, "operators": team, "activities": [
        {"name": "coaching", "minutes": 60, "facilitator": "carl"}]}, calls=2.0)
    both = [held(plan, 0, "08:00", 240, ("activity coaching", clock, 60), operator=who) for who, clock in (
        ("anna", "09:00"), ("ben", "10:00"))]
    carl = held(plan, 0, "08:00", 240, ("activity coaching", "09:00", 60), ("activity coaching", "10:00", 60), operator="carl")
    coached = result(plan, [*both, carl])
    publish(plan, coached, tmp_path)
    assert check_exports(plan, coached, tmp_path, require_all=True) == ()
    (read,) = (each for each in read_roster_workbook(tmp_path / "roster.xlsx", plan).shifts if each.operator == "carl")
    assert read.breaks == carl.breaks
