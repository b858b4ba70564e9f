"""`nights_per_week` from plain times."""

from __future__ import annotations

from scheduler.check.rules import nights_per_week
from tests.builders.checked import FREE, day, instance, shift

NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}


def plan_of(days=14, known=None, **bounds):
    history = [{"operator": "anna"} | known] if known else []
    return instance(horizon=days, nights=NIGHTS, contracts={"free": FREE | bounds}, history=history)


def amounts(rule, plan, nights=(), days=()):
    shifts = [shift(plan, day(number, "22:00"), 480, breaks=()) for number in nights]
    shifts += [shift(plan, day(number, "12:00"), 240, breaks=()) for number in days]
    return [violation.amount for violation in rule.check(plan, shifts)]


def test_nights_of_a_week():
    plan = plan_of(max_nights_per_week=2)
    assert not amounts(nights_per_week, plan, nights=(0, 6, 7, 13), days=(3,))
    assert amounts(nights_per_week, plan, nights=(0, 1, 2, 3, 7)) == [2]
