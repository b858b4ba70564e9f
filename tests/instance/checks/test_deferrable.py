"""Faults of deferrable work, each with its place, what was found and what is allowed."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.deferrable import backlog_said_twice
from tests.builders.mail import GRID, MAIL, mailing
from tests.instance.checks.conftest import faults, only

TALK = {"name": "E-Mail", "minutes": 60, "days": "mon"}
LETTERS = MAIL | {"name": "letters", "per_day": 3}


def pinned(breaks):
    return {"operator": "o0", "when": "2026-12-07", "from": "08:00", "to": "12:00", "kind": "pinned", "breaks": breaks}


def test_sound():
    assert not faults(mailing(("09:00", 2), ("2026-12-06T22:00", 4), work={"within_hours": 24}))
    assert not faults(mailing(("09:00", 2), availability=[
        pinned("activity e-mail 09:00-10:00 | activity e-mail 10:00-11:00 | activity e-mail 11:00-12:00")], work={
            "block_minutes": [60, 180]}))
    assert not faults(mailing(("09:00", 2), availability=[pinned("activity e-mail 08:00-09:00 | activity e-mail 10:00-12:00")]))


@pytest.mark.parametrize(("plan", "path", "message"), [
    (lambda: mailing(("09:00", 1), activities=[TALK]), ("deferrable", 0, "name"), "the name of an activity"),
    (lambda: mailing(deferrable=[LETTERS, LETTERS]), ("deferrable", 1, "name"), "other deferrable work"),
    (lambda: mailing(("09:00", 1), work={"who": {"skill": "writing"}}), ("deferrable", 0, "who", "skill"), "writing"),
    (lambda: mailing(("09:00", 1), work={"block_minutes": [45, 120]}), ("deferrable", 0, "block_minutes", 0),
     "found 45 min, not a multiple of the break grid of 30 min"),
    (lambda: mailing(("09:00", 1), deferrable=[]), ("backlog", 0, "work"), "stands without `deferrable`"),
    (lambda: mailing(("09:00", 1), deferrable=[MAIL | {"per_day": 1}, LETTERS]), ("backlog", 0, "work"),
     "is missing; allowed: e-mail, letters"),
    (lambda: mailing(), ("deferrable", 0), "per_day: is missing, and so are rows of e-mail in `backlog`"),
    (lambda: mailing(("2026-12-08T09:00", 1)), ("backlog", 0, "start"), "after the horizon"),
    (lambda: mailing(("2026-12-06T20:00", 1)), ("backlog", 0, "start"), "due within 4 hours, before the horizon begins"),
    (lambda: mailing(("2026-03-29T02:30", 1), horizon={"start": "2026-03-29", "days": 1}, hours={"always": True}),
     ("backlog", 0, "start"), "does not exist"),
    (lambda: mailing(("09:00", 1), outside={"name": "Help", "price_per_hour": 30, "minimum_purchase": 500}), ("deferrable",),
     "minimum_purchase"),
    (lambda: mailing(("09:00", 1), activities=[{"name": "meeting", "minutes": 60, "together": True}]),
     ("activities", 0), "allowed is a time, by `at`"),
    (lambda: mailing(("09:00", 1), activities=[{"name": "coaching", "minutes": 60, "facilitator": "o1"}]),
     ("activities", 0, "facilitator"), "times that follow from those who have it"),
    (lambda: mailing(("09:00", 1), availability=[pinned("activity e-mail 09:00-11:30")]), ("availability", 0, "breaks"),
     "found e-mail of 150 min; allowed are 60 to 120 min"),
    (lambda: mailing(("09:00", 1), availability=[pinned("activity e-mail 09:00-10:30 | activity e-mail 10:30-11:30")]),
     ("availability", 0, "breaks"), "found e-mail of 150 min"),
    (lambda: mailing(("09:00", 1), availability=[pinned("activity e-mail 09:00-09:30")]), ("availability", 0, "breaks"),
     "found e-mail of 30 min"),
    (lambda: mailing(("09:00", 1), work={"who": {"operators": ["o1"]}}, availability=[pinned("activity e-mail 09:00-10:00")]),
     ("availability", 0, "breaks"), "names e-mail, which o0 does not do"),
    (lambda: mailing(("09:00", 1), availability=[pinned("activity letters 09:00-10:00")]), ("availability", 0, "breaks"),
     "letters"),
])
def test_what_is_wrong(plan, path, message):
    found, told = only(plan())
    assert found[: len(path)] == path
    assert message in told


def test_seats_stand_beside_it():
    assert not faults(mailing(("09:00", 1), hotline=GRID | {"seats": 1}))


def test_a_pinned_block_over_a_clock_change_is_as_long_as_time_passes():
    night = pinned("activity e-mail 01:30-03:30") | {"when": "2026-03-28", "from": "22:00", "to": "06:00"}
    assert not faults(mailing(("2026-03-28T23:00", 1), horizon={"start": "2026-03-28", "days": 2}, hours={"always": True},
                              calls={"per_day": 0, "aht_s": 60}, work={"block_minutes": [60, 60]}, availability=[night]))


@pytest.mark.parametrize(("rows", "told"), [
    ([("09:00", 2), ("09:00", 3), ("10:00", 2)], []),
    ([("09:00", 2), ("09:00", 2)], ["says the same as a row before"]),
    ([("09:00", 2), ("10:00", 1), ("11:00", 1)] * 2, ["says the same as a row before, and so do 2 more"]),
])
def test_rows_that_say_the_same_are_told(rows, told):
    found = [message.split("; ") for _, message in backlog_said_twice(mailing(*rows))]
    assert found == [[each, "the contacts of all of them count"] for each in told]
