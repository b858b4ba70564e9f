"""`hours_per_week` from plain times."""

from __future__ import annotations

from scheduler.check.rules import hours_per_week
from tests.builders.checked import BREAKS, FREE, day, instance, shift, with_contract


def amounts(rule, plan, *shifts):
    return [violation.amount for violation in rule.check(plan, shifts)]


def week(plan, days, minutes=510):
    return [shift(plan, day(number), minutes) for number in days]


def test_hours_boundaries_are_paid_time():
    plan = with_contract(hours_per_week=[32, 40])
    assert not amounts(hours_per_week, plan, *week(plan, range(4)))
    assert not amounts(hours_per_week, plan, *week(plan, range(5)))
    assert amounts(hours_per_week, plan, *week(plan, range(3))) == [8 * 60]
    assert amounts(hours_per_week, plan, *week(plan, range(5)), shift(plan, day(5), 120)) == [120]
    assert amounts(hours_per_week, plan) == [32 * 60]


def test_paid_lunch_and_unpaid_breathers():
    rules = BREAKS | {"lunch": BREAKS["lunch"] | {"paid": True}, "breathers": BREAKS["breathers"] | {"paid": False}}
    plan = instance(horizon=7, breaks=rules, contracts={"free": FREE | {"hours_per_week": [7.75, 7.75]}})
    assert not amounts(hours_per_week, plan, shift(plan, day(0), 510))


def test_a_decimal_bound_is_exact():
    plan = with_contract(hours_per_week=[0, 5.5])
    assert not amounts(hours_per_week, plan, shift(plan, day(0), 360))
    plan = with_contract(hours_per_week=[0, 5.49])
    assert amounts(hours_per_week, plan, shift(plan, day(0), 360)) == [0.6]


def test_a_week_that_goes_on_after_the_horizon_keeps_its_most_and_has_no_least():
    plan = with_contract(days=9, hours_per_week=[8, 12])
    assert not amounts(hours_per_week, plan, *week(plan, [0, 7]))
    assert not amounts(hours_per_week, plan, *week(plan, [0]))
    assert amounts(hours_per_week, plan, *week(plan, [0, 7, 8])) == [4 * 60]


def test_hours_count_in_the_week_the_shift_starts():
    plan = with_contract(days=14, hours_per_week=[0, 4])
    assert not amounts(hours_per_week, plan, shift(plan, day(6, "22:00"), 240), shift(plan, day(13), 240))


def test_hours_over_the_clock_change_are_elapsed():
    plan = instance(
        hotline="Europe/Berlin",
        horizon={"start": "2026-10-24", "days": 7},
        contracts={"free": FREE | {"hours_per_week": [8, 8]}},
    )
    assert not amounts(hours_per_week, plan, shift(plan, "2026-10-24T22:00", 510))
