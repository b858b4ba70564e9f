"""`different_starts` from plain times."""

from __future__ import annotations

from scheduler.check.rules import different_starts
from tests.builders.checked import FREE, day, instance, shift


def amounts(starts, most):
    plan = instance(horizon=14, contracts={"free": FREE | {"max_different_starts_per_week": most}})
    shifts = [shift(plan, day(number, at), 240, breaks=()) for number, at in starts]
    return [each.amount for each in different_starts.check(plan, shifts)]


def test_starts_of_each_week_beyond_the_most():
    starts = [(0, "08:00"), (2, "09:00"), (3, "09:00"), (6, "10:00"), (7, "10:00"), (8, "08:00")]
    assert amounts(starts, 1) == [2, 1]
    assert amounts(starts, 2) == [1]
    assert amounts(starts, 3) == []
