"""A repair from a table of events to the folder of the roster, and what is said of it."""

from __future__ import annotations

import datetime as dt

import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.library.repairing import Repair
from scheduler.operate.changes import Change
from scheduler.operate.repair import Repaired
from tests.builders.published import EXACT, published


def test_the_new_state_of_the_folder_is_clean_and_can_be_repaired_again(tmp_path):
    scheduler.publish(published(), tmp_path / "plan")
    first = published().roster.shifts[0]
    table = tmp_path / "events.csv"
    table.write_text(f"event,operator,from,to,value\nabsent,{first.operator},{first.start.date()},,\n")
    found = scheduler.repair(scheduler.read_roster(tmp_path / "plan"), scheduler.read_events(table), **EXACT)
    scheduler.publish(found.after, tmp_path / "plan")
    again = scheduler.read_roster(tmp_path / "plan")
    assert not scheduler.check(again.instance, again)
    assert again.roster.shifts == found.after.roster.shifts
    assert again.instance.origin.name == "instance" or again.roster.instance.name
    text = str(found)
    assert "proven: no repair costs less than" in text
    assert f"cost {found.after.cost:,.2f}" in text
    same = scheduler.repair(again, now=str(first.start.date()), **EXACT)
    assert same.after.cost + same.repaired.change_cost <= again.cost + 1e-9


def test_a_wrong_table_is_refused_with_its_places(tmp_path):
    table = tmp_path / "events.csv"
    table.write_text("event,operator,from,to,value\nill,anna,2026-12-08,,\nabsent,anna,soon,,\n")
    with pytest.raises(InputError) as error:
        scheduler.read_events(table)
    assert "events.csv:row 2 (line 2), column event" in str(error.value)
    assert "row 3" in str(error.value)


def test_whoever_has_left_since_loses_their_shifts_and_the_rest_is_mended():
    plan = published()
    who = plan.roster.shifts[0].operator
    people = [each.as_written() for each in plan.instance.operators if each.id != who]
    edited = scheduler.Result(plan.instance.with_(operators=people), plan.roster)
    other = plan.roster.shifts[1]
    with pytest.raises(InputError, match="has changed since the roster was made for it; allowed is to ask why after"):
        scheduler.why(edited, other.operator, other.start.date())
    found = scheduler.repair(edited, now="2026-12-07", **EXACT)
    assert {each.operator for each in found.lost} == {who}
    lost = "a shift" if len(found.lost) == 1 else f"{len(found.lost)} shifts"
    assert str(found).startswith(f"{who} is no operator any more: {lost} of theirs fell away\n")
    assert not scheduler.check(found.after.instance, found.after)
    shift = found.after.roster.shifts[0]
    assert scheduler.why(found.after, shift.operator, shift.start.date(), seconds=0.2).sentence


@pytest.mark.parametrize(("kinds", "told"), [
    (("moved",), "1 shift changes; 1 person to call:"),
    (("breaks",), "the breaks of 1 shift change; 1 person to call:"),
    (("breaks", "breaks"), "the breaks of 2 shifts change; 2 people to call:"),
    (("moved", "breaks"), "1 shift changes, and the breaks of 1 more; 2 people to call:"),
    (("moved", "moved", "breaks"), "2 shifts change, and the breaks of 1 more; 3 people to call:"),
])
def test_shifts_and_people_are_counted_in_words_that_fit(kinds, told):
    plan = published()
    shift = plan.roster.shifts[0]
    before = {"moved": shift.model_copy(update={"end": shift.end + dt.timedelta(minutes=15)}),
              "breaks": shift.model_copy(update={"breaks": shift.breaks[1:]})}
    found = tuple(Change(kind, f"op{number}", shift.start.date(), before[kind], shift) for number, kind in enumerate(kinds))
    assert str(Repair(plan, plan, (), Repaired(plan.roster, found, 0.0, 0.0))).splitlines()[0] == told


def test_breaks_that_the_rules_allow_no_more_are_told_with_what_to_do():
    plan = published()
    edited = plan.instance.with_(breaks={"breathers": {"minutes": 30}})
    with pytest.raises(InputError, match="the rules have changed since the roster was made: allowed is `schedule solve"):
        scheduler.repair(scheduler.Result(edited, plan.roster), now="2026-12-07", **EXACT)
