"""Deferrable work on cells: first what is due first, and a first plan in the quiet hours."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.backlog import backlogs, first_plan, hours_of_work
from tests.builders.mail import mailing


def backlog(*rows, **changes):
    return backlogs(mailing(*rows, **changes))[0]


def at(**minutes):
    """Minutes of blocks by cell of 30 minutes: `h9` is 09:00."""
    found = np.zeros(48, dtype=np.int64)
    for name, value in minutes.items():
        found[int(2 * float(name[1:].replace("_", ".")))] = value
    return found


def test_work_is_at_hand_from_the_cell_after_it_comes_and_to_the_one_before_it_is_due():
    found = backlog(("09:10", 3))
    assert (found.first.tolist(), found.end.tolist(), found.minutes.tolist()) == ([19], [26], [30])
    assert found.cost(at(h9=30)) == found.cost(at(h13=30)) == 30 * (3600 + 300), "late, and idle"
    assert found.cost(at(h9_5=30)) == found.cost(at(h12_5=30)) == 0


@pytest.mark.parametrize(("minutes", "left", "idle"), [
    (at(h9=30), [0, 60], 0), (at(h9=60), [0, 30], 0), (at(h12_5=90), [30, 0], 30), (at(h9=120), [0, 0], 30),
    (at(), [30, 60], 0)])
def test_first_what_is_due_first(minutes, left, idle):
    found = backlog(("08:00", 3), ("09:00", 6))
    assert found.left(minutes, 48)[0].tolist() == left
    assert found.left(minutes, 48)[1] == idle


def test_what_is_due_after_the_horizon_is_no_lateness_but_work():
    found = backlog(("15:00", 6), work={"within_hours": 24})
    assert found.cost(at()) == 0
    assert found.cost(at(h15=60)) == 0
    assert found.cost(at(h15=90)) == 30 * 300


def test_no_idle_price_where_missed_calls_are_priced():
    assert backlog(("09:00", 1), objective={"missed_call": 2}).idle_price == 0


def test_the_first_plan_goes_where_nobody_is_missed_before_the_deadline():
    price = np.full(48, 900.0)
    price[[20, 24, 40]] = 100, 200, 0
    planned = first_plan(backlog(("08:30", 9), work={"within_hours": 4}), price, 150.0, np.full(48, 2))
    assert np.flatnonzero(planned).tolist() == [20, 24], "20:00 is past the deadline"
    assert planned[[20, 24]].tolist() == [2, 1]


def test_the_first_plan_does_not_make_up_later_for_what_had_no_place():
    possible = np.zeros(48, dtype=np.int64)
    possible[24:] = 1
    planned = first_plan(backlog(("08:00", 6), ("10:00", 3)), np.zeros(48), 1.0, possible)
    assert planned.sum() == 1


def test_the_first_plan_leaves_late_what_costs_more_in_time():
    dear = np.full(48, 3600.0 * 30)
    assert not first_plan(backlog(("08:00", 6)), dear, 1.0, np.full(48, 2)).any()


def test_hours_in_all_and_those_due():
    found, = hours_of_work(mailing(("09:00", 6), ("21:00", 3)))
    assert (found.contacts, found.operator_hours, found.due_hours) == (9, 1.5, 1)
