"""The break programme: where the breaks of a shift earn most, at prices of presence."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import FAR
from scheduler.engine.compiled.jit import part


@part
def _close(sequences, which, position, start, gains):  # type: ignore[no-untyped-def]
    """Let a break of a shift that begins at cell `start` not start where windows of the clock do not let it."""
    low, closed = sequences.low[which, position], sequences.closed[sequences.window[which, position]]
    for offset in range(low, sequences.high[which, position] + 1):
        if closed[start + offset]:
            gains[offset - low] = -FAR


@part
def advance(sequences, which, position, prefix, start, base, before, after, queue):  # type: ignore[no-untyped-def]
    """Write the best gain of the breaks up to `position` to `after`, for each start of that break in its window.

    For a shift that begins at cell `start`; `prefix` are sums of prices (`Room`), its first cell at `base`; `before` are the
    gains up to the break before, of which a sliding maximum is taken.
    """
    low, high, cells = sequences.low[which, position], sequences.high[which, position], sequences.cells[which, position]
    at = base + sequences.spared[which, position]
    if position == 0:
        for offset in range(low, high + 1):
            after[offset - low] = prefix[at + offset + cells] - prefix[at + offset]
        if sequences.window[which, position] >= 0:
            _close(sequences, which, position, start, after)
        return
    before_low, before_high = sequences.low[which, position - 1], sequences.high[which, position - 1]
    nearest = sequences.cells[which, position - 1] + sequences.min_work[which, position]
    farthest = sequences.cells[which, position - 1] + sequences.max_work[which, position]
    head, tail, entering = 0, 0, before_low
    for offset in range(low, high + 1):
        while entering <= before_high and entering <= offset - nearest:
            value = before[entering - before_low]
            while tail > head and before[queue[tail - 1] - before_low] <= value:
                tail -= 1
            queue[tail] = entering
            tail += 1
            entering += 1
        while head < tail and queue[head] < offset - farthest:
            head += 1
        if head < tail and before[queue[head] - before_low] > -FAR:
            after[offset - low] = before[queue[head] - before_low] + prefix[at + offset + cells] - prefix[at + offset]
        else:
            after[offset - low] = -FAR
    if sequences.window[which, position] >= 0:
        _close(sequences, which, position, start, after)


@part
def _first_best(gains, low, first, last):  # type: ignore[no-untyped-def]
    """The first start of `first` … `last` with the highest gain; `gains` begin at `low`."""
    at = first
    for offset in range(first + 1, last + 1):
        if gains[offset - low] > gains[at - low]:
            at = offset
    return at


@part
def place_breaks(orders, first_order, end_order, prefix, gains, queue, start, base, breaks):  # type: ignore[no-untyped-def]
    """Write the starts of the breaks that earn most to `breaks`, -1 where there is none; return their order and gain.

    For a shift that begins at cell `start` and may have some of the orders; `prefix` are sums of prices, its first cell at
    `base`.
    """
    best, best_order = -FAR, np.int64(-1)
    for order in range(first_order, end_order):
        size = orders.size[order]
        at, earned = np.int64(0), np.int64(0)
        for position in range(size):
            advance(orders, order, position, prefix, start, base, gains[position - 1], gains[position], queue)
        if size:
            low = orders.low[order, size - 1]
            at = _first_best(gains[size - 1], low, low, orders.high[order, size - 1])
            earned = gains[size - 1, at - low]
        if earned <= best:
            continue
        best, best_order = earned, np.int64(order)
        for position in range(len(breaks) - 1, -1, -1):
            if position >= size:
                breaks[position] = -1
                continue
            if position < size - 1:
                low, before = orders.low[order, position], at - orders.cells[order, position]
                first = max(low, before - orders.max_work[order, position + 1])
                last = min(orders.high[order, position], before - orders.min_work[order, position + 1])
                at = _first_best(gains[position], low, first, last)
            breaks[position] = start + at
    return best_order, best
