from __future__ import annotations

from scheduler.check.rules.one_shift_a_day import check
from tests.builders.checked import day, instance, shift


def found(plan, *shifts):
    return [(violation.amount, violation.unit) for violation in check(plan, shifts)]


def test_allows_one_on_each_day_of_each_operator():
    plan = instance(horizon=2, operators=[{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "free"}])
    assert not found(
        plan, *(shift(plan, day(number), 240, operator=who) for number in (0, 1) for who in ("anna", "ben"))
    )


def test_forbids_a_second_and_a_third():
    plan = instance()
    assert found(plan, shift(plan, day(0), 120), shift(plan, day(0, "12:00"), 120)) == [(1, "shifts")]
    three = [shift(plan, day(0, f"{hour:02d}:00"), 120) for hour in (8, 12, 16)]
    assert found(plan, *three) == [(2, "shifts")]


def test_a_shift_past_midnight_belongs_to_the_day_it_starts_on():
    plan = instance(horizon=2)
    assert not found(plan, shift(plan, day(0, "20:00"), 360), shift(plan, day(1, "20:00"), 240))


def test_boundary_is_local_midnight():
    plan = instance(horizon=2)
    assert not found(plan, shift(plan, day(0, "00:00"), 240), shift(plan, day(1, "00:00"), 240))
    assert found(plan, shift(plan, day(0, "00:00"), 240), shift(plan, day(0, "23:59"), 240)) == [(1, "shifts")]


def test_overlap_counts_in_minutes():
    plan = instance(horizon=2)
    late, early = shift(plan, day(0, "20:00"), 360), shift(plan, day(1, "01:30"), 240)
    assert found(plan, late, early) == [(30, "min")]
    assert found(plan, late, shift(plan, day(1, "02:00"), 240)) == []


def test_strangers_and_days_outside_the_horizon():
    plan = instance(horizon=2)
    assert found(plan, shift(plan, day(0), 240, operator="zoe")) == [(1, "shifts")]
    assert found(plan, shift(plan, day(-1, "23:45"), 240)) == [(1, "shifts")]
    assert found(plan, shift(plan, day(2, "00:00"), 240)) == [(1, "shifts")]
    assert not found(plan, shift(plan, day(1, "23:45"), 240))
