"""Other work against the rest of the instance."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.activities import activities_passed_over, activities_with_few_places
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


@pytest.mark.parametrize(("row", "told"), [
    ({"kind": "sick"}, 1), ({"kind": "only", "from": "13:00", "to": "18:00"}, 1), ({"kind": "only"}, 0),
    ({"kind": "pinned", "from": "11:30", "to": "15:30"}, 1), ({"kind": "pinned", "from": "11:00", "to": "15:00"}, 0),
    ({"kind": "unavailable", "from": "06:00", "to": "11:30"}, 1), ({"kind": "unavailable", "from": "06:00", "to": "11:00"}, 0)])
def test_days_without_who_holds_it_for_one_after_the_other_are_told(row, told):
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben")]
    plan = busy(TALK | {"facilitator": "ben"}, operators=team, availability=[row | {"operator": "ben", "when": "mon"}])
    found = list(activities_passed_over(plan))
    assert [path for path, _ in found] == [("activities", 0, "facilitator")] * told
    assert all("ben is not there on 2026-12-07 when talk may be" in message for _, message in found)


@pytest.mark.parametrize(("keys", "places"), [
    ({"at_once": 1}, 3), ({"at_once": 2}, None), ({"at_once": 1, "per": "week", "times": 1}, None), ({}, None),
    ({"at_once": 1, "every_minutes": 45}, 2), ({"facilitator": "anna"}, None),
    ({"facilitator": "anna", "every_minutes": 45}, 2)])
def test_fewer_places_on_a_day_than_people_are_told(keys, places):
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl", "dora")]
    found = list(activities_with_few_places(busy(TALK | keys, operators=team)))
    assert [path for path, _ in found] == ([] if places is None else [("activities", 0, next(iter(keys)))])
    assert all(f"places for {places} on a day" in told for _, told in found)


def test_who_holds_it_for_one_after_the_other_may_be_pinned_to_several():
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben")]
    pin = {"operator": "anna", "when": "mon", "kind": "pinned", "from": "08:00", "to": "12:00",
           "breaks": "activity talk 09:00-10:00 | activity talk 10:00-11:00"}
    assert faults(TALK | {"facilitator": "anna"}, operators=team, availability=[pin]) == []


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
