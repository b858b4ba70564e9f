"""Shifts that may be asked for in place of the present one: the nearest first, with breaks that the rules allow."""

from __future__ import annotations

from itertools import product

import pytest

from scheduler.check.rules import breaks
from scheduler.operate.other_shifts import _goals, _leaves_work, _nearest, other_shifts, with_lunch
from scheduler.rules.basis.break_forms import forms_of
from tests.builders.activities import TALK, busy, held
from tests.builders.checked import BREAKS, day, instance, shift

CHOICE = BREAKS | {"lunch": BREAKS["lunch"] | {"minutes": [30, 45]}}


def test_the_placement_is_the_nearest_of_all():
    plan = instance()
    orders = [order for form in forms_of(plan.breaks, 360, 15) for order in form.orders]
    wanted = (("breather", 5), ("lunch", 12), ("breather", 21))
    legal = []
    for order in orders:
        goals = _goals(order, wanted)
        for starts in product(*(range(each.earliest, each.latest + 1) for each in order.breaks)):
            placed = tuple((each.kind, at, each.cells) for each, at in zip(order.breaks, starts, strict=True))
            if all(_leaves_work(order, placed[:number], placed[number][1]) for number in range(1, len(placed))):
                legal.append((sum(abs(at - goal) for at, goal in zip(starts, goals, strict=True)), placed))
    assert len(legal) > 20
    assert _nearest(orders, wanted) == min(legal)[1]


def test_a_later_start_keeps_length_and_breaks_and_comes_first():
    plan = instance()
    present = shift(plan, day(0, "09:00"), 360)
    found = other_shifts(plan, [present], 0, present, "anna", 10 * 60, None)
    moved = shift(plan, day(0, "10:00"), 360)
    assert (found[0].start, found[0].end, found[0].breaks) == (moved.start, moved.end, moved.breaks)
    assert {each.start.hour for each in found} == {10}
    assert not list(breaks.check(plan, found))


def test_who_is_off_gets_the_usual_length_and_legal_breaks():
    plan = instance(horizon=2, breaks=CHOICE)
    own = [shift(plan, day(0, "09:00"), 360)]
    found = other_shifts(plan, own, 1, None, "anna", None, "day")
    assert (found[0].end - found[0].start).total_seconds() == 360 * 60
    assert not list(breaks.check(plan, found))


def test_a_start_that_nobody_offers_is_told_with_those_that_are():
    plan = instance()
    with pytest.raises(ValueError, match="from 08:10 is offered on Mon 2026-12-07; offered are shifts from 06:00, 06:30"):
        other_shifts(plan, [], 0, None, "anna", 8 * 60 + 10, None)


def test_an_activity_that_lies_outside_the_shifts_asked_for_is_named():
    plan = busy(TALK)
    present = held(plan, 0, "08:00", 240, ("activity talk", "09:00", 60))
    assert other_shifts(plan, [present], 0, present, "anna", 7 * 60, None)
    with pytest.raises(ValueError, match=r"no other shift from 10:00 that is offered on Mon 2026-12-07 has room for talk "
                                         "09:00–10:00 and its breaks; activities stay where they are"):
        other_shifts(plan, [present], 0, present, "anna", 10 * 60, None)


def test_a_longer_lunch_moves_the_other_breaks_no_more_than_needed():
    plan = instance(breaks=CHOICE)
    longer = with_lunch(plan, shift(plan, day(0, "09:00"), 360), 45)
    assert [(each.end - each.start).total_seconds() / 60 for each in longer.breaks if each.kind == "lunch"] == [45]
    assert not list(breaks.check(plan, [longer]))


@pytest.mark.parametrize(("minutes", "told"), [(30, "lasts 30 min already"), (60, "a shift of 360 min has 30 min or 45 min")])
def test_a_lunch_that_cannot_be_is_told_with_what_is_allowed(minutes, told):
    plan = instance(breaks=CHOICE)
    with pytest.raises(ValueError, match=told):
        with_lunch(plan, shift(plan, day(0, "09:00"), 360), minutes)
