"""What an outside call centre takes, as the simulation plays it: operators beside the roster's, or calls that go elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.help import help_of
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.roster import Purchase, Shift
from scheduler.timegrid import TimeGrid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def outside_shifts(instance: Instance, purchases: Sequence[Purchase], own: Sequence[Shift]) -> Iterator[Shift]:
    """Shifts of outside operators, each of an operator whose id nobody else has; none where calls are bought.

    They stand where fewest of `own`, all of whom answer the queue, are on the phone: so they were bought, as the cost of an
    interval is convex in who is there.
    """
    if instance.outside is None or instance.outside.by_call:
        return
    grid, present = instance.grid, _present(instance.grid, own)
    there = np.zeros(grid.cells, dtype=np.int64)
    for bought in purchases:
        interval = interval_of(bought.start, grid)
        cells = slice(interval * grid.cells_per_interval, (interval + 1) * grid.cells_per_interval)
        there[cells] = _levelled(present[cells], round(bought.amount * 60 / grid.cell_minutes))
    for number in range(int(there.max(initial=0))):
        edges = np.flatnonzero(np.diff(there > number, prepend=False, append=False))
        for start, end in edges.reshape(-1, 2).tolist():
            yield Shift(operator=f"\0{number}", start=grid.moment(start), end=grid.moment(end))


def share_elsewhere(instance: Instance, purchases: Sequence[Purchase], calls: Floats) -> Floats | None:
    """Share of the expected calls that is handed over; shape (queues, intervals) as `calls`. None where no call is."""
    if instance.outside is None or not instance.outside.by_call or not purchases:
        return None
    share, found = np.zeros(calls.shape), help_of(instance, calls, purchases)
    if found is not None:
        share[found.queue] = found.share
    return share


def _levelled(present: Ints, amount: int) -> Ints:
    """So many operator-cells, put one by one where fewest are; shape of `present`."""
    there = np.zeros_like(present)
    for _ in range(amount):
        there[np.argmin(present + there)] += 1
    return there


def _present(grid: TimeGrid, shifts: Sequence[Shift]) -> Ints:
    """Who is on the phone in each cell; shape (cells,)."""
    change = np.zeros(grid.cells + 1, dtype=np.int64)
    for shift in shifts:
        spans = [(shift.start, shift.end, 1), *((each.start, each.end, -1) for each in shift.breaks)]
        for start, stop, sign in spans:
            first, end = ((moment.astimezone(UTC) - grid.origin).total_seconds() / 60 / grid.cell_minutes
                          for moment in (start, stop))
            change[int(np.clip(np.floor(first), 0, grid.cells))] += sign
            change[int(np.clip(np.ceil(end), 0, grid.cells))] -= sign
    return np.cumsum(change)[:-1]
