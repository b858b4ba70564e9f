"""What facilitators hold for others: put into their shifts where the others have it, and taken out again."""

from __future__ import annotations

from scheduler.model.sessions import with_sessions, without_sessions
from tests.builders.activities import TALK, busy, held

MEETING = "activity talk"
TEAM = {"operators": [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]}
LED = TALK | {"who": {"operators": ["anna", "ben"]}, "facilitator": "carl"}


def test_the_facilitator_has_them_in_order_of_time_beside_their_breaks():
    plan = busy(LED, **TEAM)
    shifts = [held(plan, 0, "08:00", 480, (MEETING, clock, 60), operator=who) for who, clock in (
        ("anna", "11:00"), ("ben", "09:00"))]
    leader = held(plan, 0, "08:00", 480, ("breather", "10:15", 15), operator="carl")
    both = with_sessions(plan, [*shifts, leader])
    assert [f"{each.label} {each.start:%H:%M}-{each.end:%H:%M}" for each in both[2].breaks] == [
        "activity talk 09:00-10:00", "breather 10:15-10:30", "activity talk 11:00-12:00"]
    assert [without_sessions(plan, each) for each in both] == [*shifts, leader]
    assert both[:2] == tuple(shifts)


def test_what_lies_outside_the_facilitators_shift_is_not_theirs():
    plan = busy(LED, **TEAM)
    shifts = [held(plan, 0, "08:00", 480, (MEETING, "09:30", 60)), held(plan, 0, "10:00", 240, operator="carl")]
    (session,) = with_sessions(plan, shifts)[1].breaks
    assert (f"{session.start:%H:%M}", session.minutes) == ("10:00", 30)


def test_without_one_to_one_activities_nothing_changes():
    plan = busy(TALK, **TEAM)
    shifts = (held(plan, 0, "08:00", 480, (MEETING, "09:30", 60)),)
    assert with_sessions(plan, shifts) == shifts
    assert without_sessions(plan, shifts[0]) is shifts[0]
