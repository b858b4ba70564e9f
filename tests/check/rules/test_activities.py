"""`activities` from plain times: each sentence of an instance, broken by as much as is said."""

from __future__ import annotations

import pytest

from scheduler.check.rules import activities
from tests.builders.activities import TALK, busy, held

MEETING = "activity talk"
TEAM = {"operators": [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]}


def found(plan, *shifts):
    return [(each.amount, each.unit) for each in activities.check(plan, shifts)]


@pytest.mark.parametrize(("clock", "minutes", "right"), [
    ("09:00", 60, []), ("11:00", 60, []), ("09:30", 60, []), ("11:30", 60, [(1, "activities")]),
    ("08:30", 60, [(1, "activities")]), ("09:15", 60, [(1, "activities")]), ("10:00", 45, [(15, "min")])])
def test_its_window_its_steps_and_its_length(clock, minutes, right):
    plan = busy(TALK)
    assert found(plan, held(plan, 0, "08:00", 480, (MEETING, clock, minutes))) == right


def test_who_works_without_it_and_who_has_what_is_not_theirs():
    plan = busy(TALK | {"who": {"operators": "anna"}, "on": "2026-12-08"}, horizon=2, **TEAM)
    assert found(plan, held(plan, 1, "08:00", 480)) == [(1, "activities")]
    assert found(plan, held(plan, 0, "08:00", 480), held(plan, 1, "08:00", 480, operator="ben")) == []
    for number, operator in ((0, "anna"), (1, "ben")):
        wrong = held(plan, number, "08:00", 480, (MEETING, "09:00", 60), operator=operator)
        assert found(plan, wrong) == [(1, "activities")]


def test_it_overlaps_no_break_and_lies_in_its_shift():
    plan = busy(TALK)
    assert found(plan, held(plan, 0, "08:00", 480, (MEETING, "09:00", 60), ("breather", "09:45", 30))) == [(15, "min")]
    assert found(plan, held(plan, 0, "09:30", 480, (MEETING, "09:00", 60))) == [(30, "min")]


def test_twice_a_day_is_once_too_often():
    plan = busy(TALK)
    assert found(plan, held(plan, 0, "08:00", 480, (MEETING, "09:00", 60), (MEETING, "10:00", 60))) == [(1, "activities")]


def test_nobody_is_off_where_everyone_is_asked_nor_who_holds_it():
    plan = busy(TALK | {"everyone": True, "who": {"operators": ["anna", "ben"]}}, **TEAM)
    assert found(plan, held(plan, 0, "08:00", 480, (MEETING, "09:00", 60))) == [(1, "activities")]
    led = busy({"name": "talk", "minutes": 60, "at": "10:00", "who": {"operators": "anna"}, "facilitator": "carl"}, **TEAM)
    assert found(led) == [(1, "activities")]
    assert found(led, held(led, 0, "08:00", 480, (MEETING, "10:00", 60), operator="carl")) == []


def test_together_is_at_one_time():
    plan = busy(TALK | {"together": True}, **TEAM)
    at = {"anna": "09:00", "ben": "09:00", "carl": "10:00"}
    shifts = [held(plan, 0, "08:00", 480, (MEETING, clock, 60), operator=who) for who, clock in at.items()]
    assert found(plan, *shifts) == [(1, "operators")]
    assert found(plan, *shifts[:2]) == []


@pytest.mark.parametrize(("days", "right"), [
    ((), [(1, "activities")]), ((0,), []), ((0, 2), []), ((0, 1, 2), [(1, "activities")])])
def test_counted_ones_come_as_often_as_is_said(days, right):
    plan = busy({"name": "talk", "minutes": 60, "per": "week", "times": [1, 2]}, horizon=7)
    shifts = [held(plan, number, "08:00", 480, *([(MEETING, "09:00", 60)] if number in days else [])) for number in range(4)]
    assert found(plan, *shifts) == right


def test_on_one_day_there_is_one_of_those_that_are_counted():
    counted = {"minutes": 60, "per": "week", "times": [0, 2]}
    plan = busy(counted | {"name": "talk"}, counted | {"name": "coaching"}, horizon=7)
    both = held(plan, 0, "08:00", 480, (MEETING, "09:00", 60), ("activity coaching", "10:00", 60))
    assert found(plan, both) == [(1, "activities")]


def test_a_shift_pinned_with_its_breaks_is_as_its_pin_says():
    pin = {"operator": "anna", "when": "mon", "kind": "pinned", "from": "08:00", "to": "16:00"}
    plan = busy(TALK, availability=[pin | {"breaks": "breather 09:00-09:15"}])
    assert found(plan, held(plan, 0, "08:00", 480, ("breather", "09:00", 15))) == []


def test_a_pinned_shift_has_what_is_held_together_with_the_others():
    pin = {"operator": "anna", "when": "mon", "kind": "pinned", "from": "08:00", "to": "16:00"}
    for said, right in (("10:00-11:00", [(1, "operators")]), ("13:00-14:00", [])):
        plan = busy(TALK | {"together": True}, availability=[pin | {"breaks": f"activity talk {said}"}], **TEAM)
        both = [held(plan, 0, "08:00", 480, (MEETING, clock, 60), operator=who)
                for who, clock in (("anna", said[:5]), ("ben", "09:00"))]
        assert found(plan, *both) == right, "a pin at a time that it may not have stands for itself"
