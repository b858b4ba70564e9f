"""`consecutive_nights`: night shifts in a row, also from before the horizon."""

from __future__ import annotations

import pytest

from scheduler.rules import consecutive_nights
from tests.builders.rosters import NIGHTS, allows, nights, on, plan_with_history, plan_with_nights


def test_boundary_as_many_nights_in_a_row_as_allowed():
    two = plan_with_nights(7, max_consecutive_nights=2)
    assert allows(consecutive_nights, two, *nights(0, 1, 3, 4), on(5, "14:00"))
    assert not allows(consecutive_nights, two, *nights(1, 2, 3))


@pytest.mark.parametrize(("before", "allowed"), [
    ({"worked_days": 4, "nights": 2}, False), ({"worked_days": 4, "nights": 1}, True),
    ({"days_off": 1, "nights": 2}, True), ({"worked_days": 4}, True)])
def test_nights_before_the_horizon_count(before, allowed):
    two = plan_with_history(max_consecutive_nights=2, nights_are=NIGHTS, **before)
    assert allows(consecutive_nights, two, *nights(0)) == allowed
