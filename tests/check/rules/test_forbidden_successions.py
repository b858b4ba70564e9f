"""`forbidden_successions` from plain times."""

from __future__ import annotations

from scheduler.check.rules import forbidden_successions
from tests.builders.checked import FREE, day, instance, shift

EARLY = {"name": "early", "start": {"from": "06:00", "to": "08:00"}, "length": {"from_minutes": 240, "to_minutes": 480}}
LATE = EARLY | {"name": "late", "start": {"from": "14:00", "to": "16:00"}}
SUNDAY = LATE | {"name": "sunday", "days": "sun"}


def plan_of(days=14, known=None, **bounds):
    history = [{"operator": "anna"} | known] if known else []
    return instance(horizon=days, shifts=[EARLY, LATE, SUNDAY], contracts={"free": FREE | bounds}, history=history)


def amounts(rule, plan, *worked):
    return [violation.amount for violation in
            rule.check(plan, [shift(plan, day(number, start), 240, breaks=()) for number, start in worked])]


def test_successions():
    plan = plan_of(forbidden_successions=[["late", "early"], ["early", "sunday"]])
    assert not amounts(forbidden_successions, plan, (0, "14:00"), (2, "06:00"), (3, "14:00"), (4, "14:00"))
    assert amounts(forbidden_successions, plan, (0, "14:30"), (1, "06:00"), (2, "14:00"), (3, "08:00")) == [1, 1]
    assert amounts(forbidden_successions, plan, (5, "06:00"), (6, "15:00")) == [1]
    assert not amounts(forbidden_successions, plan, (0, "14:10"), (1, "06:00"))


def test_the_last_shift_before_the_horizon():
    late, rested = ({"last_shift": "late"} | days for days in ({"worked_days": 2}, {"days_off": 1}))
    for known, first, right in ((late, 0, [1]), (late, 1, []), (rested, 0, [])):
        plan = plan_of(known=known, forbidden_successions=[["late", "early"]])
        assert amounts(forbidden_successions, plan, (first, "06:00")) == right
