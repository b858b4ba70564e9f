"""Shifts of each operator, and the days on which they start."""

from __future__ import annotations

from scheduler.check.facts.shifts import days_worked, in_horizon, shifts_by_operator
from tests.builders.checked import day, instance, shift


def test_every_operator_has_theirs_in_order_of_time_and_strangers_none():
    plan = instance(horizon=2, operators=[{"id": name, "contract": "free"} for name in ("anna", "ben")])
    late, early = shift(plan, day(1), 240), shift(plan, day(0), 240)
    stranger = shift(plan, day(0), 240, operator="zoe")
    assert [(operator.id, own) for operator, own in shifts_by_operator(plan, [late, stranger, early])] == [
        ("anna", [early, late]), ("ben", [])]


def test_a_shift_belongs_to_the_local_day_on_which_it_starts():
    plan = instance(horizon=2)
    night, before, after = (shift(plan, day(number, "23:00"), 240) for number in (1, -1, 2))
    assert [in_horizon(plan, each) for each in (night, before, after)] == [True, False, False]
    assert days_worked(plan, [night, before, after, shift(plan, day(0, "00:00"), 120)]) == {0, 1}
