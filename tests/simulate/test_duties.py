"""Shifts as the moments a simulation follows, and who serves whom."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.errors import InputError
from scheduler.simulate.duties import duties_of, duties_of_instance
from scheduler.simulate.kernel import BREAK, END, START
from tests.builders.hotline import hotline
from tests.builders.scenarios import grid, shift


def test_moments_are_in_order_of_time_in_seconds():
    duties = duties_of(grid(), ["anna", "ben"], [shift("anna", 60, 240, (120, 15)), shift("ben", 0, 60)])
    mine = np.flatnonzero(duties.plan.operator == 0)
    assert duties.plan.kind[mine].tolist() == [START, BREAK, END]
    assert duties.plan.at_s[mine].tolist() == [3600, 7200, 14400]
    assert duties.plan.length_s[mine].tolist()[1] == 900


def test_a_shift_that_begins_before_the_last_one_ends_is_refused():
    with pytest.raises(InputError, match="anna"):
        duties_of(grid(), ["anna"], [shift("anna", 0, 120), shift("anna", 60, 180)])


def test_what_is_told_by_queue_is_the_mean_of_those_an_operator_serves():
    shifts = [shift("anna", 0, 60), shift("ben", 0, 60)]
    duties = duties_of(grid(), ["anna", "ben"], shifts, np.array([[True, False], [True, True]]))
    assert duties.by_shift(np.array([0.1, 0.3])).tolist() == pytest.approx([0.1, 0.2])


def test_who_is_still_there_from_yesterday_is_there_and_comes_again():
    history = [{"operator": "anna", "last_end": "2026-12-07T04:00"}]
    plan = hotline(hotline="UTC", hours={"always": True}, history=history)
    duties = duties_of_instance(plan, [shift("anna", 960, 1200)])
    assert duties.beside.tolist() == [True, False]
    assert duties.plan.at_s.tolist() == [0, 4 * 3600, 16 * 3600, 20 * 3600]
    assert duties.day.tolist() == [0, 0]


def test_the_parts_of_a_split_shift_are_two_duties():
    whole = shift("anna", 60, 600, (120, 15), (240, 120))
    gap = whole.breaks[1].model_copy(update={"kind": "gap"})
    duties = duties_of(grid(), ["anna"], [whole.model_copy(update={"breaks": (whole.breaks[0], gap)})])
    assert duties.plan.kind.tolist() == [START, BREAK, END, START, END]
    assert duties.plan.at_s.tolist() == [3600, 7200, 14400, 21600, 36000]
