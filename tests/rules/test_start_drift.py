"""`start_drift`: from the start of the last shift worked to that of the next."""

from __future__ import annotations

from scheduler.rules import start_drift
from tests.builders.rosters import allows, on, plan_with_contract, plan_with_history


def test_boundary_the_most_earlier_and_later():
    plan = plan_with_contract(4, max_start_earlier_minutes=60, max_start_later_minutes=120)
    assert allows(start_drift, plan, on(0, "08:00"), on(1, "10:00"), on(2, "09:00"))
    assert not allows(start_drift, plan, on(0, "08:00"), on(1, "10:15"))
    assert not allows(start_drift, plan, on(0, "08:00"), on(1, "06:45"))


def test_days_off_lie_between_and_one_side_may_be_free():
    plan = plan_with_contract(4, max_start_earlier_minutes=0)
    assert allows(start_drift, plan, on(0, "08:00"), on(1, "16:00"), on(3, "23:00"))
    assert not allows(start_drift, plan, on(0, "08:00"), on(3, "07:45"))


def test_the_last_start_before_the_horizon_counts():
    plan = plan_with_history(4, max_start_later_minutes=0, last_start="2026-12-01T10:00")
    assert allows(start_drift, plan, on(2, "10:00"))
    assert not allows(start_drift, plan, on(2, "10:15"))
