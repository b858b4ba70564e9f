"""`hours_per_week`: paid hours of each week, exactly."""

from __future__ import annotations

import pytest

from scheduler.rules import days_per_week, hours_per_week
from tests.builders.checked import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract


def shifts(count, minutes=480, first=0):
    return [on(first + number, minutes=minutes) for number in range(count)]


@pytest.mark.parametrize(
    ("last_minutes", "allowed"), [(225, False), (240, True), (480, True), (495, False)]
)
def test_bounds_of_paid_hours_are_inclusive(last_minutes, allowed):
    full = plan_with_contract(hours_per_week=[36, 40])
    assert allows(hours_per_week, full, *shifts(4), on(4, minutes=last_minutes)) == allowed


def test_a_decimal_number_of_hours_is_meant_exactly():
    bounded = plan_with_contract(hours_per_week=[0, 8.3])
    assert allows(hours_per_week, bounded, on(0, minutes=495))
    assert not allows(hours_per_week, bounded, on(0, minutes=510))


def test_unpaid_breaks_are_not_paid():
    lunch = {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 0, "latest_minutes": 720}
    bounded = {"contracts": {"free": FREE | {"hours_per_week": [0, 8]}}}
    assert allows(hours_per_week, plan(7, breaks={"lunch": lunch}, **bounded), on(0, minutes=510))
    assert not allows(hours_per_week, plan(7, breaks={"lunch": lunch | {"paid": True}}, **bounded), on(0, minutes=510))
    unpaid = {"minutes": 15, "paid": False, "count": [{"from_shift_minutes": 0, "breathers": 2}]}
    assert allows(hours_per_week, plan(7, breaks={"breathers": unpaid}, **bounded), on(0, minutes=510))
    assert not allows(hours_per_week, plan(7, breaks={"breathers": unpaid}, **bounded), on(0, minutes=525))


def test_each_week_from_the_first_day_counts_by_itself():
    full = plan_with_contract(days=14, hours_per_week=[16, 16])
    assert allows(hours_per_week, full, on(5, minutes=480), on(6, minutes=480), *shifts(2, first=7))
    assert not allows(hours_per_week, full, *shifts(3), on(7, minutes=480))


def test_an_incomplete_last_week_is_bound_above_pro_rata():
    bounded = plan_with_contract(days=9, hours_per_week=[8, 35])
    assert allows(hours_per_week, bounded, on(0, minutes=480))
    assert allows(hours_per_week, bounded, on(0, minutes=480), on(7, minutes=480), on(8, minutes=120))
    assert not allows(hours_per_week, bounded, on(0, minutes=480), on(7, minutes=480), on(8, minutes=135))


def test_a_shift_past_midnight_belongs_to_the_week_in_which_it_starts():
    one = plan_with_contract(days=14, days_per_week=[0, 1], hours_per_week=[0, 8])
    for rule in (days_per_week, hours_per_week):
        assert allows(rule, one, on(6, "22:00", 480), on(13, "22:00", 480))
