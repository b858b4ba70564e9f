"""Who is on the phone in each cell, and what one more or one fewer costs."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import ADD, FAR
from scheduler.engine.compiled.jit import loop, part


@part
def reachable(cover, skill, cell):  # type: ignore[no-untyped-def]
    """Queues, as bits, where one more operator of a skill can end: at their own ones, or where they send others on."""
    serves, flow = cover.serves, cover.flow[cell]
    reached = serves[skill]
    grown = True
    while grown:
        grown = False
        for other in range(len(serves)):
            if serves[other] & ~reached == 0 or serves[other] & reached == 0:
                continue
            for queue in range(flow.shape[1]):
                if (reached >> queue) & 1 and flow[other, queue] > 0:
                    reached |= serves[other]
                    grown = True
                    break
    return reached


@part
def marginal(cover, skill, cell):  # type: ignore[no-untyped-def]
    """Cost of one more operator of a skill in a cell."""
    curve, interval = cover.curve, cover.cell_interval[cell]
    if cover.simple:
        there = cover.presence[0, cell]
        return curve[0, interval, there + 1] - curve[0, interval, there]
    total = np.int64(0)
    if cover.is_open[cell]:
        reached, serving, least = reachable(cover, skill, cell), cover.serving, FAR
        for queue in range(len(curve)):
            if (reached >> queue) & 1:
                there = serving[queue, cell]
                least = min(least, curve[queue, interval, there + 1] - curve[queue, interval, there])
        total += least
    for head in range(len(cover.heads)):
        if cover.counted[skill, head] and cover.applies[head, cell]:
            there = cover.heads[head, cell]
            total += cover.head_curve[head, there + 1] - cover.head_curve[head, there]
    return total


@part
def marginals(cover, skill, cost):  # type: ignore[no-untyped-def]
    """Write the cost of one more operator of a skill in each priced cell to `cost` (at least cells,)."""
    priced = cover.priced
    for cell in range(len(priced)):
        if priced[cell]:
            cost[cell] = marginal(cover, skill, cell)


@part
def exchange(cover, skill, cell, sign):  # type: ignore[no-untyped-def]
    """Put one operator of a skill to the queues of an open cell, or take one away, and keep the allocation cheapest.

    A convex cost of each queue and no cost of who serves it: the cheapest queue that a chain of moves reaches is the best
    way to grow, the dearest one that a chain can empty the best way to shrink (shortest augmenting paths). Returns the
    change of cost.
    """
    serves, serving, interval = cover.serves, cover.serving, cover.cell_interval[cell]
    curve, flow = cover.curve, cover.flow[cell]
    before, mover, waiting = cover.chain_of_moves[0], cover.chain_of_moves[1], cover.chain_of_moves[2]
    queues, head, tail = len(curve), 0, 0
    for queue in range(queues):
        before[queue] = -2
        if (sign > 0 and (serves[skill] >> queue) & 1) or (sign < 0 and flow[skill, queue] > 0):
            before[queue], mover[queue] = -1, skill
            waiting[tail] = queue
            tail += 1
    best, end = FAR, np.int64(-1)
    while head < tail:
        queue = waiting[head]
        head += 1
        there = serving[queue, cell]
        slope = curve[queue, interval, there + sign] - curve[queue, interval, there]
        if slope < best:
            best, end = slope, queue
        for other in range(len(serves)):
            if (sign > 0 and flow[other, queue] == 0) or (sign < 0 and (serves[other] >> queue) & 1 == 0):
                continue
            for onward in range(queues):
                if before[onward] == -2 and (
                    (sign > 0 and (serves[other] >> onward) & 1) or (sign < 0 and flow[other, onward] > 0)
                ):
                    before[onward], mover[onward] = queue, other
                    waiting[tail] = onward
                    tail += 1
    serving[end, cell] += sign
    while end >= 0:
        flow[mover[end], end] += sign
        if before[end] >= 0:
            flow[mover[end], before[end]] -= sign
        end = before[end]
    return best


@part
def change(cover, skill, first, end, sign):  # type: ignore[no-untyped-def]
    """Add `sign` operators of a skill to the cells first … end − 1; return what the staffing cost changes."""
    total, presence, priced, interval = np.int64(0), cover.presence, cover.priced, cover.cell_interval
    if cover.simple:
        curve = cover.curve[0]
        for cell in range(first, end):
            there = presence[0, cell]
            if cell < len(priced) and priced[cell]:
                line = curve[interval[cell]]
                total += line[there + sign] - line[there]
            presence[0, cell] = there + sign
        return total
    for cell in range(first, end):
        if cell < len(priced) and priced[cell]:
            if cover.is_open[cell]:
                total += exchange(cover, skill, cell, sign)
            for head in range(len(cover.heads)):
                if cover.counted[skill, head] and cover.applies[head, cell]:
                    there = cover.heads[head, cell]
                    total += cover.head_curve[head, there + sign] - cover.head_curve[head, there]
                    cover.heads[head, cell] += sign
        presence[skill, cell] += sign
    return total


@part
def change_shift(shifts, chains, cover, skill, row, chain, breaks, sign):  # type: ignore[no-untyped-def]
    """Add a shift less its breaks, which are in order of time, `sign` times; return what the staffing cost changes."""
    total, at, cells, size = np.int64(0), shifts.row_start[row], chains.cells, chains.size[chain]
    for position in range(size + 1):
        until = breaks[position] if position < size else shifts.row_end[row]
        total += change(cover, skill, at, until, sign)
        if position < size:
            at = until + cells[chain, position]
    return total


@part
def change_operator(shifts, chains, cover, skill, roster, operator, sign):  # type: ignore[no-untyped-def]
    """Add all shifts of one operator of a skill, `sign` times."""
    rows, chain, breaks = roster.rows[operator], roster.chain[operator], roster.breaks[operator]
    for day in range(len(rows)):
        if rows[day] >= 0:
            change_shift(shifts, chains, cover, skill, rows[day], chain[day], breaks[day], sign)


@loop
def allocate(cover):  # type: ignore[no-untyped-def]
    """Allocate those on the phone in all open cells; `serving` and `flow` are 0 before."""
    for cell in range(len(cover.is_open)):
        if cover.is_open[cell]:
            for skill in range(len(cover.serves)):
                for _ in range(cover.presence[skill, cell]):
                    exchange(cover, skill, cell, ADD)


@loop
def staffing_total(cover):  # type: ignore[no-untyped-def]
    """Staffing cost of all cells, those of the head counts included."""
    total, cells = np.int64(0), len(cover.cell_interval)
    for queue in range(len(cover.curve)):
        for cell in range(cells):
            if cover.is_open[cell]:
                total += cover.curve[queue, cover.cell_interval[cell], cover.serving[queue, cell]]
    for head in range(len(cover.heads)):
        for cell in range(cells):
            if cover.applies[head, cell]:
                total += cover.head_curve[head, cover.heads[head, cell]]
    return total
