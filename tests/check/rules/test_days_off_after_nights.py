"""`days_off_after_nights` from plain times."""

from __future__ import annotations

from scheduler.check.rules import days_off_after_nights
from tests.builders.checked import FREE, day, instance, shift

NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}


def plan_of(days=14, known=None, **bounds):
    history = [{"operator": "anna"} | known] if known else []
    return instance(horizon=days, nights=NIGHTS, contracts={"free": FREE | bounds}, history=history)


def amounts(rule, plan, nights=(), days=()):
    shifts = [shift(plan, day(number, "22:00"), 480, breaks=()) for number in nights]
    shifts += [shift(plan, day(number, "12:00"), 240, breaks=()) for number in days]
    return [violation.amount for violation in rule.check(plan, shifts)]


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
