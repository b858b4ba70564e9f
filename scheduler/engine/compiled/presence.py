"""Who is on the phone in each cell, and what one more or one fewer costs."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.jit import loop, part


@part
def marginal(cover, skill, cell):  # type: ignore[no-untyped-def]
    """Cost of one more operator in a lane (`Cover`) in a cell that is priced; `skill` is the lane."""
    curves, curve_of = cover.curves, cover.curve_of
    if cover.simple:
        there, line = cover.presence[0, cell], curves[curve_of[0, cell]]
        return line[there + 1] - line[there]
    total = np.int64(0)
    for head in range(len(curve_of)):
        more = cover.counted[skill, head]
        if more and curve_of[head, cell] >= 0:
            there, line = cover.heads[head, cell], curves[curve_of[head, cell]]
            total += line[there + more] - line[there]
    return total


@part
def marginals(cover, skill, cost):  # type: ignore[no-untyped-def]
    """Write the cost of one more operator of a skill in each priced cell to `cost` (lanes of a skill, at least cells)."""
    priced = cover.priced
    for lane in range(cover.lanes):
        of_lane = cost[lane]
        for cell in range(len(priced)):
            if priced[cell]:
                of_lane[cell] = marginal(cover, skill + lane, cell)


@part
def change(cover, skill, first, end, sign):  # type: ignore[no-untyped-def]
    """Add `sign` operators to a lane, `skill`, in the cells first … end − 1; return what the staffing cost changes."""
    total, presence, priced, curves, curve_of = np.int64(0), cover.presence, cover.priced, cover.curves, cover.curve_of
    if cover.simple:
        for cell in range(first, end):
            there = presence[0, cell]
            if cell < len(priced) and priced[cell]:
                line = curves[curve_of[0, cell]]
                total += line[there + sign] - line[there]
            presence[0, cell] = there + sign
        return total
    for cell in range(first, end):
        if cell < len(priced) and priced[cell]:
            for head in range(len(curve_of)):
                more = sign * cover.counted[skill, head]
                if more and curve_of[head, cell] >= 0:
                    there, line = cover.heads[head, cell], curves[curve_of[head, cell]]
                    total += line[there + more] - line[there]
                    cover.heads[head, cell] = there + more
        presence[skill, cell] += sign
    return total


@part
def change_shift(shifts, chains, cover, skill, row, chain, breaks, sign):  # type: ignore[no-untyped-def]
    """Add a shift less its breaks and activities, both in order of time, `sign` times; return what staffing then costs more."""
    total, at, cells, size = np.int64(0), shifts.row_start[row], chains.cells, chains.size[chain]
    activity, held, pause = 0, chains.held[chain], chains.held[chain]
    for _ in range(size + 1):
        if activity < held and (pause == size or breaks[activity] < breaks[pause]):
            position = activity
            activity += 1
        else:
            position = pause
            pause += 1
        until = breaks[position] if position < size else shifts.row_end[row]
        total += change(cover, skill, at, until, sign)
        if position < size:
            at = until + cells[chain, position]
            if chains.lane[chain, position]:
                total += change(cover, skill + chains.lane[chain, position], until, at, sign)
    return total


@part
def change_operator(shifts, chains, cover, skill, roster, operator, sign):  # type: ignore[no-untyped-def]
    """Add all shifts of one operator of a skill, `sign` times."""
    rows, chain, breaks = roster.rows[operator], roster.chain[operator], roster.breaks[operator]
    for day in range(len(rows)):
        if rows[day] >= 0:
            change_shift(shifts, chains, cover, skill, rows[day], chain[day], breaks[day], sign)


@loop
def staffing_total(cover):  # type: ignore[no-untyped-def]
    """Staffing cost of all cells."""
    total, curve_of = np.int64(0), cover.curve_of
    counts = cover.presence if cover.simple else cover.heads
    for head in range(len(curve_of)):
        for cell in range(curve_of.shape[1]):
            if curve_of[head, cell] >= 0:
                total += cover.curves[curve_of[head, cell], counts[head, cell]]
    return total
