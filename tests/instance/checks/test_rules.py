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
