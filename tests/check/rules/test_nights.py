"""`nights_per_week`, `consecutive_nights`, `days_off_after_nights`."""

from __future__ import annotations

import pytest

from scheduler.check.facts.nights import is_night
from scheduler.check.rules import consecutive_nights, days_off_after_nights, nights_per_week
from tests.builders.checked import FREE, day, instance, shift

NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}


def plan_of(days=14, known=None, **bounds):
    history = [{"operator": "anna"} | known] if known else []
    return instance(horizon=days, nights=NIGHTS, contracts={"free": FREE | bounds}, history=history)


def amounts(rule, plan, nights=(), days=()):
    shifts = [shift(plan, day(number, "22:00"), 480, breaks=()) for number in nights]
    shifts += [shift(plan, day(number, "12:00"), 240, breaks=()) for number in days]
    return [violation.amount for violation in rule.check(plan, shifts)]


@pytest.mark.parametrize(("start", "minutes", "is_one"), [
    ("21:00", 240, True), ("21:00", 239, False), ("03:00", 60, False), ("03:00", 600, True), ("03:01", 600, False),
    ("00:00", 1440, True), ("06:00", 900, False)])
def test_what_a_night_shift_is(start, minutes, is_one):
    plan = plan_of()
    assert is_night(plan, shift(plan, day(2, start), minutes, breaks=())) == is_one


def test_nothing_is_a_night_where_the_hotline_does_not_say():
    plan = instance()
    assert not is_night(plan, shift(plan, day(0, "22:00"), 480, breaks=()))


def test_nights_of_a_week():
    plan = plan_of(max_nights_per_week=2)
    assert not amounts(nights_per_week, plan, nights=(0, 6, 7, 13), days=(3,))
    assert amounts(nights_per_week, plan, nights=(0, 1, 2, 3, 7)) == [2]


def test_nights_in_a_row():
    plan = plan_of(max_consecutive_nights=2)
    assert not amounts(consecutive_nights, plan, nights=(0, 1, 3, 4), days=(2,))
    assert amounts(consecutive_nights, plan, nights=(0, 1, 2, 3)) == [2]


def test_nights_before_the_horizon():
    assert amounts(consecutive_nights, plan_of(known={"worked_days": 3, "nights": 2}, max_consecutive_nights=2),
                   nights=(0,)) == [1]
    assert not amounts(consecutive_nights, plan_of(known={"worked_days": 3, "nights": 3}, max_consecutive_nights=2))
    assert not amounts(consecutive_nights, plan_of(known={"days_off": 3, "nights": 2}, max_consecutive_nights=2), nights=(0,))


def test_days_off_after_nights():
    plan = plan_of(min_days_off_after_nights=2)
    assert not amounts(days_off_after_nights, plan, nights=(0, 1, 4, 13), days=(7,))
    assert amounts(days_off_after_nights, plan, nights=(0, 1), days=(2,)) == [2]
    assert amounts(days_off_after_nights, plan, nights=(0, 2), days=()) == [1]
    assert amounts(days_off_after_nights, plan, nights=(0,), days=(2, 3)) == [1]


def test_days_off_after_nights_before_the_horizon():
    last_night = plan_of(known={"worked_days": 1, "nights": 1}, min_days_off_after_nights=2)
    assert amounts(days_off_after_nights, last_night, days=(0,)) == [2]
    assert amounts(days_off_after_nights, last_night, days=(1,)) == [1]
    assert not amounts(days_off_after_nights, last_night, days=(2,))
    assert not amounts(days_off_after_nights, last_night, nights=(0,))
    rested = plan_of(known={"days_off": 1, "nights": 1}, min_days_off_after_nights=2)
    assert amounts(days_off_after_nights, rested, nights=(0,)) == [1]
    assert not amounts(days_off_after_nights, rested, days=(1,))
