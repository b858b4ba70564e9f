from __future__ import annotations

import pytest

from scheduler.rules import availability
from tests.builders.rosters import allows, on, plan_with_entries


@pytest.mark.parametrize(
    ("start", "allowed"), [("08:00", True), ("08:15", False), ("13:00", False), ("15:45", False), ("16:00", True)]
)
def test_unavailable_window(start, allowed):
    lunch = plan_with_entries(("unavailable", "mon", "12:00", "16:00"))
    assert allows(availability, lunch, on(0, start)) == allowed
    assert allows(availability, lunch, on(1, start))


def test_unavailable_all_day_also_for_what_passes_midnight():
    away = plan_with_entries(("unavailable", "2026-12-08"))
    assert not allows(availability, away, on(1))
    assert not allows(availability, away, on(0, "20:00", 255))
    assert allows(availability, away, on(0, "20:00", 240), on(2, "00:00"))


def test_unavailable_before_and_after_the_horizon():
    around = plan_with_entries(("unavailable", "sun", "22:00", "06:00"), ("unavailable", "thu"))
    assert allows(availability, around, on(0, "06:00"), on(2, "20:00", 240))
    assert not allows(availability, around, on(0, "05:45"))
    assert not allows(availability, around, on(2, "20:00", 255))


def test_only_forbids_the_rest_of_its_day():
    window = plan_with_entries(("only", "tue", "10:00", "16:00"))
    assert allows(availability, window, on(0, "20:00"), on(1, "10:00", 360), on(2, "00:00"))
    assert not allows(availability, window, on(1, "09:45", 60))
    assert not allows(availability, window, on(1, "10:15", 360))
    assert not allows(availability, window, on(0, "20:00", 255))


def test_several_only_are_allowed_together():
    windows = plan_with_entries(
        ("only", "tue", "08:00", "12:00"), ("only", "tue", "12:00", "16:00"), ("only", "tue", "18:00", "20:00")
    )
    assert allows(availability, windows, on(1, minutes=480), on(1, "18:00", 120))
    assert not allows(availability, windows, on(1, "15:45", 60))


def test_only_past_midnight_allows_its_own_nights():
    nights = plan_with_entries(("only", "mon-fri", "22:00", "06:00"))
    assert allows(availability, nights, on(0, "22:00", 480), on(1, "22:00", 480), on(2, "22:00", 480))
    assert not allows(availability, nights, on(0, "22:00", 495))
    assert not allows(availability, nights, on(1, "21:45", 60))


def test_the_night_before_the_horizon_and_the_one_after_it():
    nights = plan_with_entries(("only", "sun-mon", "22:00", "06:00"), days=1)
    assert allows(availability, nights, on(0, "00:00", 360), on(0, "22:00", 720))
    assert not allows(availability, nights, on(0, "00:00", 375))


def test_only_off_the_grid_allows_no_part_of_a_cell():
    window = plan_with_entries(("only", "mon", "08:10", "12:05"), days=1)
    assert allows(availability, window, on(0, "08:15", 225))
    assert not allows(availability, window, on(0, "08:00", 240))
    assert not allows(availability, window, on(0, "08:15", 240))


def test_wishes_forbid_nothing():
    wishes = plan_with_entries(("avoid", "mon"), ("prefer", "mon", "18:00", "20:00"))
    assert allows(availability, wishes, on(0))


def test_an_unavailable_hour_that_repeats_counts_twice():
    autumn = plan_with_entries(
        ("unavailable", "sun", "02:00", "03:00"), hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}
    )
    assert allows(availability, autumn, ("2026-10-25T00:00", 120), ("2026-10-25T03:00", 60))
    assert not allows(availability, autumn, ("2026-10-25T02:45", 60), fold=1)


def test_only_without_times_means_on_no_other_day():
    mondays = plan_with_entries(("only", "mon"))
    assert allows(availability, mondays, on(0))
    assert not allows(availability, mondays, on(1))
    assert not allows(availability, mondays, on(0, "22:00", 480))
    either = plan_with_entries(("only", "mon"), ("only", "tue", "10:00", "16:00"))
    assert allows(availability, either, on(0), on(1, "10:00", 360))
    assert not allows(availability, either, on(2))


@pytest.mark.parametrize("kind", ["unavailable", "leave", "sick", "public_holiday"])
@pytest.mark.parametrize("when", ["2026-12-01..2026-12-08", "2026-12-01/2026-12-08", "2026-12-08..2027-01-31"])
def test_absences_over_a_range_that_may_begin_before_and_end_after_the_horizon(kind, when):
    away = plan_with_entries((kind, when))
    assert allows(availability, away, on(0)) == when.startswith("2026-12-08")
    assert not allows(availability, away, on(1))
    assert allows(availability, away, on(2)) != when.startswith("2026-12-08")
