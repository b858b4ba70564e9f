"""`hours_per_week`, `days_per_week`, `consecutive_days`, `rest`."""

from __future__ import annotations

import pytest

from scheduler.check.rules import consecutive_days, days_per_week, hours_per_week, rest
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


def test_an_incomplete_week_bounds_above_only_and_pro_rata():
    plan = with_contract(days=9, hours_per_week=[8, 28])
    assert not amounts(hours_per_week, plan, *week(plan, [0, 7]))
    assert not amounts(hours_per_week, plan, *week(plan, [0]))
    assert amounts(hours_per_week, plan, *week(plan, [0, 7, 8])) == [8 * 60]
    third = with_contract(days=8, hours_per_week=[0, 25])
    assert amounts(hours_per_week, third, shift(third, day(7), 240)) == [pytest.approx(240 - 25 * 60 / 7)]


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


def test_days_boundaries():
    plan = with_contract(days_per_week=[3, 5])
    for count, right in [(2, [1]), (3, []), (5, []), (6, [1]), (7, [2]), (0, [3])]:
        assert amounts(days_per_week, plan, *week(plan, range(count), 120)) == right


def test_days_of_an_incomplete_week():
    plan = with_contract(days=10, days_per_week=[1, 2])
    assert not amounts(days_per_week, plan, *week(plan, [0], 120))
    assert not amounts(days_per_week, plan, *week(plan, [0, 7, 8], 120))
    assert amounts(days_per_week, plan, *week(plan, [0, 7, 8, 9], 120)) == [1]


def test_two_shifts_of_a_day_are_one_day():
    plan = with_contract(days_per_week=[1, 1])
    assert not amounts(days_per_week, plan, shift(plan, day(0), 120), shift(plan, day(0, "12:00"), 120))


def test_consecutive_days():
    plan = with_contract(days=14, max_consecutive_days=3)
    assert not amounts(consecutive_days, plan, *week(plan, [0, 1, 2, 4, 5, 6, 8]))
    assert amounts(consecutive_days, plan, *week(plan, [0, 1, 2, 3])) == [1]
    assert amounts(consecutive_days, plan, *week(plan, [5, 6, 7, 8, 9, 11, 12, 13])) == [2]
    free = with_contract(days=14)
    assert not amounts(consecutive_days, free, *week(free, range(14)))


def test_rest_boundary():
    plan = with_contract(rest_hours=11)
    late = shift(plan, day(0, "16:00"), 240)
    assert not amounts(rest, plan, late, shift(plan, day(1, "07:00"), 240))
    assert amounts(rest, plan, late, shift(plan, day(1, "06:45"), 240)) == [15]
    assert amounts(rest, plan, late, shift(plan, day(0, "19:00"), 240)) == [60 + 660]


def test_rest_is_of_one_operator():
    plan = instance(
        horizon=2,
        contracts={"free": FREE | {"rest_hours": 11}},
        operators=[{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "free"}],
    )
    assert not amounts(rest, plan, shift(plan, day(0), 240), shift(plan, day(0, "12:00"), 240, operator="ben"))


@pytest.mark.parametrize(
    ("eve", "date", "right"),
    [
        ("2026-10-24", "2026-10-25", []),  # the night has an hour more
        ("2026-03-28", "2026-03-29", [60]),  # and one less in spring
    ],
)
def test_rest_over_the_clock_change(eve, date, right):
    plan = instance(
        hotline="Europe/Berlin", horizon={"start": eve, "days": 2}, contracts={"free": FREE | {"rest_hours": 10}}
    )
    late, early = shift(plan, f"{eve}T16:00", 240), shift(plan, f"{date}T06:00", 240)
    assert amounts(rest, plan, late, early) == right
    hour_less = shift(plan, f"{date}T05:00", 240)
    assert amounts(rest, plan, late, hour_less) == ([] if not right else [120])
