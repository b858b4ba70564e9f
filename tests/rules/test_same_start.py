"""`same_start`: one start in each calendar week."""

from __future__ import annotations

from scheduler.rules import same_start
from tests.builders.rosters import allows, on, plan_with_contract, plan_with_history


def test_a_week_has_one_start_and_the_next_may_have_another():
    two_weeks = plan_with_contract(9, same_start_all_week=True)
    assert allows(same_start, two_weeks, on(0, "08:00"), on(3, "08:00", 300), on(7, "10:00"), on(8, "10:00"))
    assert not allows(same_start, two_weeks, on(0, "08:00"), on(6, "09:00"))


def test_boundary_the_last_start_before_the_horizon_counts_only_in_its_own_week():
    has_begun = plan_with_history(same_start_all_week=True, last_start="2026-12-07T10:00", first="2026-12-08")
    assert not allows(same_start, has_begun, on(1, "08:00"))
    assert allows(same_start, plan_with_history(same_start_all_week=True, last_start="2026-12-06T10:00"), on(0, "08:00"))
