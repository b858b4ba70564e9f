"""Breaks that a shift must have, at the boundaries of the rows that name lengths."""

from __future__ import annotations

import pytest

from scheduler.check.facts.breaks import breathers_due, is_paid, lunches_due
from tests.builders.checked import BREAKS, day, instance, shift

SHORT = {"minutes": 30, "paid": True, "from_shift_minutes": 240, "earliest_minutes": 60, "latest_minutes": 180}
LONG = SHORT | {"minutes": 45, "paid": False, "from_shift_minutes": 480}


@pytest.mark.parametrize(("minutes", "breathers"), [(225, 0), (240, 1), (345, 1), (360, 2), (465, 2), (480, 3)])
def test_breathers_by_length(minutes, breathers):
    plan = instance()
    assert breathers_due(plan, shift(plan, day(0), minutes, ())) == breathers


@pytest.mark.parametrize(("minutes", "lunch"), [(225, None), (240, 30), (465, 30), (480, 45)])
def test_the_lunch_of_the_longest_shifts_reached(minutes, lunch):
    plan = instance(breaks={"lunch": [SHORT, LONG]})
    found = lunches_due(plan, shift(plan, day(0), minutes, ()))
    assert [each.minutes[0] for each in found] == ([lunch] if lunch else [])


def test_a_break_is_paid_as_its_rule_says_and_not_without_one():
    plan = instance(breaks=BREAKS)
    long, short = shift(plan, day(0), 360), shift(plan, day(0), 120, (("lunch", 60, 30), ("breather", 30, 15)))
    assert [is_paid(plan, long, pause) for pause in long.breaks] == [True, False, True]
    assert [is_paid(plan, short, pause) for pause in short.breaks] == [False, True]
    nothing = instance(breaks={})
    assert not any(is_paid(nothing, long, pause) for pause in long.breaks)
