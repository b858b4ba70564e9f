"""Witnesses are told on the hotline's wall clock, whatever the zone of a moment."""

from __future__ import annotations

import datetime as dt

from scheduler.check.facts.words import clock, day_text, hours_text, shift_text, week_text
from tests.builders.checked import day, instance, shift


def test_words_of_moments_days_weeks_and_shifts():
    plan = instance(horizon=9)
    assert clock(plan, dt.datetime(2026, 12, 7, 1, 30, tzinfo=dt.UTC)) == "08:30"
    assert shift_text(plan, shift(plan, day(0, "22:00"), 240)) == "anna 2026-12-07 22:00-02:00"
    assert (day_text(plan, -1), week_text(plan, range(7, 9))) == ("2026-12-06", "week 2026-12-14 to 2026-12-15")


def test_a_whole_day_is_said_so_also_when_its_clock_changes():
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 2})
    assert [hours_text(plan, plan.grid.window(number, 0, 1440)) for number in (0, 1)] == ["all day"] * 2
    assert hours_text(plan, plan.grid.window(0, 60, 1440)) == "01:00-00:00"
