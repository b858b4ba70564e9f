"""What it costs to have k operators on the phone: the only thing the engine learns about calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import STAFFING, HeadCount, head_counts
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance


@dataclass(frozen=True, eq=False)
class StaffingCost:
    """Convex cost of the numbers on the phone, cell by cell: a sum over head counts.

    Parameters
    ----------
    is_open
        Whether calls are answered in a cell, on all queues alike; shape (cells,). Presence in other cells costs and
        gains nothing, but for head counts that apply there.
    head_counts
        Costs of the number on the phone among some people; those of the sets of queues come first. People are the operators,
        and after them those who are still on the phone from yesterday (`instance.yesterday.people`).
    """

    is_open: NDArray[np.bool_]
    head_counts: tuple[HeadCount, ...]

    @classmethod
    def of_everybody(cls, required: NDArray[np.int64], curve: NDArray[np.int64]) -> StaffingCost:
        """Cost of one queue that is always open and that everybody answers.

        Parameters
        ----------
        required, curve
            Of each cell: shapes (cells,), (cells, operators + 1).
        """
        cells, everybody = len(required), np.ones(curve.shape[-1] - 1, dtype=np.bool_)
        head = HeadCount(STAFFING, "", everybody, curve, np.arange(cells), None, required, whole=True)
        return cls(np.ones(cells, dtype=np.bool_), (head,))


def staffing_cost(instance: Instance, demand: Demand) -> StaffingCost:
    """Staffing cost of an instance."""
    return StaffingCost(demand.is_open, head_counts(instance, demand))
