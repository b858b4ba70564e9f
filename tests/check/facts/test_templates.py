"""`forbidden_successions`, `max_shifts`, and `rest` from before the horizon."""

from __future__ import annotations

from scheduler.check.rules import forbidden_successions, max_shifts, rest
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


def test_shifts_of_a_template():
    plan = plan_of(max_shifts={"late": 2}, max_shifts_per_week={"early": 1, "sunday": 0})
    assert not amounts(max_shifts, plan, (0, "14:00"), (1, "06:00"), (7, "06:00"), (8, "15:00"))
    assert amounts(max_shifts, plan, (0, "14:00"), (1, "16:00"), (8, "15:30"), (9, "14:00")) == [2]
    assert amounts(max_shifts, plan, (0, "06:00"), (5, "07:00"), (13, "14:00")) == [1, 1]


def test_rest_from_before_the_horizon():
    plan = plan_of(rest_hours=11, known={"last_end": "2026-12-06T22:00"})
    assert not amounts(rest, plan, (0, "09:00"))
    assert amounts(rest, plan, (0, "08:30")) == [30]
    assert not amounts(rest, plan_of(rest_hours=11, known={"last_end": "2026-12-06T20:00:00+05:00"}), (0, "09:00"))
