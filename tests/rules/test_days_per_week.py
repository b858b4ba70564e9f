"""`days_per_week`: days worked in each week."""

from __future__ import annotations

import pytest

from scheduler.rules import days_per_week
from tests.builders.rosters import allows, on, plan_with_contract


def shifts(count, minutes=480, first=0):
    return [on(first + number, minutes=minutes) for number in range(count)]


@pytest.mark.parametrize(("count", "allowed"), [(2, False), (3, True), (5, True), (6, False)])
def test_bounds_of_days_are_inclusive(count, allowed):
    assert allows(days_per_week, plan_with_contract(days_per_week=[3, 5]), *shifts(count)) == allowed


def test_days_of_each_week_count_by_themselves():
    two = plan_with_contract(days=14, days_per_week=[2, 2])
    assert allows(days_per_week, two, on(5), on(6), on(7), on(8))
    assert not allows(days_per_week, two, on(0), on(5), on(6), on(13))


def test_days_of_an_incomplete_last_week_are_bound_above_only():
    bounded = plan_with_contract(days=9, days_per_week=[1, 1])
    assert allows(days_per_week, bounded, on(0))
    assert allows(days_per_week, bounded, on(0), on(8))
    assert not allows(days_per_week, bounded, on(0), on(7), on(8))
