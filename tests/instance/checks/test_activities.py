"""Other work against the rest of the instance."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.activities import activities_passed_over
from scheduler.instance.checks.cross import cross_faults
from tests.builders.activities import TALK, busy


def faults(*activities, **changes):
    return [(path, message) for path, message in cross_faults(busy(*activities, **changes))
            if path[0] in ("activities", "availability")]


@pytest.mark.parametrize(("activities", "path", "told"), [
    ([TALK, TALK | {"name": "Talk"}], ("activities", 1, "name"), "the name of another"),
    ([TALK | {"who": {"team": "blue"}}], ("activities", 0, "who", "team"), "'blue'"),
    ([TALK | {"who": {"operators": "ana"}}], ("activities", 0, "who", "operators"), "anna"),
    ([TALK | {"together": True, "facilitator": "ben"}], ("activities", 0, "facilitator"), "'ben'"),
    ([TALK | {"minutes": 50}], ("activities", 0, "minutes"), "50 min, not a multiple of the break grid of 15 min"),
    ([TALK | {"every_minutes": 20}], ("activities", 0, "every_minutes"), "20 min"),
    ([{"name": "talk", "minutes": 30, "at": "10:10"}], ("activities", 0, "at"), "10:10, off the break grid"),
    ([TALK | {"between": "09:05-12:00"}], ("activities", 0, "between", 0), "09:05-12:00"),
    ([TALK, TALK | {"name": "a", "between": "00:00-24:00"}, TALK | {"name": "b", "between": "00:00-24:00"}], ("activities",),
     "in 11,045 ways; allowed are at most 500"),
])
def test_what_is_wrong_is_named_with_its_place(activities, path, told):
    ((found, message),) = faults(*activities)
    assert found == path
    assert told in message


@pytest.mark.parametrize(("breaks", "told"), [
    ("activity Talk 10:00-11:00", "'Talk'"),
    ("activity talk 10:00-11:00 | activity talk 11:00-12:00", "found 'activity talk' 2 times; allowed is once a shift"),
])
def test_a_pin_names_activities_as_they_are_called_and_each_once(breaks, told):
    pin = {"operator": "anna", "when": "mon", "kind": "pinned", "from": "08:00", "to": "12:00", "breaks": breaks}
    ((path, message),) = faults(TALK, availability=[pin])
    assert path == ("availability", 0, "breaks")
    assert told in message


@pytest.mark.parametrize(("clock", "count"), [("10:00-11:00", 0), ("11:00-12:00", 1)])
def test_pins_give_what_is_held_together_one_time(clock, count):
    pins = [{"operator": who, "when": "mon", "kind": "pinned", "from": "08:00", "to": "12:00", "breaks": f"activity talk {at}"}
            for who, at in (("anna", "10:00-11:00"), ("ben", clock))]
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben")]
    found = faults(TALK | {"together": True}, availability=pins, operators=team)
    assert [path for path, told in found if "anna is pinned to it at 10:00" in told] == [("availability", 1, "breaks")] * count
    assert len(found) == count


def test_what_is_right_is_silent():
    assert faults(TALK) == []


def test_dates_outside_the_horizon_and_a_facilitator_who_is_away_are_told():
    talk = {"name": "talk", "minutes": 60, "at": "10:00", "on": ["2026-12-07", "2027-12-07"], "facilitator": "anna"}
    plan = busy(talk, availability=[{"operator": "anna", "when": "2026-12-07", "kind": "leave"}])
    (outside, away) = activities_passed_over(plan)
    assert outside[0] == ("activities", 0, "on")
    assert "2027-12-07 outside the horizon" in outside[1]
    assert away[0] == ("activities", 0, "facilitator")
    assert "anna is away on 2026-12-07" in away[1]
