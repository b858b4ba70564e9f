"""Other work as it is written: which keys go together, and the starts it leaves."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.activities import Activity

TALK = {"name": "talk", "minutes": 60}


def activity(**keys):
    return Activity.model_validate(TALK | keys)


@pytest.mark.parametrize(("keys", "told"), [
    ({"per": "week"}, "times: is missing"),
    ({"times": 1}, "per: is missing"),
    ({"per": "week", "times": [2, 1]}, "times: the least (2 times) is above the most (1 times)"),
    ({"per": "week", "times": 1, "together": True}, "together: stands beside per"),
    ({"per": "week", "times": 1, "everyone": True}, "everyone: stands beside per"),
    ({"per": "week", "times": 1, "at": "10:00", "facilitator": "anna"}, "facilitator: stands beside per"),
    ({"at": "10:00", "at_once": 2}, "at_once: stands beside at"),
    ({"at_once": 2, "facilitator": "anna"}, "at_once: found 2 beside a facilitator"),
    ({"at_once": 1, "together": True, "every_minutes": 60, "facilitator": "anna"}, "at_once: found 1 and together"),
    ({"at_once": 2, "together": True}, "groups of at most 2 would overlap; allowed are starts that are at least 60 min"),
    ({"at_once": 2, "together": True, "between": ["09:00-10:00", "09:30-10:30"]}, "together: groups of at most 2"),
    ({"at_once": 2, "between": "23:00-01:00"}, "between: a window passes midnight beside at_once"),
    ({"facilitator": "anna", "between": "23:00-01:00"}, "between: a window passes midnight beside facilitator"),
    ({"days": "mon", "on": "2026-12-09"}, "on: stands beside days"),
    ({"at": "10:00", "between": "09:00-12:00"}, "between: stands beside at"),
    ({"at": "10:00", "every_minutes": 15}, "every_minutes: stands beside at"),
    ({"at": "24:00"}, "at: an activity that starts at 24:00"),
    ({"between": "09:00-09:30"}, "the window 09:00-09:30 has 30 min, and talk lasts 60 min"),
    ({"name": "Lunch"}, "found 'Lunch'"),
    ({"name": "a|b"}, "found 'a|b'"),
    ({"name": "at 9:30"}, "found 'at 9:30'"),
])
def test_what_does_not_go_together_is_refused(keys, told):
    with pytest.raises(ValidationError) as refused:
        activity(**keys)
    assert told in str(refused.value)


@pytest.mark.parametrize(("keys", "starts"), [
    ({"at": "10:15"}, (615,)),
    ({"between": "09:00-11:00"}, (540, 570, 600)),
    ({"between": ["09:00-10:00", "14:00-15:15"], "every_minutes": 15}, (540, 840, 855)),
    ({"between": "23:00-01:00", "every_minutes": 60}, (1380, 1440)),
])
def test_starts_by_the_clock(keys, starts):
    assert activity(**keys).starts == starts


def test_a_number_of_times_is_both_bounds():
    assert activity(per="week", times=2).times == (2, 2)


def test_what_is_written_out_in_full_is_read_again():
    timed = activity(at="10:00")
    assert Activity.model_validate(timed.model_dump(mode="json", by_alias=True)) == timed
