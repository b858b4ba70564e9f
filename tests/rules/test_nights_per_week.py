"""`nights_per_week`: night shifts of each week."""

from __future__ import annotations

from scheduler.rules import nights_per_week
from tests.builders.rosters import allows, nights, on, plan_with_nights


def test_boundary_as_many_nights_of_a_week_as_allowed():
    two = plan_with_nights(14, max_nights_per_week=2)
    assert allows(nights_per_week, two, *nights(0, 6, 7, 13), on(3))
    assert not allows(nights_per_week, two, *nights(0, 3, 6))
