"""`weekly_rest` from plain times."""

from __future__ import annotations

from scheduler.check.rules import weekly_rest
from tests.builders.checked import FREE, day, instance, shift


def broken(hours, *days, horizon=14, **known):
    plan = instance(horizon=horizon, hours={"always": True}, contracts={"free": FREE | {"weekly_rest_hours": hours}},
                    history=[{"operator": "anna"} | known] if known else [])
    shifts = [shift(plan, day(number, "08:00"), 480, breaks=()) for number in days]
    return [(each.amount, each.message.split(", ")[1].split(":")[0]) for each in weekly_rest.check(plan, shifts)]


def test_each_week_without_its_rest():
    every = range(14)
    assert broken(16, *every) == []
    assert broken(17, *every) == [(1, "week 2026-12-07 to 2026-12-13"), (1, "week 2026-12-14 to 2026-12-20")]
    assert broken(40, *(number for number in every if number != 3)) == [(1, "week 2026-12-14 to 2026-12-20")]


def test_a_rest_over_the_turn_of_the_week_counts_once():
    assert broken(40, *(number for number in range(14) if number != 6)) == [(1, "week 2026-12-14 to 2026-12-20")]
    assert broken(40, *(number for number in range(14) if number not in (6, 7, 8))) == []


def test_the_last_shift_before_the_horizon_counts():
    assert broken(40, 1, 2, 3, 4, 5, 6, horizon=7, last_end="2026-12-06T16:00") == []
    assert broken(40, 1, 2, 3, 4, 5, 6, horizon=7, last_end="2026-12-06T16:15") != []
