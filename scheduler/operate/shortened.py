"""A shift that begins later, or ends earlier, than it was published, with breaks that its new length allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scheduler.check.facts.times import span
from scheduler.instance.instance import Instance
from scheduler.operate.other_shifts import placed_shift
from scheduler.roster import Break, Shift
from scheduler.rules.basis.break_clock import NO_GAP, BreakClock, Gap
from scheduler.rules.basis.break_forms import Order, Placement
from scheduler.timegrid import clock

_FARTHEST_MINUTES = 240
"""How far around the wanted time another is looked for that break patterns allow."""


def shortened(instance: Instance, shift: Shift, moment: dt.datetime, now: dt.datetime, *, from_start: bool) -> Shift:
    """The shift that begins at a moment, or ends then, with the breaks that differ least; those begun by `now` stay.

    Activities stay where they are; what is cut of them is not held, but for a block of deferrable work, of which the rest stays
    where it is long enough.

    Raises
    ------
    ValueError
        If no break pattern allows it, with the nearest times that do.
    """
    grid = instance.grid
    first, after = grid.cell(shift.start), grid.cell(shift.end)
    exact = (moment - grid.origin) / dt.timedelta(minutes=grid.cell_minutes)
    at = -int(-exact // 1) if from_start else int(exact // 1)
    found = _best(instance, shift, (at, after) if from_start else (first, at), now)
    if found is not None:
        return found
    farthest = _FARTHEST_MINUTES // grid.cell_minutes
    others = (at + step for step in sorted(range(1 if from_start else -farthest, farthest), key=abs))
    allowed = [each for each in others if first < each < after
               and _best(instance, shift, (each, after) if from_start else (first, each), now)][:3]
    told = ", ".join(clock(grid.moment(each), grid.zone) for each in sorted(allowed)) or "another day"
    raise ValueError(f"no break pattern of the rules fits what would be left of the shift of {shift.operator} from "
                     f"{clock(shift.start, grid.zone)} to {clock(shift.end, grid.zone)}; allowed: {told}")


def _best(instance: Instance, shift: Shift, cells: tuple[int, int], now: dt.datetime) -> Shift | None:
    """The shift over these cells whose breaks are nearest to those it had."""
    grid, (first, after) = instance.grid, cells
    fixed = [(each.kind, grid.cell(each.start), grid.cell(each.end)) for each in shift.pauses if span(each)[0] < now]
    if first >= after or any(end > after for _, _, end in fixed):
        return None
    old = [grid.cell(each.start) for each in shift.pauses]
    held = [*_held(instance, shift, first, after)]
    best: tuple[int, Placement] | None = None
    gap = _gap_left(instance, shift, first, after)
    for placement in () if gap is None else _placements(instance, first, after, gap):
        absolute = [(kind, first + at, first + at + cells) for kind, at, cells in placement]
        if [each for each in absolute if grid.moment(each[1]) < now] != [each for each in fixed if each[1] >= first]:
            continue
        if any(start < ends and begins < end for _, start, end in absolute for begins, ends, _ in held):
            continue
        off = sum(min((abs(start - each) for each in old), default=0) for _, start, _ in absolute)
        if best is None or off < best[0]:
            best = off, placement
    if best is None:
        return None
    placed = placed_shift(instance, shift.operator, first, (after - first) * grid.cell_minutes, best[1])
    return placed.holding([each for _, _, each in held])


def _held(instance: Instance, shift: Shift, first: int, after: int) -> Iterator[tuple[int, int, Break]]:
    """First cell, the cell after, and what is left of each activity from one cell to before another."""
    grid = instance.grid
    least = {work.kind: work.block_minutes[0] // grid.cell_minutes for work in instance.deferrable}
    for each in shift.activities:
        begins, ends = grid.cell(each.start), grid.cell(each.end)
        since, until = max(begins, first), min(ends, after)
        if until - since >= least.get(each.label, ends - begins):
            yield since, until, each.model_copy(update={"start": grid.moment(since), "end": grid.moment(until)})


def _gap_left(instance: Instance, shift: Shift, first: int, after: int) -> Gap | None:
    """Gap of a split shift in what is left of it from one cell to before another; None if that begins or ends in the gap."""
    grid = instance.grid
    for each in shift.breaks:
        begins, ends = grid.cell(each.start), grid.cell(each.end)
        if each.kind == "gap" and first < ends and after > begins:
            inside = first < begins and after > ends
            return ((begins - first) * grid.cell_minutes, (ends - begins) * grid.cell_minutes) if inside else None
    return NO_GAP


def _placements(instance: Instance, first: int, after: int, gap: Gap) -> Iterator[Placement]:
    """Every placement of breaks in a shift from one cell to before another."""
    for form in BreakClock(instance).narrowed(first, (after - first) * instance.grid.cell_minutes, gap):
        for order in form.orders:
            yield from _of_order(order, ())


def _of_order(order: Order, placed: Placement) -> Iterator[Placement]:
    if len(placed) == len(order.breaks):
        yield placed
        return
    each = order.breaks[len(placed)]
    low, high = each.earliest, each.latest
    if placed:
        _, at, length = placed[-1]
        least, most = order.work[len(placed) - 1]
        low, high = max(low, at + length + least), min(high, at + length + most)
    for at in range(low, high + 1):
        yield from _of_order(order, (*placed, (each.kind, at, each.cells)))
