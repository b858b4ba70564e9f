"""What a night shift is, from plain times."""

from __future__ import annotations

import pytest

from scheduler.check.facts.nights import is_night
from tests.builders.checked import FREE, day, instance, shift

NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}


def plan_of(days=14, known=None, **bounds):
    history = [{"operator": "anna"} | known] if known else []
    return instance(horizon=days, nights=NIGHTS, contracts={"free": FREE | bounds}, history=history)


@pytest.mark.parametrize(("start", "minutes", "is_one"), [
    ("21:00", 240, True), ("21:00", 239, False), ("03:00", 60, False), ("03:00", 600, True), ("03:01", 600, False),
    ("00:00", 1440, True), ("06:00", 900, False)])
def test_what_a_night_shift_is(start, minutes, is_one):
    plan = plan_of()
    assert is_night(plan, shift(plan, day(2, start), minutes, breaks=())) == is_one


def test_nothing_is_a_night_where_the_hotline_does_not_say():
    plan = instance()
    assert not is_night(plan, shift(plan, day(0, "22:00"), 480, breaks=()))
