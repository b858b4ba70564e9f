"""`weekly_rest`: one long rest in each calendar week."""

from __future__ import annotations

import pytest

from scheduler.rules import weekly_rest
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract, plan_with_history


def week(*starts, minutes=480, first=0):
    return [on(first + number, start, minutes) for number, start in enumerate(starts) if start]


WORKING = ("08:00", "08:00", "08:00", "08:00", "08:00", "08:00")
"""Monday to Saturday, each until 16:00."""


@pytest.mark.parametrize(("hours", "kept"), [(32, True), (33, False)])
def test_boundary_what_is_left_of_the_last_week_after_its_last_shift(hours, kept):
    assert allows(weekly_rest, plan_with_contract(7, weekly_rest_hours=hours), *week(*WORKING)) == kept


def test_a_rest_over_the_turn_of_the_week_counts_for_one_of_both():
    two_weeks = plan_with_contract(14, weekly_rest_hours=36)
    assert allows(weekly_rest, two_weeks, *week(*WORKING), *week("08:00", "", "", "08:00", first=7))  # Saturday to Monday
    seven = [*WORKING, "", "", *WORKING[1:], "08:00"]
    assert not allows(weekly_rest, two_weeks, *week(*seven))  # Saturday to Tuesday, and no other
    assert allows(weekly_rest, two_weeks, *week(*seven[:8], "", *WORKING[2:], "08:00"))  # to Wednesday: long enough for both


@pytest.mark.parametrize(("hours", "kept"), [(56, True), (57, False)])
def test_closed_days_after_the_horizon_are_rest(hours, kept):
    weekdays = plan(5, hours={"weekly": {"mon-fri": ["00:00-24:00"]}}, contracts={"free": FREE | {"weekly_rest_hours": hours}})
    assert allows(weekly_rest, weekdays, *week(*WORKING[:5])) == kept


def test_rest_before_the_horizon_counts_unless_a_whole_one_is_spent():
    long_week = [*WORKING, "08:00"]
    monday_off = ["", *long_week[1:]]
    assert allows(weekly_rest, plan_with_history(7, weekly_rest_hours=36, last_end="2026-12-06T16:00"), *week(*monday_off))
    assert not allows(weekly_rest, plan_with_history(7, weekly_rest_hours=36, last_end="2026-12-05T11:00"), *week(*long_week))
    assert not allows(weekly_rest, plan_with_contract(7, weekly_rest_hours=36), *week(*monday_off))


@pytest.mark.parametrize(("last_end", "kept"), [("2026-12-05T12:50", False), ("2026-12-05T12:55", True)])
def test_boundary_whether_a_rest_is_spent_is_counted_in_minutes_also_off_the_grid(last_end, kept):
    monday_morning_off = week("12:00", *["08:00"] * 6)
    found = allows(weekly_rest, plan_with_history(7, weekly_rest_hours=35.1, last_end=last_end), *monday_morning_off)
    assert found == kept, "35 h 6 min from 12:50 on end before Monday, and from 12:55 on after it begins"


def test_nothing_is_asked_of_a_week_that_began_before_the_horizon():
    assert allows(weekly_rest, plan_with_history(6, first="2026-12-08", weekly_rest_hours=36), *week(*WORKING, first=1))
