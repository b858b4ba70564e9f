from __future__ import annotations

import pytest

from scheduler.rules import opening_hours
from tests.builders.rosters import ANY, allows, on, plan

TWO_WINDOWS = {"weekly": {"mon-sun": ["00:00-02:00", "18:00-24:00"]}}


@pytest.mark.parametrize(
    ("start", "minutes", "allowed"),
    [
        ("10:00", 240, True),
        ("08:00", 720, True),
        ("19:00", 60, True),
        ("07:45", 240, False),
        ("19:15", 60, False),
        ("20:00", 60, False),
    ],
)
def test_boundaries(start, minutes, allowed):
    hours = {"weekly": {"mon-sun": ["08:00-20:00"]}}
    assert allows(opening_hours, plan(hours=hours), on(0, start, minutes)) == allowed


def test_the_closed_hours_between_two_windows_belong_to_the_day():
    hours = {"weekly": {"mon-sun": ["08:00-12:00", "15:00-20:00"]}}
    assert allows(opening_hours, plan(hours=hours), on(0, "10:00", 480))


def test_a_closed_day_has_no_shift():
    hours = {"weekly": {"mon": ["08:00-20:00"]}}
    assert allows(opening_hours, plan(2, hours=hours), on(0))
    assert not allows(opening_hours, plan(2, hours=hours), on(1))


def test_a_window_past_midnight_belongs_to_the_day_it_starts_on():
    hours = {"weekly": {"mon": ["20:00-02:00"], "tue": ["10:00-12:00"]}}
    night = plan(2, hours=hours)
    assert allows(opening_hours, night, on(0, "20:00", 360))
    assert not allows(opening_hours, night, on(0, "20:00", 375))
    assert allows(opening_hours, night, on(1, "00:00", 120))
    assert not allows(opening_hours, night, on(1, "00:00", 135))
    assert not allows(opening_hours, night, on(1, "01:00", 11 * 60))


def test_what_is_left_of_yesterdays_window_belongs_to_yesterday():
    hours = {"weekly": {"mon-sun": ["20:00-02:00"]}}
    assert not allows(opening_hours, plan(2, hours=hours), on(0, "00:00", 120))
    assert allows(opening_hours, plan(2, hours=hours), on(1, "00:00", 120))


def test_around_the_clock_lies_anywhere_and_past_the_end():
    assert allows(opening_hours, plan(2), on(0, "00:00", 480), on(0, "20:00", 540), on(1, "23:45", 720))


def test_only_adjoining_windows_of_the_next_day_count():
    gaps = plan(2, hours=TWO_WINDOWS)
    assert opening_hours.spans(gaps) == [(0, 104), (96, 200)]
    assert allows(opening_hours, gaps, on(0, "18:00", 480), on(1, "18:00", 480))
    assert not allows(opening_hours, gaps, on(0, "18:00", 495))
    assert not allows(opening_hours, gaps, on(1, "20:00", 480))


def test_past_the_end_only_where_the_hours_would_go_on():
    weekly = {"mon-sun": ["00:00-24:00"]}
    stops = plan(2, hours={"weekly": weekly, "exceptions": {"2026-12-09": []}})
    assert allows(opening_hours, stops, on(1, "20:00", 240))
    assert not allows(opening_hours, stops, on(1, "20:00", 255))


def test_a_gap_at_midnight_ends_the_day():
    late = plan(2, hours={"weekly": {"mon-sun": ["00:15-24:00"]}})
    assert allows(opening_hours, late, on(0, "20:00", 240))
    assert not allows(opening_hours, late, on(0, "20:00", 255))


def test_windows_of_two_days_that_overlap_adjoin():
    overlapping = plan(2, hours={"weekly": {"mon": ["20:00-04:00"], "tue": ["02:00-06:00"]}})
    assert allows(opening_hours, overlapping, on(0, "20:00", 600))
    assert not allows(opening_hours, overlapping, on(0, "20:00", 615))


def test_templates_outside_the_hours_and_pins_are_exempt():
    hours = {"weekly": {"mon-sun": ["08:00-20:00"]}}
    assert allows(opening_hours, plan(hours=hours, shifts=[ANY | {"outside_hours": True}]), on(0, "02:00"))
    pin = [{"operator": "anna", "when": "mon", "from": "05:00", "to": "09:00", "kind": "pinned"}]
    pinned = plan(hours=hours, availability=pin)
    assert allows(opening_hours, pinned, on(0, "05:00"))
    assert not allows(opening_hours, pinned, on(0, "05:00", 255))


def test_the_repeated_hour_is_open_twice():
    hours = {"weekly": {"sun": ["00:00-04:00"]}}
    autumn = plan(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}, hours=hours)
    assert allows(opening_hours, autumn, ("2026-10-25T00:00", 300))
    assert not allows(opening_hours, autumn, ("2026-10-25T00:00", 315))
