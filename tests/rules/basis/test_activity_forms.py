"""Ways to hold the activities of a day, and the shifts that have room for them."""

from __future__ import annotations

import pytest

from scheduler.instance.activities import Activity
from scheduler.rules.basis.activity_forms import ActivityForms, ways_of
from scheduler.rules.basis.break_clock import BreakClock
from tests.builders.activities import busy

ONE_BREAK = {"breathers": {"minutes": 60, "count": [{"from_shift_minutes": 180, "breathers": 1}]},
             "spacing": {"edge_minutes": 60, "min_work_minutes": 60, "max_work_minutes": 120}}


def activity(name, minutes=60, **keys):
    return Activity.model_validate({"name": name, "minutes": minutes} | keys)


def starts(ways):
    return [tuple((label.removeprefix("activity "), at // 60) for label, at, _ in way) for way in ways]


def test_all_that_are_required_and_at_most_one_that_is_counted_none_over_another():
    talk, coaching, course = (activity("talk", at="09:00"), activity("coaching", at="10:00", per="week", times=1),
                              activity("course", 120, at="09:00", per="week", times=1))
    assert starts(ways_of((talk,), (coaching, course))) == [(("talk", 9),), (("talk", 9), ("coaching", 10))]
    assert starts(ways_of((), (coaching, course))) == [(("coaching", 10),), (("course", 9),)]


def test_ways_stand_in_order_of_time():
    early, late = activity("early", between="08:00-10:00", every_minutes=60), activity("late", at="09:00")
    assert starts(ways_of((late, early), ())) == [(("early", 8), ("late", 9))]


@pytest.mark.parametrize(("at", "fits"), [("07:00", False), ("08:00", True), ("09:00", True), ("10:00", True), ("11:00", True),
                                          ("11:15", False)])
def test_boundary_a_shift_has_room_from_its_start_to_its_end(at, fits):
    plan = busy({"name": "talk", "minutes": 60, "at": at})
    clock = BreakClock(plan)
    start = plan.grid.cell(plan.grid.window(0, 480, 720)[0])
    assert [bool(form.activities) for form in ActivityForms(plan, clock).of(0, start, clock.forms(start, 240))] == [True] * fits


@pytest.mark.parametrize(("at", "fits"), [("08:00", True), ("09:00", True), ("09:30", False), ("10:00", True), ("11:00", True)])
def test_breaks_must_find_room_beside_it(at, fits):
    """A break of an hour begins one or two hours after the start: an activity in the middle leaves it neither."""
    plan = busy({"name": "talk", "minutes": 60, "at": at}, breaks=ONE_BREAK)
    clock = BreakClock(plan)
    start = plan.grid.cell(plan.grid.window(0, 480, 720)[0])
    assert bool(list(ActivityForms(plan, clock).of(0, start, clock.forms(start, 240)))) == fits
