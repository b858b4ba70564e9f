"""`consecutive_nights` from plain times."""

from __future__ import annotations

from scheduler.check.rules import consecutive_nights
from tests.builders.checked import FREE, day, instance, shift

NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}


def plan_of(days=14, known=None, **bounds):
    history = [{"operator": "anna"} | known] if known else []
    return instance(horizon=days, nights=NIGHTS, contracts={"free": FREE | bounds}, history=history)


def amounts(rule, plan, nights=(), days=()):
    shifts = [shift(plan, day(number, "22:00"), 480, breaks=()) for number in nights]
    shifts += [shift(plan, day(number, "12:00"), 240, breaks=()) for number in days]
    return [violation.amount for violation in rule.check(plan, shifts)]


def test_nights_in_a_row():
    plan = plan_of(max_consecutive_nights=2)
    assert not amounts(consecutive_nights, plan, nights=(0, 1, 3, 4), days=(2,))
    assert amounts(consecutive_nights, plan, nights=(0, 1, 2, 3)) == [2]


def test_nights_before_the_horizon():
    assert amounts(consecutive_nights, plan_of(known={"worked_days": 3, "nights": 2}, max_consecutive_nights=2),
                   nights=(0,)) == [1]
    assert not amounts(consecutive_nights, plan_of(known={"worked_days": 3, "nights": 3}, max_consecutive_nights=2))
    assert not amounts(consecutive_nights, plan_of(known={"days_off": 3, "nights": 2}, max_consecutive_nights=2), nights=(0,))
