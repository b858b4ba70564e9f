"""`days_off_after_nights`: rest from a run of nights, also from one before the horizon."""

from __future__ import annotations

import pytest

from scheduler.rules import days_off_after_nights
from tests.builders.rosters import NIGHTS, allows, nights, on, plan_with_history, plan_with_nights


def test_boundary_as_few_days_off_after_nights_as_allowed():
    two = plan_with_nights(7, min_days_off_after_nights=2)
    assert allows(days_off_after_nights, two, *nights(0, 1), on(4))
    assert not allows(days_off_after_nights, two, *nights(0, 1), on(3))
    assert not allows(days_off_after_nights, two, *nights(0, 1), on(2, "14:00"))
    assert not allows(days_off_after_nights, two, *nights(0, 2))
    assert allows(days_off_after_nights, two, *nights(0, 3))


def test_nights_may_end_the_horizon():
    assert allows(days_off_after_nights, plan_with_nights(3, min_days_off_after_nights=5), *nights(1, 2))


@pytest.mark.parametrize(("before", "first", "night", "allowed"), [
    ({"worked_days": 1, "nights": 1}, 1, False, False), ({"worked_days": 1, "nights": 1}, 2, False, True),
    ({"worked_days": 1, "nights": 1}, 0, True, True), ({"days_off": 1, "nights": 1}, 0, True, False),
    ({"days_off": 2, "nights": 1}, 0, False, True), ({"worked_days": 1, "nights": 0}, 0, False, True)])
def test_nights_before_the_horizon_are_rested_from(before, first, night, allowed):
    two = plan_with_history(days=4, min_days_off_after_nights=2, nights_are=NIGHTS, **before)
    assert allows(days_off_after_nights, two, *(nights(first) if night else [on(first, "14:00")])) == allowed
