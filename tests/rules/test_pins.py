from __future__ import annotations

from scheduler.rules import pins
from tests.builders.rosters import allows, on, plan_with_entries


def test_a_pin_with_times_is_exact():
    pinned = plan_with_entries(("pinned", "2026-12-08", "08:00", "12:00"))
    assert allows(pins, pinned, on(1))
    assert allows(pins, pinned, on(0, "06:00"), on(1), on(2, "18:00"))
    assert not allows(pins, pinned, on(1, "08:15"))
    assert not allows(pins, pinned, on(1, minutes=255))


def test_a_pinned_day_is_worked():
    pinned = plan_with_entries(("pinned", "2026-12-08", "08:00", "12:00"))
    assert not allows(pins, pinned)
    assert not allows(pins, pinned, on(0), on(2))


def test_a_pin_without_times_is_any_shift_of_the_day():
    pinned = plan_with_entries(("pinned", "mon-tue"))
    assert allows(pins, pinned, on(0), on(1, "16:00", 60))
    assert not allows(pins, pinned, on(0))


def test_boundary_a_pin_past_midnight_belongs_to_the_day_it_starts_on():
    pinned = plan_with_entries(("pinned", "mon", "22:00", "06:00"))
    assert allows(pins, pinned, on(0, "22:00", 480))
    assert not allows(pins, pinned, on(0, "22:00", 465))
    assert not allows(pins, pinned, on(1, "00:00", 360))


def test_a_pin_no_template_offers_is_in_the_table():
    pinned = plan_with_entries(("pinned", "mon", "06:00", "06:45"))
    assert allows(pins, pinned, on(0, "06:00", 45))


def test_two_pins_with_times_on_one_day_cannot_both_hold():
    pinned = plan_with_entries(("pinned", "mon", "06:00", "10:00"), ("pinned", "mon", "18:00", "22:00"))
    assert not allows(pins, pinned, on(0, "06:00"))
    assert not allows(pins, pinned, on(0, "18:00"))


def test_a_pin_on_the_night_an_hour_repeats_is_an_hour_longer():
    autumn = plan_with_entries(
        ("pinned", "sun", "00:00", "06:00"), hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}
    )
    assert allows(pins, autumn, ("2026-10-25T00:00", 420))
    assert not allows(pins, autumn, ("2026-10-25T00:00", 360))
