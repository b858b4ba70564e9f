from __future__ import annotations

import pytest

from scheduler.check.rules.opening_hours import check
from tests.builders.checked import day, instance, shift

ANY = {"name": "any", "start": {"from": "00:00", "to": "23:30"}, "length": {"from_minutes": 120, "to_minutes": 540}}


def amounts(plan, *shifts):
    return [violation.amount for violation in check(plan, shifts)]


@pytest.mark.parametrize(
    ("start", "minutes", "amount"),
    [
        ("08:00", 720, None),
        ("18:00", 120, None),
        ("07:30", 120, 30),
        ("18:30", 120, 30),
        ("07:30", 780, 60),
        ("21:00", 120, 120),
    ],
)
def test_boundaries(start, minutes, amount):
    plan = instance()
    assert amounts(plan, shift(plan, day(0, start), minutes)) == ([] if amount is None else [amount])


def test_the_closed_hours_between_two_windows_belong_to_the_day():
    plan = instance(hours={"weekly": {"mon-sun": ["08:00-12:00", "15:00-20:00"]}})
    assert not amounts(plan, shift(plan, day(0, "10:00"), 480))


def test_a_closed_day_has_no_shift():
    plan = instance(horizon=2, hours={"weekly": {"mon": ["08:00-20:00"]}})
    assert not amounts(plan, shift(plan, day(0), 240))
    assert amounts(plan, shift(plan, day(1), 240)) == [240]


def test_hours_past_midnight():
    plan = instance(horizon=2, hours={"weekly": {"mon": ["20:00-02:00"], "tue": ["10:00-12:00"]}})
    assert not amounts(plan, shift(plan, day(0, "20:00"), 360))
    assert amounts(plan, shift(plan, day(0, "20:30"), 360)) == [30]
    assert not amounts(plan, shift(plan, day(1, "00:00"), 120))
    assert amounts(plan, shift(plan, day(1, "00:00"), 150)) == [30]
    assert amounts(plan, shift(plan, day(1, "01:00"), 660)) == [540]


def test_what_is_left_of_yesterdays_window_belongs_to_yesterday():
    plan = instance(horizon=2, hours={"weekly": {"mon-sun": ["20:00-02:00"]}})
    assert amounts(plan, shift(plan, day(0, "00:00"), 120)) == [120]
    assert not amounts(plan, shift(plan, day(1, "00:00"), 120))
    assert not amounts(plan, shift(plan, day(2, "00:00"), 120))


def test_around_the_clock_lies_anywhere_and_past_the_end():
    plan = instance(horizon=2, hours={"always": True})
    assert not amounts(
        plan, shift(plan, day(0, "00:00"), 480), shift(plan, day(0, "20:00"), 540), shift(plan, day(1, "23:30"), 540)
    )


def test_past_the_end_only_where_the_hours_would_go_on():
    weekly = {"mon-sun": ["00:00-24:00"]}
    stops = instance(horizon=2, hours={"weekly": weekly, "exceptions": {"2026-12-09": []}})
    assert not amounts(stops, shift(stops, day(0, "20:00"), 540), shift(stops, day(1, "20:00"), 240))
    assert amounts(stops, shift(stops, day(1, "20:00"), 270)) == [30]
    until_two = instance(
        horizon=2, hours={"weekly": weekly, "exceptions": {"2026-12-09": ["00:00-02:00", "03:00-24:00"]}}
    )
    assert not amounts(until_two, shift(until_two, day(1, "20:00"), 360))
    assert amounts(until_two, shift(until_two, day(1, "20:00"), 390)) == [30]


def test_only_adjoining_windows_of_the_next_day_count():
    plan = instance(horizon=2, hours={"weekly": {"mon-sun": ["00:00-02:00", "18:00-24:00"]}})
    assert not amounts(plan, shift(plan, day(0, "18:00"), 480), shift(plan, day(0, "01:00"), 1200))
    assert amounts(plan, shift(plan, day(0, "20:00"), 480)) == [120]


def test_a_gap_at_midnight_ends_the_day():
    plan = instance(horizon=2, hours={"weekly": {"mon-sun": ["00:15-24:00"]}})
    assert not amounts(plan, shift(plan, day(0, "20:00"), 240))
    assert amounts(plan, shift(plan, day(0, "20:00"), 255)) == [15]


def test_a_periodic_rule_counts_from_the_first_day():
    plan = instance(horizon=8, hours={"rules": [{"rrule": "FREQ=WEEKLY;BYDAY=MO", "hours": "08:00-20:00"}]})
    assert not amounts(plan, shift(plan, day(0), 240), shift(plan, day(7), 240))
    assert amounts(plan, shift(plan, day(6), 240)) == [240]


def test_templates_outside_the_hours_and_pins_are_exempt():
    outside = instance(shifts=[ANY | {"outside_hours": True}])
    assert not amounts(outside, shift(outside, day(0, "02:00"), 240))
    assert amounts(outside, shift(outside, day(0, "02:10"), 240)) == [240]
    pinned = instance(
        availability=[{"operator": "anna", "when": "mon", "from": "05:00", "to": "09:00", "kind": "pinned"}]
    )
    assert not amounts(pinned, shift(pinned, day(0, "05:00"), 240))
    assert amounts(pinned, shift(pinned, day(0, "05:00"), 270)) == [180]


def test_the_repeated_hour_is_open_twice():
    plan = instance(
        hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}, hours={"weekly": {"sun": ["00:00-04:00"]}}
    )
    assert not amounts(plan, shift(plan, "2026-10-25T00:00", 300))
    assert amounts(plan, shift(plan, "2026-10-25T00:00", 315)) == [15]
