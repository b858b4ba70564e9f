"""Deferrable work: blocks are of those who may do it and as long as they may be, and what is late or idle is priced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.backlog import blocks_of, handled
from scheduler.check.facts.people import ids
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import Minutes, minutes_between, number, overlap, span
from scheduler.check.facts.words import clock, shift_text
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand
from scheduler.instance.deferrable import DeferrableWork
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Break, Shift

NAME = "deferrable"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes, for each block of somebody who may not do the work, too short or long, or not free.

    A block lies on the grid and inside the shift, beside all breaks and activities. Two of the same work that touch are one;
    none lies on another.
    """
    for work in instance.deferrable:
        may = ids(instance, work.who)
        for operator, own in shifts_by_operator(instance, shifts):
            for shift in own:
                blocks = [each for _, each in blocks_of(work, [shift])]
                joined = _joined(blocks)
                for block in joined:
                    yield from _wrong(instance, shift, work, block, allowed=operator.id in may)
                if twice := _minutes(blocks) - _minutes(joined):
                    yield Violation(NAME, number(twice), "min", f"{shift_text(instance, shift)}: {number(twice)} min of "
                                    f"{work.name} lie on others of it")


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of work that is not done by its deadline, and of blocks in which nothing is at hand.

    The latter costs what a surplus operator does: `overstaffing_per_hour`, and nothing where missed calls are priced.
    """
    if not instance.deferrable:
        return
    found = [(work, handled(instance, work, shifts)) for work in instance.deferrable]
    late, idle = (Fraction(sum(minutes)) for minutes in zip(*((each.late, each.idle) for _, each in found), strict=True))
    price = 0 if instance.objective.missed_call is not None else units(instance.objective.overstaffing_per_hour, 1)
    yield Priced("late_work", sum((each.late * units(work.late_per_hour, 1) for work, each in found), Fraction(0)), late / 60,
                 "hours")
    yield Priced("idle_blocks", idle * price, idle / 60, "hours")


def _joined(blocks: Sequence[Break]) -> list[Break]:
    """Blocks in order of time, those that touch or lie on one another as one."""
    found: list[Break] = []
    for each in sorted(blocks, key=span):
        if found and minutes_between(found[-1].end, each.start) <= 0:
            found[-1] = found[-1].model_copy(update={"end": max(found[-1].end, each.end, key=dt.datetime.timestamp)})
        else:
            found.append(each)
    return found


def _minutes(blocks: Sequence[Break]) -> Minutes:
    return sum(minutes_between(each.start, each.end) for each in blocks)


def _wrong(instance: Instance, shift: Shift, work: DeferrableWork, block: Break, *, allowed: bool) -> Iterator[Violation]:
    where, minutes = shift_text(instance, shift), minutes_between(block.start, block.end)
    text = f"{where}: {work.name} {clock(instance, block.start)}-{clock(instance, block.end)}"
    if not allowed:
        yield Violation(NAME, number(minutes), "min", f"{text}; they do not do this work")
    least, most = work.block_minutes
    if off := max(least - minutes, minutes - most, 0):
        yield Violation(NAME, number(off), "min", f"{text}, {number(minutes)} min; allowed are {least} to {most} min")
    grid = instance.grid.cell_minutes
    past = [minutes_between(instance.grid.origin, side) % grid for side in span(block)]
    if off := max(min(each, grid - each) for each in past):
        yield Violation(NAME, number(off), "min", f"{text}; it lies off the grid of {grid} min")
    others = [each for each in shift.breaks if not (each.name == work.name and overlap(span(each), span(block)))]
    away = sum(overlap(span(block), span(each)) for each in others) + minutes - overlap(span(block), span(shift))
    if away:
        yield Violation(NAME, number(away), "min", f"{text}; it lies beside breaks and inside the shift in a right roster")
