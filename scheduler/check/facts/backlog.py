"""Deferrable work from plain times: what of it is done by its deadline, and how long somebody is at it for nothing."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.check.facts.times import Minutes, overlap, span
from scheduler.instance.backlog import batches_of
from scheduler.instance.deferrable import DeferrableWork
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift


@dataclass(frozen=True)
class Handled:
    """What becomes of the work of one kind, in minutes.

    Parameters
    ----------
    due, late
        Work due in the horizon, and what of it is not done in time.
    done
        Work done, due in the horizon or not.
    idle
        Time of blocks in which nothing was at hand.
    """

    due: Minutes
    late: Minutes
    done: Minutes
    idle: Minutes


def blocks_of(work: DeferrableWork, shifts: Sequence[Shift]) -> list[tuple[Shift, Break]]:
    """All blocks of a kind of work, each with its shift."""
    return [(shift, each) for shift in shifts for each in shift.activities if each.name == work.name]


def without_blocks(instance: Instance, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """The shifts as if nobody were at deferrable work."""
    names = {work.name for work in instance.deferrable}
    return tuple(shift.keeping(lambda each: each.name not in names) for shift in shifts)


def handled(instance: Instance, work: DeferrableWork, shifts: Sequence[Shift]) -> Handled:
    """What blocks do of a kind of work: in each cell of the break grid what is at hand and due first.

    What comes within a cell is at hand from the next one on; what is due within one has to be done before it. Only time in the
    horizon counts.
    """
    grid, step = instance.grid, dt.timedelta(minutes=instance.grid.cell_minutes)
    coming, waiting = deque(batches_of(instance, work)), deque[tuple[dt.datetime, Minutes]]()
    last = grid.origin + grid.cells * step
    due = sum(each.minutes for each in coming if each.due <= last)
    late: Minutes = 0
    done: Minutes = 0
    idle: Minutes = 0
    for cell, minutes in sorted(_minutes_by_cell(instance, work, shifts).items()):
        there, begin, end = minutes, grid.origin + cell * step, grid.origin + (cell + 1) * step
        while coming and coming[0].arrives <= begin:
            each = coming.popleft()
            waiting.append((each.due, each.minutes))
        while waiting and waiting[0][0] < end:
            late += waiting.popleft()[1]
        while waiting and there:
            until, left = waiting.popleft()
            taken = min(there, left)
            there, done = there - taken, done + taken
            if left > taken:
                waiting.appendleft((until, left - taken))
        idle += there
    late += sum(left for until, left in (*waiting, *((each.due, each.minutes) for each in coming)) if until <= last)
    return Handled(due, late, done, idle)


def _minutes_by_cell(instance: Instance, work: DeferrableWork, shifts: Sequence[Shift]) -> dict[int, Minutes]:
    """Minutes of blocks in the cells of the horizon."""
    grid, step = instance.grid, dt.timedelta(minutes=instance.grid.cell_minutes)
    found: dict[int, Minutes] = {}
    for _, block in blocks_of(work, shifts):
        begin, end = span(block)
        for cell in range((begin - grid.origin) // step, -((grid.origin - end) // step)):
            if 0 <= cell < grid.cells:
                of_cell = grid.origin + cell * step, grid.origin + (cell + 1) * step
                found[cell] = found.get(cell, 0) + overlap((begin, end), of_cell)
    return found
