"""Other work against the rest of the instance."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.cross import cross_faults
from tests.builders.activities import TALK, busy


def faults(*activities):
    return [(path, message) for path, message in cross_faults(busy(*activities)) if path[0] == "activities"]


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


def test_what_is_right_is_silent():
    assert faults(TALK) == []
