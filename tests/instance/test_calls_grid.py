"""Calls on the grid of intervals."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from scheduler.instance.calls_grid import (
    bounds_by_interval,
    calls_by_interval,
    interval_of,
    moment_of,
    open_intervals,
    opening_days,
)
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.checks.notes import notes

from .conftest import calls_of


def test_missing_is_not_zero(build) -> None:
    calls, aht_s = calls_by_interval(
        build(
            calls={
                "forecast": [
                    {"start": "2026-12-07T08:30", "calls": 0, "aht_s": 90},
                    {"start": "2026-12-07T10:00", "calls": 0, "aht_s": 90},
                ]
            }
        )
    )
    assert calls.shape == aht_s.shape == (7 * 48,)
    assert np.flatnonzero(~np.isnan(calls)).tolist() == [17]
    assert (calls[17], aht_s[17]) == (0, 90)


def test_an_offset_and_the_wall_clock_mean_the_same(build) -> None:
    row = {"calls": 5, "aht_s": 90}
    naive = build(calls={"forecast": [{"start": "2026-12-07T08:30", **row}]})
    aware = build(calls={"forecast": [{"start": "2026-12-07T07:30Z", **row}]})
    np.testing.assert_array_equal(calls_by_interval(naive)[0], calls_by_interval(aware)[0])


@pytest.mark.parametrize(("day", "intervals"), [("2026-03-29", 46), ("2026-10-25", 50)])
def test_days_on_which_the_clock_changes(day: str, intervals: int, build) -> None:
    rows = calls_of(dt.date.fromisoformat(day), 1, ZoneInfo("Europe/Berlin"))
    instance = build(
        horizon={"start": day, "days": 1}, hours={"weekly": {}, "always": True}, calls={"forecast": rows}
    )
    calls, _ = calls_by_interval(instance)
    assert calls.shape == (intervals,)
    assert not np.isnan(calls).any()


def test_an_interval_open_in_part_is_open(build) -> None:
    instance = build(hours={"weekly": {"mon": ["08:15-09:15"], "sun": ["22:00-06:00"]}})
    assert np.flatnonzero(open_intervals(instance)).tolist() == [16, 17, 18, *range(6 * 48 + 44, 7 * 48 + 12)]


@pytest.mark.parametrize("start", ["2026-12-07T08:10", "2026-12-14T08:00", "2026-12-07T08:00"])
def test_what_the_checks_report_is_refused(start: str, build) -> None:
    rows = [{"start": "2026-12-07T08:00", "calls": 1, "aht_s": 9}, {"start": start, "calls": 1, "aht_s": 9}]
    with pytest.raises(ValueError, match=r"interval|horizon|two rows"):
        calls_by_interval(build(calls={"forecast": rows}))


def test_moments(build) -> None:
    zone = ZoneInfo("Africa/Cairo")
    with pytest.raises(ValueError, match="does not exist"):
        moment_of(dt.datetime(2026, 4, 24, 0, 30), zone)  # noqa: DTZ001
    with pytest.raises(ValueError, match="twice"):
        moment_of(dt.datetime(2026, 10, 29, 23, 30), zone)  # noqa: DTZ001
    assert moment_of(dt.datetime(2026, 4, 24, 1, 0), zone).isoformat() == "2026-04-24T01:00:00+03:00"  # noqa: DTZ001
    assert interval_of(dt.datetime(2026, 12, 6, 22, 30, tzinfo=dt.UTC), build().grid) == -1


@pytest.mark.parametrize(("hours", "closing"), [
    ({"weekly": {"mon": ["22:00-24:00"], "sun": ["20:00-04:00"]}}, 8), ({"weekly": {"sun": ["23:30-00:30"]}}, 1),
    ({"weekly": {"mon-sun": ["08:00-24:00"]}}, 0), ({"weekly": {}, "always": True}, 0),
    ({"weekly": {"mon-sat": ["20:00-04:00"], "sun": ["08:00-12:00"]}}, 0),
    ({"exceptions": {"2026-12-13": ["18:00-02:00"]}}, 4),
])
def test_what_the_last_window_has_after_midnight_is_of_the_horizon(hours, closing, build) -> None:
    instance = build(hours=hours)
    assert instance.grid.intervals == 7 * 48 + closing
    assert opening_days(instance)[7 * 48:].tolist() == [6] * closing


def test_of_two_windows_the_later_days_is_meant(build) -> None:
    instance = build(hours={"weekly": {"mon": ["20:00-04:00"], "tue": ["02:00-06:00"]}})
    assert opening_days(instance)[46:62].tolist() == [0] * 6 + [1] * 8 + [-1] * 2


def test_what_is_left_of_yesterdays_window_is_closed_and_told(build) -> None:
    rows = [{"start": f"2026-12-{day:02}T{hour:02}:{minute:02}", "calls": 1, "aht_s": 60} for day, hours in
            ((7, (0, 1, 22, 23)), (8, (0, 1))) for hour in hours for minute in (0, 30)]
    instance = build(horizon={"days": 1}, hours={"weekly": {"mon-sun": ["22:00-02:00"]}}, calls={"forecast": rows})
    assert list(cross_faults(instance)) == []
    (path, told), = notes(instance)
    assert path == ("calls", "forecast", 0)
    assert told.startswith("4 rows from 2026-12-07T00:00+01:00 on belong to the window that opened on the day before")
    assert np.flatnonzero(~np.isnan(calls_by_interval(instance)[0])).tolist() == list(range(44, 52))


def test_a_row_missing_after_the_last_midnight_is_missing(build) -> None:
    rows = [{"start": f"2026-12-07T{hour:02}:{minute:02}", "calls": 1, "aht_s": 60} for hour in (22, 23) for minute in (0, 30)]
    instance = build(horizon={"days": 1}, hours={"weekly": {"mon": ["22:00-02:00"]}}, calls={"forecast": rows})
    (path, told), = cross_faults(instance)
    assert path == ("calls", "forecast")
    assert "no row for 4 of 8 open intervals: 2026-12-08T00:00+01:00" in told
    assert "after midnight are of this horizon" in told


HALF_AN_HOUR = {"hotline": {"timezone": "Australia/Lord_Howe", "interval_minutes": 60, "break_grid_minutes": 15}}


def by_the_hour(*dates: str) -> list[dict[str, object]]:
    return [{"start": f"{date}T{hour:02}:00", "calls": 6, "aht_s": 60, "calls_p10": 4, "calls_p90": 9} for date in dates
            for hour in (8, 9)]


@pytest.mark.parametrize(("start", "shift"), [("2026-04-04", 0.5), ("2026-10-03", -0.5), ("2026-04-06", 0), ("2026-10-02", 0)])
def test_a_change_of_half_an_hour_at_night_leaves_the_hours_of_the_day(start, shift, build) -> None:
    first = dt.date.fromisoformat(start)
    dates = [(first + dt.timedelta(days=day)).isoformat() for day in (0, 1)]
    instance = build(**HALF_AN_HOUR, horizon={"start": start, "days": 2}, hours={"weekly": {"mon-sun": ["08:00-10:00"]}},
                     calls={"forecast": by_the_hour(*dates)})
    assert list(cross_faults(instance)) == []
    calls, _ = calls_by_interval(instance)
    low, high = bounds_by_interval(instance)
    length = instance.grid.interval_minutes / 60
    assert length == (0.5 if shift else 1)
    expected = [hour + part for day in (0, 24 + shift) for hour in (day + 8, day + 9) for part in ((0, 0.5) if shift else (0,))]
    assert (np.flatnonzero(~np.isnan(calls)) * length).tolist() == expected
    assert np.nansum(calls) == 24
    assert (np.nansum(low), np.nansum(high)) == (16, 36)


def test_a_row_off_the_hours_own_intervals_is_refused_where_the_grid_has_parts_of_them(build) -> None:
    rows = [*by_the_hour("2026-04-05"), {"start": "2026-04-05T08:30", "calls": 1, "aht_s": 60}]
    instance = build(**HALF_AN_HOUR, horizon={"start": "2026-04-05", "days": 1}, hours={"weekly": {"sun": ["08:00-10:00"]}},
                     calls={"forecast": rows})
    (path, message), = cross_faults(instance)
    assert path == ("calls", "forecast", 2, "start")
    assert "no interval of 60 min starts at this time" in message


@pytest.mark.parametrize(("hours", "fields"), [
    (["20:00-24:00"], []), (["22:00-06:00"], ["interval_minutes"]), (["01:00-03:00"], ["interval_minutes"]),
    (["03:00-05:00"], []),
])
def test_a_change_of_half_an_hour_while_open_asks_for_shorter_intervals(hours, fields, build) -> None:
    instance = build(**HALF_AN_HOUR, horizon={"start": "2026-04-04", "days": 2}, hours={"weekly": {"mon-sun": hours}},
                     calls={"per_day": 10, "aht_s": 60, "forecast": ()})
    assert [path[-1] for path, _ in cross_faults(instance)] == fields
