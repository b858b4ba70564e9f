"""Deferrable work from plain times: what of it is done by its deadline, and how long somebody is at it for nothing."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.check.facts.times import Minutes, overlap, span
from scheduler.instance.backlog import Batch, batches_of
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
    last = instance.grid.moment(instance.grid.cells)
    batches = batches_of(instance, work)
    found = _worked_off(instance, work, shifts, batches, last)
    late = sum(minutes for due, _, minutes in found.missed) + sum(minutes for due, _, minutes in found.waiting if due <= last)
    return Handled(sum(each.minutes for each in batches if each.due <= last), late, found.done, found.idle)


def left_undone(
    instance: Instance, work: DeferrableWork, shifts: Sequence[Shift], until: dt.datetime
) -> list[tuple[dt.datetime, Minutes]]:
    """What has come of a kind of work before a moment and is not done by then, late or not: when it came, and minutes of it."""
    batches = [each for each in batches_of(instance, work) if each.arrives < until]
    found = _worked_off(instance, work, shifts, batches, until)
    return sorted((arrives, minutes) for _, arrives, minutes in (*found.waiting, *found.missed))


_Part = tuple[dt.datetime, dt.datetime, Minutes]
"""What is left of a batch: when it is due, when it came, and minutes of it."""


@dataclass(frozen=True)
class _WorkedOff:
    """What blocks do before a moment, and the work left then: what still waits, and what was not done in time."""

    waiting: list[_Part]
    missed: list[_Part]
    done: Minutes
    idle: Minutes


def _worked_off(
    instance: Instance, work: DeferrableWork, shifts: Sequence[Shift], batches: Sequence[Batch], until: dt.datetime
) -> _WorkedOff:
    grid, step = instance.grid, dt.timedelta(minutes=instance.grid.cell_minutes)
    coming, waiting, missed = deque(batches), deque[_Part](), list[_Part]()
    done: Minutes = 0
    idle: Minutes = 0
    for cell, minutes in sorted(_minutes_by_cell(instance, work, shifts).items()):
        there, begin, end = minutes, grid.origin + cell * step, grid.origin + (cell + 1) * step
        if begin >= until:
            break
        while coming and coming[0].arrives <= begin:
            each = coming.popleft()
            waiting.append((each.due, each.arrives, each.minutes))
        while waiting and waiting[0][0] < end:
            missed.append(waiting.popleft())
        while waiting and there:
            due, arrives, left = waiting.popleft()
            taken = min(there, left)
            there, done = there - taken, done + taken
            if left > taken:
                waiting.appendleft((due, arrives, left - taken))
        idle += there
    return _WorkedOff([*waiting, *((each.due, each.arrives, each.minutes) for each in coming)], missed, done, idle)


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
