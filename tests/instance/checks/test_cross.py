"""What needs more than one topic: each check alone, on the smallest instance that it concerns."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduler.instance.checks.cross import cross_faults
from tests.instance.conftest import calls_of


def faults(instance: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return list(cross_faults(instance))


def only(instance: Any) -> tuple[tuple[str | int, ...], str]:
    found = faults(instance)
    assert len(found) == 1, found
    return found[0]


def operator(name: str, contract: str = "full") -> dict[str, str]:
    return {"id": name, "contract": contract}


def pin(
    who: str, when: str, start: str | None = None, end: str | None = None, kind: str = "pinned"
) -> dict[str, Any]:
    return {"operator": who, "when": when, "from": start, "to": end, "kind": kind}


def call(start: str, calls: float = 3) -> dict[str, Any]:
    return {"start": start, "calls": calls, "aht_s": 200}


def contract(**bounds: Any) -> dict[str, Any]:
    return {"contracts": {"full": {"hours_per_week": [0, 40]} | bounds}}


def before(operator: str = "anna", **known: Any) -> dict[str, Any]:
    return {"history": [{"operator": operator} | known]}


def test_the_smallest_instance_is_sound(build) -> None:
    assert faults(build()) == []


@pytest.mark.parametrize(
    ("topics", "path", "said"),
    [
        ({"operators": [operator("anna", "fulll")]}, ("operators", 0, "contract"), "did you mean full?"),
        ({"operators": [operator("anna"), operator("anna")]}, ("operators", 1, "id"), "second time"),
        (
            {"operators": [operator("Straße"), operator("STRASSE")]},
            ("operators", 1, "id"),
            "upper and lower case only",
        ),
        (
            {"operators": [operator("e\u0301"), operator("\u00e9")]},
            ("operators", 1, "id"),
            "upper and lower case only",
        ),
        (
            {"contracts": {"full": {"hours_per_week": [0, 40], "shifts": ["day", "dya"]}}},
            ("contracts", "full", "shifts", 1),
            "did you mean day?",
        ),
        (
            {"availability": [pin("hanna", "mon", kind="avoid")]},
            ("availability", 0, "operator"),
            "did you mean anna?",
        ),
        (
            {"availability": [pin("anna", "2026-12-06", kind="avoid")]},
            ("availability", 0, "when"),
            "2026-12-07 to 2026-12-13",
        ),
        (
            {"availability": [pin("anna", "2026-12-14", kind="avoid")]},
            ("availability", 0, "when"),
            "2026-12-07 to 2026-12-13",
        ),
        ({"availability": [pin("anna", "mon", "08:10", "10:00")]}, ("availability", 0, "from"), "08:10"),
        ({"availability": [pin("anna", "mon", "08:00", "10:10")]}, ("availability", 0, "to"), "10:10"),
        (
            {
                "breaks": {
                    "lunch": {
                        "minutes": [30, 40],
                        "from_shift_minutes": 0,
                        "earliest_minutes": 0,
                        "latest_minutes": 9,
                    }
                }
            },
            ("breaks", "lunch", 0, "minutes", 1),
            "40 min",
        ),
        (
            {"breaks": {"breathers": {"minutes": 10, "count": [{"from_shift_minutes": 240, "breathers": 1}]}}},
            ("breaks", "breathers", "minutes"),
            "10 min",
        ),
        (
            contract(forbidden_successions=[["day", "late"]]),
            ("contracts", "full", "forbidden_successions", 0, 1),
            "unknown shift template 'late'",
        ),
        (contract(max_shifts={"late": 1}), ("contracts", "full", "max_shifts", "late"), "'late'; allowed: day"),
        (contract(max_shifts_per_week={"late": 1}), ("contracts", "full", "max_shifts_per_week", "late"), "allowed: day"),
        (contract(max_nights_per_week=2), ("contracts", "full", "max_nights_per_week"), "nights: {from, to, minutes}"),
        (before(worked_days=1, last_shift="late"), ("history", 0, "last_shift"), "'late'; allowed: day"),
        (before("hanna", days_off=1), ("history", 0, "operator"), "'hanna'"),
        ({"history": [{"operator": "anna", "days_off": 1}] * 2}, ("history", 1, "operator"), "a second time"),
        (before(last_end="2026-12-08T00:00"), ("history", 0, "last_end"), "before 2026-12-08T00:00"),
        ({"horizon": {"start": "9999-12-30", "days": 7}}, ("horizon", "start"), "9999"),
        ({"horizon": {"start": "0001-01-01", "days": 7}}, ("horizon", "start"), "0001"),
    ],
)
def test_one_fault_one_message(topics: dict[str, Any], path: tuple[str | int, ...], said: str, build) -> None:
    found, message = only(build(**topics))
    assert found == path
    assert said in message


def test_rules_that_refer_to_what_there_is_are_sound(build) -> None:
    bounds = contract(max_nights_per_week=2, forbidden_successions=[["day", "day"]], max_shifts={"day": 2})
    nights = {"nights": {"from": "23:00", "to": "05:00", "minutes": 120}}
    known = before(worked_days=1, nights=1, last_shift="day", last_end="2026-12-07T23:45")
    assert faults(build(**bounds, **nights, **known)) == []


def test_the_end_of_a_last_shift_in_an_hour_that_repeats_needs_an_offset(build) -> None:
    topics: dict[str, Any] = {"horizon": {"start": "2026-10-25", "days": 1}, "hours": {"weekly": {"sun": ["08:00-09:00"]}},
                              "calls": {"forecast": [call("2026-10-25T08:00"), call("2026-10-25T08:30")]}}
    path, message = only(build(**topics, **before(last_end="2026-10-25T02:30")))
    assert path == ("history", 0, "last_end")
    assert "offset" in message
    assert faults(build(**topics, **before(last_end="2026-10-25T02:30+01:00"))) == []


def test_availability_on_the_last_day_is_allowed(build) -> None:
    assert (
        faults(
            build(availability=[pin("anna", "2026-12-13", kind="avoid"), pin("anna", "2026-12-07", kind="avoid")])
        )
        == []
    )


def test_two_templates_of_one_name(build) -> None:
    template = build().model_dump(by_alias=True, mode="json")["shifts"][0]
    assert only(build(shifts=[template, template]))[0] == ("shifts", 1, "name")


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
    ("pins", "overlap"),
    [
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "12:00", "16:00")], False),
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "11:45", "16:00")], True),
        ([pin("anna", "mon", "08:00", "12:00"), pin("ben", "mon", "08:00", "12:00")], False),
        ([pin("anna", "mon", "22:00", "06:00"), pin("anna", "tue", "06:00", "08:00")], False),
        ([pin("anna", "mon", "22:00", "06:00"), pin("anna", "tue", "05:45", "08:00")], True),
        ([pin("anna", "mon-fri", "22:00", "06:00")], False),
        (
            [
                pin("anna", "mon"),
                pin("anna", "2026-12-07", "08:00", "09:00"),
                pin("anna", "2026-12-07", "10:00", "11:00"),
            ],
            True,
        ),
        ([pin("anna", "mon", "08:00", "12:00", "prefer"), pin("anna", "mon", "08:00", "12:00")], False),
    ],
)
def test_pins_overlap_in_elapsed_time(pins: list[dict[str, Any]], overlap: bool, build) -> None:
    assert any("overlap" in message for _, message in faults(build(availability=pins))) == overlap


@pytest.mark.parametrize(
    ("pins", "second"),
    [
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "12:00", "16:00")], True),
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "14:00", "02:00")], True),
        ([pin("anna", "mon", "22:00", "06:00"), pin("anna", "tue", "06:00", "08:00")], False),
        ([pin("anna", "mon", "08:00", "12:00"), pin("ben", "mon", "12:00", "16:00")], False),
        ([pin("anna", "mon-fri", "08:00", "12:00")], False),
    ],
)
def test_there_is_one_pin_a_day(pins: list[dict[str, Any]], second: bool, build) -> None:
    found = faults(build(availability=pins))
    assert [path for path, _ in found] == [("availability", 1)] * second
    assert all("second pin of 'anna' on 2026-12-07" in message for _, message in found)


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


def test_what_is_lost_or_damaged_is_not_checked(build) -> None:
    instance = build(operators=[operator("anna", "fulll")], availability=[pin("zoe", "mon", kind="avoid")])
    everything = {path[0] for path, _ in faults(instance)}
    assert everything == {"operators", "availability"}
    assert {path[0] for path, _ in cross_faults(instance, damaged=frozenset({"operators"}))} == {"operators"}
    assert {path[0] for path, _ in cross_faults(instance, lost=frozenset({"contracts"}))} == {"availability"}
