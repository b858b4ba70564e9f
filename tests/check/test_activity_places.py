"""Places of activities from plain times: how many are in one at once, and who holds it for one after the other."""

from __future__ import annotations

import pytest

from scheduler.check.rules import activities, pins
from tests.builders.activities import TALK, busy, held

MEETING = "activity talk"
TEAM = {"operators": [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]}
LED = TALK | {"who": {"operators": ["anna", "ben"]}, "facilitator": "carl"}


def found(plan, *shifts):
    return [(each.amount, each.unit) for each in activities.check(plan, shifts)]


def at(plan, *starts, extra=(), **others):
    """A shift from 08:00 to 16:00 of anna, ben, … in turn with a talk at a time; and of the others, with several."""
    shifts = [held(plan, 0, "08:00", 480, (MEETING, clock, 60), operator=who)
              for who, clock in zip(("anna", "ben", "carl"), starts, strict=False)]
    return [*shifts, *(held(plan, 0, "08:00", 480, *((MEETING, clock, 60) for clock in clocks), *extra, operator=who)
                       for who, clocks in others.items())]


@pytest.mark.parametrize(("at_once", "starts", "right"), [
    (1, ("09:00", "10:00", "11:00"), []), (1, ("09:00", "09:30", "11:00"), [(1, "operators")]),
    (2, ("09:00", "09:30", "10:30"), []), (2, ("09:00", "09:00", "09:30"), [(1, "operators")]),
    (1, ("09:00", "09:00", "09:00"), [(2, "operators")])])
def test_no_more_at_once_than_there_are_places(at_once, starts, right):
    plan = busy(TALK | {"at_once": at_once}, **TEAM)
    assert found(plan, *at(plan, *starts)) == right


def test_a_group_begins_at_one_time():
    plan = busy(TALK | {"together": True, "at_once": 2, "every_minutes": 60}, **TEAM)
    assert found(plan, *at(plan, "09:00", "09:00", "10:00")) == []
    assert (1, "activities") in found(plan, *at(plan, "09:00", "09:30"))


@pytest.mark.parametrize(("starts", "led", "right"), [
    (("09:00", "10:00"), ("09:00", "10:00"), []),
    (("09:00",), ("09:00", "10:00"), [(60, "min")]),
    (("09:00", "10:00"), ("09:00",), [(60, "min")]),
    (("09:00", "09:00"), ("09:00",), [(1, "operators")]),
    (("09:00", "09:30"), ("09:00", "09:30"), [(30, "min"), (30, "min"), (1, "operators")]),
    (("09:30",), ("09:00",), [(30, "min"), (30, "min")])])
def test_who_holds_it_is_with_one_at_a_time(starts, led, right):
    plan = busy(LED, **TEAM)
    assert found(plan, *at(plan, *starts, carl=led)) == right


def test_who_holds_it_is_there_and_in_no_break():
    plan = busy(LED, **TEAM)
    pause = ("breather", "09:30", 15)
    assert found(plan, *at(plan, "09:00", carl=("09:00",), extra=(pause,))) == [(15, "min")]
    assert found(plan, *at(plan, "09:00")) == [(60, "min")]
    late = held(plan, 0, "09:30", 480, (MEETING, "09:00", 60), operator="carl")
    assert found(plan, *at(plan, "09:00"), late) == [(30, "min")]


def test_who_holds_it_has_none_of_their_own_and_nobody_has_it_while_they_are_away():
    sick = [{"operator": "carl", "when": "mon", "kind": "sick"}]
    plan = busy(LED | {"who": {}}, availability=sick, **TEAM)
    assert found(plan, held(plan, 0, "08:00", 480)) == []
    for row, right in (({"from": "06:00", "to": "11:00"}, [(1, "activities")]), ({"from": "09:30", "to": "11:30"}, [])):
        part = busy(LED, availability=[{"operator": "carl", "when": "mon", "kind": "unavailable"} | row], **TEAM)
        assert found(part, held(plan, 0, "08:00", 480)) == right


def test_a_pin_of_who_holds_it_may_name_it_and_need_not():
    for said in ("breather 12:00-12:15", "activity talk 10:00-11:00 | breather 12:00-12:15"):
        pin = {"operator": "carl", "when": "mon", "kind": "pinned", "from": "08:00", "to": "16:00", "breaks": said}
        plan = busy(LED, availability=[pin], **TEAM)
        right = at(plan, "09:00", carl=("09:00",), extra=(("breather", "12:00", 15),))
        assert [*pins.check(plan, right), *activities.check(plan, right)] == []
