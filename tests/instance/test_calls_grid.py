"""Calls on the grid of intervals."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from scheduler.instance.calls_grid import calls_by_interval, interval_of, moment_of, open_intervals

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
    assert np.flatnonzero(open_intervals(instance)).tolist() == [16, 17, 18, *range(6 * 48 + 44, 7 * 48)]


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
