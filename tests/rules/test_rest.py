from __future__ import annotations

import pytest

from scheduler.rules import rest
from tests.builders.rosters import ANY, allows, on, plan, plan_with_contract, plan_with_history


@pytest.mark.parametrize(("start", "allowed"), [("08:00", True), ("07:00", True), ("06:45", False)])
def test_boundary(start, allowed):
    rested = plan_with_contract(days=2, rest_hours=11)
    assert allows(rest, rested, on(0, "16:00", 240), on(1, start)) == allowed


def test_a_day_off_is_no_way_around_the_rest():
    rested = plan_with_contract(days=4, rest_hours=72)
    assert not allows(rest, rested, on(0, "20:00"), on(3, "23:45"))
    assert allows(rest, rested, on(0, "08:00"), on(3, "12:00"))


def test_without_rest_shifts_may_touch_but_not_overlap():
    free = plan_with_contract(days=2)
    assert allows(rest, free, on(0, "20:00", 300), on(1, "01:00"))
    assert not allows(rest, free, on(0, "20:00", 315), on(1, "01:00"))


def test_rest_off_the_grid_is_at_least_what_was_written():
    rested = plan_with_contract(days=2, rest_hours=10.8)
    assert allows(rest, rested, on(0, "16:00", 240), on(1, "07:00"))
    assert not allows(rest, rested, on(0, "16:00", 240), on(1, "06:45"))


def test_rest_is_elapsed_time_when_the_clock_changes():
    contracts = {"free": {"hours_per_week": [0, 168], "rest_hours": 11}}
    autumn, spring = (
        plan(contracts=contracts, shifts=[ANY], hotline="Europe/Berlin", horizon={"start": start, "days": 2})
        for start in ("2026-10-24", "2026-03-28")
    )
    assert allows(rest, autumn, ("2026-10-24T16:00", 300), ("2026-10-25T07:00", 240))
    assert not allows(rest, autumn, ("2026-10-24T16:00", 315), ("2026-10-25T07:00", 240))
    assert allows(rest, spring, ("2026-03-28T16:00", 180), ("2026-03-29T07:00", 240))
    assert not allows(rest, spring, ("2026-03-28T16:00", 195), ("2026-03-29T07:00", 240))


@pytest.mark.parametrize(("last_end", "start", "allowed"), [
    ("2026-12-06T22:00", "09:00", True), ("2026-12-06T22:00", "08:45", False), ("2026-12-07T02:07", "13:15", True),
    ("2026-12-07T02:07", "13:00", False), ("2026-12-06T20:00:00+05:00", "09:00", True)])
def test_rest_from_the_last_shift_before_the_horizon(last_end, start, allowed):
    rested = plan_with_history(days=2, rest_hours=11, last_end=last_end)
    assert allows(rest, rested, on(0, start)) == allowed


@pytest.mark.parametrize(("start", "allowed"), [("17:00", True), ("16:45", False)])
def test_rest_from_standby_before_the_horizon(start, allowed):
    rested = plan_with_history(days=2, rest_hours=11, standby_until="2026-12-07T06:00")
    assert allows(rest, rested, on(0, start)) == allowed
