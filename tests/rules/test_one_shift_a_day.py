from __future__ import annotations

from scheduler.rules import one_shift_a_day
from tests.builders.rosters import allows, on, plan


def test_allows_one_shift_each_day_and_days_off():
    assert allows(one_shift_a_day, plan(3), on(0), on(2))
    assert allows(one_shift_a_day, plan(3))


def test_forbids_two_shifts_of_a_day():
    assert not allows(one_shift_a_day, plan(3), on(0, "06:00"), on(0, "18:00"))


def test_boundary_a_shift_belongs_to_the_day_on_which_it_starts():
    assert allows(one_shift_a_day, plan(2), on(0, "23:45", 480), on(1, "18:00"))
    assert allows(one_shift_a_day, plan(2), on(0, "18:00", 360), on(1, "00:00"))
    assert not allows(one_shift_a_day, plan(2), on(1, "00:00"), on(1, "18:00"))
