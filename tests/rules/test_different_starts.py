"""`different_starts`: times of the day at which the shifts of a week start."""

from __future__ import annotations

from scheduler.rules import different_starts
from tests.builders.rosters import allows, on, plan_with_contract, plan_with_history


def test_boundary_as_many_starts_as_allowed():
    plan = plan_with_contract(8, max_different_starts_per_week=2)
    assert allows(different_starts, plan, on(0, "08:00"), on(2, "10:00"), on(4, "08:00"), on(7, "12:00"))
    assert not allows(different_starts, plan, on(0, "08:00"), on(2, "10:00"), on(6, "12:00"))


def test_of_a_week_that_has_begun_the_last_start_counts():
    plan = plan_with_history(max_different_starts_per_week=1, last_start="2026-12-08T10:00", first="2026-12-09")
    assert allows(different_starts, plan, on(2, "10:00"), on(7, "08:00"))
    assert not allows(different_starts, plan, on(2, "08:00"))
