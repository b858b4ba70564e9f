"""Open cells of each interval, and intervals in the hours of an outside call centre."""

from __future__ import annotations

from scheduler.demand.opening import in_window, open_cells_of_intervals, outside_intervals
from tests.builders.hotline import hotline

OUTSIDE = {"name": "Call Us", "price_per_hour": 20}


def test_an_interval_open_in_part_has_some_of_its_cells():
    plan = hotline(hours={"weekly": {"mon": ["08:30-10:00"]}})
    assert open_cells_of_intervals(plan).nonzero()[0].tolist() == [8, 9]
    assert open_cells_of_intervals(plan)[[8, 9]].tolist() == [2, 4]


def test_only_whole_open_intervals_are_bought_outside():
    hours = {"weekly": {"mon": ["08:00-11:00"]}}
    assert not outside_intervals(hotline(hours=hours)).any()
    assert outside_intervals(hotline(hours=hours, outside=OUTSIDE)).nonzero()[0].tolist() == [8, 9, 10]
    part = OUTSIDE | {"hours": {"weekly": {"mon": ["08:00-09:30"]}}}
    assert outside_intervals(hotline(hours=hours, outside=part)).nonzero()[0].tolist() == [8]


def test_hours_of_an_outside_call_centre_pass_the_first_midnight():
    always = {"weekly": {"mon-sun": ["00:00-24:00"]}}
    outside = {"name": "Night", "price_per_call": 1, "hours": {"weekly": {"mon-sun": ["20:00-08:00"]}}}
    plan = hotline(hours=always, outside=outside, calls={"per_day": 24, "shape": "flat", "aht_s": 300})
    taken = outside_intervals(plan)
    assert taken[: 8 * 60 // plan.hotline.interval_minutes].all()
    assert not taken[8 * 60 // plan.hotline.interval_minutes]


def test_a_window_of_some_weekdays_passes_midnight_and_is_whole_without_times():
    plan = hotline(hours={"weekly": {"mon-sun": ["00:00-24:00"]}}, horizon={"start": "2026-12-07", "days": 2})  # a Monday
    hour = 60 // plan.grid.cell_minutes
    late = in_window(plan, {0, 6}, 22 * 60, 2 * 60)
    assert late.nonzero()[0].tolist() == [*range(2 * hour), *range(22 * hour, 26 * hour)]  # Sunday's, then Monday's own
    assert in_window(plan, {1}, None, None).nonzero()[0].tolist() == list(range(24 * hour, 48 * hour))
    assert in_window(plan, None, None, None).all()


def test_a_window_holds_until_the_last_night_is_over():
    plan = hotline(hours={"weekly": {"mon-sun": ["18:00-04:00"]}}, horizon=1)
    assert in_window(plan, None, None, None).all()
    since_midnight = range(24 * 60 // plan.grid.cell_minutes, plan.grid.cells)
    assert in_window(plan, {1}, None, None).nonzero()[0].tolist() == [*since_midnight]
