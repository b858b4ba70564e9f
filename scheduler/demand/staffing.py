"""What it costs to have k operators on the phone: the only thing the engine learns about calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.head_count import HeadCount, head_counts
from scheduler.demand.opening import open_cells
from scheduler.demand.requirement import requirement
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units

__all__ = ["StaffingCost", "open_cells", "queues_of_operators", "staffing_cost"]


@dataclass(frozen=True, eq=False)
class StaffingCost:
    """Convex cost of the numbers on the phone, cell by cell.

    In every cell each operator on the phone serves exactly one queue among those he can answer; the cost of a cell is
    the least, over all such allocations, of the sum of the queues' curves. To it come the head counts, which count
    operators whatever queue they serve.

    Parameters
    ----------
    names
        Names of the queues in the order of the instance; ``(None,)`` for a hotline without `service.queues`.
    is_open
        Whether calls are answered in a cell, on all queues alike; shape (cells,). Presence in other cells costs and
        gains nothing, but for head counts that apply there.
    required
        Operators each queue requires in each interval, 0 where closed; shape (queues, intervals).
    curve
        Cost, in units of `instance.objective.UNITS`, of k operators who serve a queue during one cell of an interval;
        convex in k; shape (queues, intervals, most + 1), where `most` is the number of all operators.
    queues_of
        Indices of the queues each operator can answer, rising, at least one; shape (operators,).
    head_counts
        Costs of the number on the phone among some operators, whatever they serve.
    """

    names: tuple[str | None, ...]
    is_open: NDArray[np.bool_]
    required: NDArray[np.int64]
    curve: NDArray[np.int64]
    queues_of: tuple[tuple[int, ...], ...]
    head_counts: tuple[HeadCount, ...]


def staffing_cost(instance: Instance) -> StaffingCost:
    """Requirement-based cost: for each queue two prices for missing operators, one for surplus ones."""
    required = np.stack([requirement(instance, name) for name in instance.queues])
    return StaffingCost(
        names=tuple(instance.queues),
        is_open=open_cells(instance),
        required=required,
        curve=_curves(instance, required),
        queues_of=queues_of_operators(instance),
        head_counts=head_counts(instance),
    )


def queues_of_operators(instance: Instance) -> tuple[tuple[int, ...], ...]:
    """Indices of the queues that each operator can answer, rising; without `service.queues` all answer the only one."""
    queues = instance.service.queues
    if not queues:
        return ((0,),) * len(instance.operators)
    return tuple(
        tuple(index for index, name in enumerate(queues) if name in operator.skills) for operator in instance.operators
    )


def _curves(instance: Instance, required: NDArray[np.int64]) -> NDArray[np.int64]:
    """Curve of every requirement; shape (*shape of `required`, most + 1)."""
    on_phone = np.arange(len(instance.operators) + 1)
    missing = np.maximum(required[..., None] - on_phone, 0)
    first = np.minimum(missing, np.maximum(1, required // 10)[..., None])
    surplus = np.maximum(on_phone - required[..., None], 0)
    prices, minutes = instance.objective, instance.grid.cell_minutes
    curve = (
        first * units(prices.understaffing_per_hour, minutes)
        + (missing - first) * units(prices.understaffing_beyond_10_percent_per_hour, minutes)
        + surplus * units(prices.overstaffing_per_hour, minutes)
    )
    return np.asarray(curve, dtype=np.int64)
