"""`max_shifts` from plain times."""

from __future__ import annotations

from scheduler.check.rules import max_shifts
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


def test_shifts_of_a_template():
    plan = plan_of(max_shifts={"late": 2}, max_shifts_per_week={"early": 1, "sunday": 0})
    assert not amounts(max_shifts, plan, (0, "14:00"), (1, "06:00"), (7, "06:00"), (8, "15:00"))
    assert amounts(max_shifts, plan, (0, "14:00"), (1, "16:00"), (8, "15:30"), (9, "14:00")) == [2]
    assert amounts(max_shifts, plan, (0, "06:00"), (5, "07:00"), (13, "14:00")) == [1, 1]
