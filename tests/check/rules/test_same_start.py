"""`same_start` from plain times."""

from __future__ import annotations

from scheduler.check.rules import same_start
from tests.builders.checked import FREE, day, instance, shift


def amounts(starts, **known):
    plan = instance(horizon=14, contracts={"free": FREE | {"same_start_all_week": True}},
                    history=[{"operator": "anna"} | known] if known else [])
    shifts = [shift(plan, day(number, at), 240, breaks=()) for number, at in starts]
    return [each.amount for each in same_start.check(plan, shifts)]


def test_each_change_of_the_start_within_a_week():
    assert amounts([(0, "08:00"), (2, "09:00"), (3, "09:00"), (6, "08:00"), (7, "10:00")]) == [1, 1]
    assert amounts([(0, "08:00"), (6, "08:00"), (7, "10:00"), (13, "10:00")]) == []


def test_a_start_before_the_horizon_in_another_week_binds_nothing():
    assert amounts([(0, "08:00")], last_start="2026-12-06T09:00") == []
