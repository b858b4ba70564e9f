"""Times stand on the grid, open hours apart, and no clock change takes them away."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.instance.conftest import calls_of

from .conftest import faults, only, pin


@pytest.mark.parametrize(
    ("topic", "field", "value", "path"),
    [
        ("start", "from", "07:50", "from"),
        ("start", "every_minutes", 20, "every_minutes"),
        ("length", "from_minutes", 100, "from_minutes"),
        ("length", "every_minutes", 20, "every_minutes"),
    ],
)
def test_shifts_off_the_break_grid(topic: str, field: str, value: Any, path: str, build) -> None:
    template: dict[str, Any] = {
        "name": "day",
        "start": {"from": "08:00", "to": "09:00"},
        "length": {"from_minutes": 120, "to_minutes": 240},
    }
    template[topic][field] = value
    assert only(build(shifts=[template]))[0] == ("shifts", 0, topic, path)


@pytest.mark.parametrize(
    ("hours", "path"),
    [
        ({"weekly": {"mon": ["08:00-10:10"]}}, ("hours", "weekly", "mon", 0)),
        ({"exceptions": {"2026-12-08": ["08:00-08:00"]}}, None),
        ({"exceptions": {"2027-12-08": ["08:10-09:00"]}}, ("hours", "exceptions", "2027-12-08", 0)),
        ({"dates": {"2027-12-08": ["08:00-09:00", "08:30-10:00"]}}, ("hours", "dates", "2027-12-08")),
        ({"dates": {"2027-12-08": ["22:00-02:00", "23:00-24:00"]}}, ("hours", "dates", "2027-12-08")),
        (
            {"rules": [{"rrule": "FREQ=YEARLY", "start": "2020-06-01", "hours": ["08:10-09:00"]}]},
            ("hours", "rules", 0, "hours", 0),
        ),
    ],
)
def test_opening_hours_on_the_grid_and_apart(
    hours: dict[str, Any], path: tuple[str | int, ...] | None, build
) -> None:
    if path is None:
        with pytest.raises(ValueError, match="starts and ends"):
            build(hours=hours)
    else:
        assert path in [found for found, _ in faults(build(hours=hours))]


def test_opening_hours_open_whole_intervals(build) -> None:
    path, message = only(build(hours={"weekly": {"mon": ["08:00-10:00"]}, "exceptions": {"2027-01-04": "08:15-09:00"}}))
    assert path == ("hours", "exceptions", "2027-01-04", 0)
    assert "found 08:15-09:00" in message
    assert "multiple of interval_minutes, 30 min" in message


def test_windows_that_touch_do_not_overlap(build) -> None:
    assert faults(build(hours={"weekly": {"mon": ["08:00-09:00", "09:00-10:00"]}})) == []


def test_a_hotline_that_never_opens(build) -> None:
    instance = build(hours={"exceptions": {"2026-12-07": []}}, calls={"forecast": []})
    assert only(instance)[0] == ("hours",)


@pytest.mark.parametrize(
    ("zone", "start", "days", "interval", "fields"),
    [
        ("Australia/Lord_Howe", "2026-10-01", 7, 30, []),
        ("Australia/Lord_Howe", "2026-10-01", 7, 60, ["interval_minutes"]),
        ("Australia/Lord_Howe", "2026-10-05", 7, 60, []),
        ("Europe/Berlin", "2026-10-20", 7, 60, []),
    ],
)
def test_intervals_divide_the_days_on_which_the_clock_changes(
    zone: str, start: str, days: int, interval: int, fields: list[str], build
) -> None:
    first = dt.date.fromisoformat(start)
    instance = build(
        hotline={"timezone": zone, "interval_minutes": interval},
        horizon={"start": start, "days": days},
        hours={"always": True},
        calls={"forecast": calls_of(first, days, ZoneInfo(zone), interval)},
    )
    assert [path[-1] for path, _ in faults(instance)] == fields


@pytest.mark.parametrize(
    ("zone", "date", "window", "missing"),
    [
        ("Europe/Berlin", "2026-03-29", ("02:30", "10:00"), "from"),
        ("Europe/Berlin", "2026-03-28", ("20:00", "02:30"), "to"),
        ("Europe/Berlin", "2026-03-29", ("03:00", "10:00"), None),
        ("America/New_York", "2026-03-08", ("02:00", "10:00"), "from"),
        ("Australia/Lord_Howe", "2026-10-04", ("02:15", "10:00"), "from"),
        ("Africa/Cairo", "2026-04-24", ("00:30", "10:00"), "from"),
        ("Africa/Cairo", "2026-04-24", (None, None), None),
    ],
)
def test_times_that_a_clock_change_skips(
    zone: str, date: str, window: tuple[str, str], missing: str | None, build
) -> None:
    first = dt.date.fromisoformat(date) - dt.timedelta(days=1)
    topics = {
        "hotline": {"timezone": zone},
        "horizon": {"start": first.isoformat(), "days": 3},
        "calls": {"forecast": []},
    }
    named = [
        path
        for path, message in faults(build(**topics, availability=[pin("anna", date, *window)]))
        if "does not exist" in message
    ]
    assert named == ([("availability", 0, missing)] if missing else [])
    bounds = window if window[0] else ("00:00", "24:00")
    opening = build(**topics, hours={"exceptions": {date: ["-".join(bounds)]}})
    named = [path for path, message in faults(opening) if "does not exist" in message]
    assert named == ([("hours", "exceptions", date, 0)] if missing else [])


@pytest.mark.parametrize(("start", "days"), [("2026-04-05", 1), ("2026-04-04", 2), ("2026-04-04", 1), ("2026-10-03", 3)])
def test_a_break_grid_that_no_change_of_half_an_hour_fits_is_refused_with_what_does(start, days, build):
    """Also where the clock changes on the day after the horizon, into which the last shifts may run."""
    hotline = {"name": "H", "timezone": "Australia/Lord_Howe", "interval_minutes": 60, "break_grid_minutes": 60}
    shift = {"name": "day", "start": {"from": "08:00", "to": "09:00"}, "length": {"from_minutes": 120, "to_minutes": 240}}
    found = faults(build(hotline=hotline, horizon={"start": start, "days": days}, shifts=[shift], breaks={}))
    path, message = next(iter(found))
    assert path == ("hotline", "break_grid_minutes")
    assert "changes by 30 min; allowed are 30 min, or less that divides 30" in message
