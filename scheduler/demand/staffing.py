"""What it costs to have k operators on the phone: the only thing the engine learns about calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.opening import open_cells
from scheduler.demand.requirement import requirement
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units

__all__ = ["StaffingCost", "open_cells", "staffing_cost"]


@dataclass(frozen=True, eq=False)
class StaffingCost:
    """Convex cost of the number on the phone, cell by cell.

    Parameters
    ----------
    is_open
        Whether calls are answered in a cell; shape (cells,). Presence in other cells costs and gains nothing.
    required
        Operators required in each interval, 0 where closed; shape (intervals,).
    curve
        Cost, in units of `instance.objective.UNITS`, of k operators on the phone during one cell of an interval; convex
        in k; shape (intervals, most + 1), where `most` is the number of operators.
    """

    is_open: NDArray[np.bool_]
    required: NDArray[np.int64]
    curve: NDArray[np.int64]


def staffing_cost(instance: Instance) -> StaffingCost:
    """Requirement-based cost: two prices for missing operators, one for surplus ones."""
    is_open = open_cells(instance)
    required = requirement(instance)
    on_phone = np.arange(len(instance.operators) + 1)[None, :]
    missing = np.maximum(required[:, None] - on_phone, 0)
    first = np.minimum(missing, np.maximum(1, required // 10)[:, None])
    surplus = np.maximum(on_phone - required[:, None], 0)
    prices, minutes = instance.objective, instance.grid.cell_minutes
    curve = (
        first * units(prices.understaffing_per_hour, minutes)
        + (missing - first) * units(prices.understaffing_beyond_10_percent_per_hour, minutes)
        + surplus * units(prices.overstaffing_per_hour, minutes)
    )
    return StaffingCost(is_open, required, curve.astype(np.int64))
