"""What blocks do of deferrable work, from plain times."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.check.facts.backlog import handled, left_undone, without_blocks
from scheduler.demand.backlog import backlogs
from tests.builders.activities import held
from tests.builders.mail import BLOCK, mailing


def figures(plan, *shifts):
    found = handled(plan, plan.deferrable[0], shifts)
    return found.due, found.late, found.done, found.idle


@pytest.mark.parametrize(("clock", "minutes", "right"), [
    ("09:00", 60, (60, 0, 60, 0)), ("09:00", 90, (60, 0, 60, 30)), ("08:00", 60, (60, 60, 0, 60)),
    ("12:00", 60, (60, 0, 60, 0)), ("12:30", 60, (60, 30, 30, 30)), ("09:45", 60, (60, 0, 60, 0))])
def test_work_between_arrival_and_deadline(clock, minutes, right):
    plan = mailing(("09:00", 6))
    assert figures(plan, held(plan, 0, "08:00", 360, (BLOCK, clock, minutes), operator="o0")) == right


def test_two_people_and_what_is_due_first():
    plan = mailing(("08:00", 3), ("09:00", 6))
    both = [held(plan, 0, "08:00", 360, (BLOCK, "11:30", 60), operator=f"o{number}") for number in (0, 1)]
    assert figures(plan, *both) == (90, 0, 90, 30)
    assert figures(plan, both[0]) == (90, 30, 60, 0)


def test_half_minutes_are_seen():
    plan = mailing(("09:00", 6))
    shift = held(plan, 0, "08:00", 360, (BLOCK, "09:00", 60), operator="o0")
    block = shift.breaks[0].model_copy(update={"end": shift.breaks[0].end.replace(minute=59, second=30, hour=9)})
    assert float(handled(plan, plan.deferrable[0], [shift.model_copy(update={"breaks": (block,)})]).late) == 0.5


def test_it_agrees_with_the_demand_side():
    plan = mailing(("08:00", 5), ("09:20", 7), ("11:00", 2), ("15:30", 8))
    shifts = [held(plan, 0, "08:00", 360, (BLOCK, "09:00", 60), (BLOCK, "11:30", 90), operator="o0"),
              held(plan, 0, "10:00", 360, (BLOCK, "11:00", 60), (BLOCK, "14:00", 120), operator="o1")]
    backlog, minutes = backlogs(plan)[0], [0] * plan.grid.cells
    for each in (pause for shift in shifts for pause in shift.breaks):
        for cell in range(plan.grid.cell(each.start), plan.grid.cell(each.end)):
            minutes[cell] += 30
    left, idle = backlog.left(np.array(minutes), plan.grid.cells)
    due, late, _, found_idle = figures(plan, *shifts)
    assert (late, found_idle) == (int(left[backlog.is_due].sum()), idle)
    assert due == int(backlog.minutes[backlog.is_due].sum())


def test_without_blocks_only_other_activities_are_left():
    plan = mailing(("09:00", 6))
    shift = held(plan, 0, "08:00", 360, (BLOCK, "09:00", 60), ("activity talk", "11:00", 60), operator="o0")
    found, = without_blocks(plan, [shift])
    assert [each.name for each in found.breaks] == ["talk"]


def test_what_is_left_undone_is_told_by_when_it_came_late_or_not():
    plan = mailing(("08:00", 6), ("09:00", 6), ("15:00", 3), work={"within_hours": 2})
    shift = held(plan, 0, "08:00", 360, (BLOCK, "10:30", 60), operator="o0")
    came = [plan.grid.readings(0, hour * 60)[0] for hour in (8, 9, 15)]
    left = {hour: left_undone(plan, plan.deferrable[0], [shift], plan.grid.readings(0, hour * 60)[0]) for hour in (9, 11, 16)}
    assert left[9] == [(came[0], 60)]
    assert left[11] == [(came[0], 60), (came[1], 30)], "the block comes too late for the first"
    assert left[16] == [(came[0], 60), (came[1], 30), (came[2], 30)]
