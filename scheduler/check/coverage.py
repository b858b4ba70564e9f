"""Operators on the phone against the requirement, on every open cell of the break grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scheduler.check.priced import Priced
from scheduler.demand.requirement import requirement
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "coverage"


def cost(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield understaffing, understaffing beyond the first 10 % of the requirement, and overstaffing.

    In an open cell with requirement *r* and *p* on the phone: of the *r* − *p* missing, the first max(1, ⌊*r*/10⌋) are
    charged at `understaffing_per_hour`, the others at `understaffing_beyond_10_percent_per_hour`; the *p* − *r* surplus
    ones at `overstaffing_per_hour`; each for the length of the cell. Closed cells cost and gain nothing.
    """
    is_open, required, present = open_cells(instance), required_by_cell(instance), on_phone(instance, shifts)
    missing = np.maximum(required - present, 0)[is_open]
    first = np.minimum(missing, np.maximum(1, required // 10)[is_open])
    surplus = np.maximum(present - required, 0)[is_open]
    prices = instance.objective
    for name, cells, price in [
        ("understaffing", first, prices.understaffing_per_hour),
        ("understaffing_beyond_10_percent", missing - first, prices.understaffing_beyond_10_percent_per_hour),
        ("overstaffing", surplus, prices.overstaffing_per_hour),
    ]:
        minutes = int(cells.sum()) * instance.grid.cell_minutes
        yield Priced(name, units(price, 1) * minutes, Fraction(minutes, 60), "operator-hours")


def on_phone(instance: Instance, shifts: Sequence[Shift]) -> NDArray[np.int64]:
    """Operators in a shift and not in a break for the whole of a cell; shape (cells,)."""
    present = np.zeros(instance.grid.cells, dtype=np.int64)
    for shift in shifts:
        start, end = _cells(instance, shift.start, shift.end, inner=True)
        working = np.ones(max(0, end - start), dtype=np.int64)
        for pause in shift.breaks:
            away_start, away_end = _cells(instance, pause.start, pause.end, inner=False)
            working[max(0, away_start - start):max(0, away_end - start)] = 0
        inside = slice(max(0, -start), max(0, len(present) - start))
        present[max(0, start):max(0, end)] += working[inside]
    return present


def required_by_cell(instance: Instance) -> NDArray[np.int64]:
    """Operators required in each cell: those of its interval; shape (cells,)."""
    return np.repeat(requirement(instance), instance.grid.cells_per_interval)


def open_cells(instance: Instance) -> NDArray[np.bool_]:
    """Whether calls are answered in each cell of the horizon; shape (cells,)."""
    is_open = np.zeros(instance.grid.cells, dtype=np.bool_)
    for windows in instance.opening:
        for start, end in windows:
            is_open[start:end] = True
    return is_open


def _cells(instance: Instance, start: datetime, end: datetime, *, inner: bool) -> tuple[int, int]:
    """Half-open cells of a span: those wholly inside it, or all that it touches."""
    step, origin = timedelta(minutes=instance.grid.cell_minutes), instance.grid.origin
    since_start, since_end = start.astimezone(UTC) - origin, end.astimezone(UTC) - origin
    if inner:
        return -(-since_start // step), since_end // step
    return since_start // step, -(-since_end // step)
