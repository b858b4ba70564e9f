"""`start_drift` from plain times."""

from __future__ import annotations

from scheduler.check.rules import start_drift
from tests.builders.checked import FREE, day, instance, shift


def amounts(starts, earlier=None, later=None, **known):
    plan = instance(horizon=7, history=[{"operator": "anna"} | known] if known else [], contracts={
        "free": FREE | {"max_start_earlier_minutes": earlier, "max_start_later_minutes": later}})
    shifts = [shift(plan, day(number, at), 240, breaks=()) for number, at in starts]
    return [each.amount for each in start_drift.check(plan, shifts)]


def test_minutes_beyond_what_is_allowed_on_each_side():
    starts = [(0, "08:00"), (1, "10:30"), (4, "09:00"), (5, "08:00")]
    assert amounts(starts, earlier=60, later=120) == [30, 30]
    assert amounts(starts, earlier=60) == [30]
    assert amounts(starts, later=150) == []


def test_the_last_shift_before_the_horizon_counts():
    assert amounts([(0, "08:00")], earlier=30, last_start="2026-12-05T09:00") == [30]
