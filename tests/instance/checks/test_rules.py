"""Rules name what there is, and history lies before the horizon."""

from __future__ import annotations

from typing import Any

from .conftest import before, call, contract, faults, only


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


def test_overtime_and_time_off_are_what_the_contract_allows(build) -> None:
    bounds = contract(overtime_minutes_per_day=60, overtime_hours_per_week=1.5, time_off_minutes_per_day=30)
    rows = [{"operator": "anna", "kind": kind, "when": when, "hours": hours} for kind, when, hours in (
        ("overtime", "2026-12-08", 1), ("overtime", "2026-12-09", 0.5), ("time_off", "2026-12-10", 0.5))]
    assert faults(build(**bounds, availability=rows)) == []
    more = [*rows, {"operator": "anna", "kind": "overtime", "when": "2026-12-10", "hours": 0.5},
            {"operator": "anna", "kind": "time_off", "when": "2026-12-10", "hours": 0.25}]
    (week, of_week), (day, of_day) = faults(build(**bounds, availability=more))
    assert (week, day) == (("availability", 3, "hours"), ("availability", 4, "hours"))
    assert "2 h of overtime of 'anna' in the week of 2026-12-10; allowed are 1.5 h" in of_week
    assert "45 min of time_off of 'anna' on 2026-12-10; allowed are 30 min" in of_day
    (none,) = faults(build(availability=rows[:1]))
    assert "allowed are 0 min" in none[1]
