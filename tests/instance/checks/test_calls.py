"""Rows of calls stand on the grid, once, and for every open interval."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.instance.conftest import calls_of

from .conftest import call, faults, only


@pytest.mark.parametrize(
    ("rows", "path", "said"),
    [
        (
            [call("2026-12-07T08:00")],
            ("calls", "forecast"),
            "no row for 3 of 4 open intervals: 2026-12-07T08:30+01:00",
        ),
        ([call("2026-12-07T08:15")], ("calls", "forecast", 4, "start"), "no interval of 30 min"),
        ([call("2026-12-07T08:00:30")], ("calls", "forecast", 4, "start"), "no interval of 30 min"),
        ([call("2026-12-07T09:00+02:00")], ("calls", "forecast", 4, "start"), "second time"),
        ([call("2026-12-07T12:00")], ("calls", "forecast", 4, "calls"), "outside the opening hours"),
        ([call("2026-12-06T08:00", 0)], ("calls", "forecast", 4, "start"), "outside the horizon"),
        ([call("2026-12-14T00:00", 0)], ("calls", "forecast", 4, "start"), "outside the horizon"),
        ([call("2026-12-14T00:00", 0), call("2026-12-15T00:00", 0)], ("calls", "forecast", 4, "start"),
         "so do 1 more rows, the last of 2026-12-15T00:00:00"),
    ],
)
def test_calls(rows: list[dict[str, Any]], path: tuple[str | int, ...], said: str, build) -> None:
    known = build().model_dump(by_alias=True, mode="json")["calls"]["forecast"]
    found, message = only(build(calls={"forecast": rows if path == ("calls", "forecast") else known + rows}))
    assert found == path
    assert said in message


def test_rows_without_calls_when_closed_are_left_alone(build) -> None:
    known = build().model_dump(by_alias=True, mode="json")["calls"]["forecast"]
    assert (
        faults(build(calls={"forecast": [*known, call("2026-12-07T12:00", 0), call("2026-12-13T23:30", 0)]})) == []
    )


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-03-29", "02:30", "does not exist in Europe/Berlin"),
        (
            "2026-10-25",
            "02:30",
            "occurs twice in Europe/Berlin, so it needs an offset, such as 2026-10-25T02:30:00+02:00",
        ),
    ],
)
def test_naive_calls_in_the_night_of_a_clock_change(day: str, time: str, said: str, build) -> None:
    first = dt.date.fromisoformat(day)
    rows = calls_of(first, 1, ZoneInfo("Europe/Berlin"))
    topics = {"horizon": {"start": day, "days": 1}, "hours": {"weekly": {}, "always": True}}
    assert faults(build(**topics, calls={"forecast": rows})) == []
    found, message = only(build(**topics, calls={"forecast": [*rows, call(f"{day}T{time}")]}))
    assert found == ("calls", "forecast", len(rows), "start")
    assert said in message
