"""Plain times, exact and never by the wall clock."""

from __future__ import annotations

from fractions import Fraction

from scheduler.check.facts.times import day_of, distance, exact, length, minutes_between, number, overlap, span
from tests.builders.checked import day, instance, moment, shift


def test_minutes_are_elapsed_and_exact():
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1})
    assert minutes_between(moment(plan, "2026-10-25T01:00"), moment(plan, "2026-10-25T03:00")) == 180
    assert minutes_between(moment(plan, "2026-10-25T03:00"), moment(plan, "2026-10-25T01:00")) == -180
    assert minutes_between(moment(plan, "2026-10-25T08:00:00"), moment(plan, "2026-10-25T08:00:20")) == Fraction(1, 3)


def test_spans_that_touch_share_nothing():
    plan = instance()
    early, late, both = (span(shift(plan, day(0, start), 120)) for start in ("08:00", "10:00", "09:00"))
    assert (overlap(early, late), overlap(early, both), overlap(both, early)) == (0, 60, 60)


def test_a_day_is_the_hotlines_own():
    plan = instance()
    assert [day_of(plan, moment(plan, day(number, time))) for number, time in ((0, "00:00"), (-1, "23:59"), (1, "00:00"))] == [
        0, -1, 1]


def test_numbers_for_messages():
    plan = instance()
    assert (number(Fraction(6, 2)), number(Fraction(1, 4)), exact(36.7), distance(3, 5)) == (3, 0.25, Fraction(367, 10), 2)
    assert isinstance(number(Fraction(6, 2)), int)
    assert length(shift(plan, day(0), 510)) == 510
