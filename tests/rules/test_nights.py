"""What a night shift is, and `nights_per_week`, `consecutive_nights`, `days_off_after_nights`."""

from __future__ import annotations

import pytest

from scheduler.check.facts.nights import is_night
from scheduler.roster import Shift
from scheduler.rules import consecutive_nights, days_off_after_nights, nights_per_week
from scheduler.rules.basis.nights import night_rows
from scheduler.rules.basis.shift_table import shift_table
from tests.builders.checked import FREE
from tests.builders.rosters import ANY, allows, on, plan, plan_with_history

NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}


def plan_with_nights(days=7, **bounds):
    return plan(days, nights=NIGHTS, contracts={"free": FREE | bounds})


def nights(*days):
    return [on(day, "22:00", 480) for day in days]


@pytest.mark.parametrize(("start", "minutes", "is_one"), [
    ("20:00", 300, True), ("20:00", 285, False), ("03:00", 240, True), ("03:15", 240, False), ("23:00", 120, True),
    ("08:00", 480, False)])
def test_boundary_as_many_minutes_of_the_night_as_make_a_night_shift(start, minutes, is_one):
    none = plan_with_nights(2, max_nights_per_week=0)
    assert allows(nights_per_week, none, on(0, start, minutes)) == (not is_one)


@pytest.mark.parametrize("start", ["2026-10-24", "2026-03-28", "2026-12-07"])
@pytest.mark.parametrize("window", [NIGHTS, {"from": "01:30", "to": "03:30", "minutes": 90},
                                    {"from": "23:10", "to": "06:05", "minutes": 121}])
def test_model_and_checker_agree_on_every_shift_also_over_clock_changes(start, window):
    instance = plan(hotline="Europe/Berlin", horizon={"start": start, "days": 2}, nights=window, shifts=[
        ANY | {"start": {"from": "00:00", "to": "23:30", "every_minutes": 30},
               "length": {"from_minutes": 60, "to_minutes": 1260, "every_minutes": 240}}])
    table, grid = shift_table(instance), instance.grid
    found = [is_night(instance, Shift(operator="anna", start=grid.moment(int(first)), end=grid.moment(int(last))))
             for first, last in zip(table.start, table.end, strict=True)]
    assert night_rows(instance, table).tolist() == found
    assert 0 < sum(found) < len(found)


def test_boundary_as_many_nights_of_a_week_as_allowed():
    two = plan_with_nights(14, max_nights_per_week=2)
    assert allows(nights_per_week, two, *nights(0, 6, 7, 13), on(3))
    assert not allows(nights_per_week, two, *nights(0, 3, 6))


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
