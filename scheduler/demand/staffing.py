"""What it costs to have k operators on the phone: the only thing the engine learns about calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import HeadCount, head_counts
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.yesterday import people


@dataclass(frozen=True, eq=False)
class StaffingCost:
    """Convex cost of the numbers on the phone, cell by cell.

    In every cell each operator on the phone serves exactly one queue among those they can answer; the cost of a cell is
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
        convex in k; shape (queues, intervals, most + 1), where `most` is the number of all people.
    queues_of
        Indices of the queues each of the people can answer, rising, at least one: of the operators, and after them of those
        who are still on the phone from yesterday (`instance.yesterday.people`); shape (people,).
    head_counts
        Costs of the number on the phone among some operators, whatever they serve.
    """

    names: tuple[str | None, ...]
    is_open: NDArray[np.bool_]
    required: NDArray[np.int64]
    curve: NDArray[np.int64]
    queues_of: tuple[tuple[int, ...], ...]
    head_counts: tuple[HeadCount, ...]

    @classmethod
    def of_one_queue(cls, required: NDArray[np.int64], curve: NDArray[np.int64]) -> StaffingCost:
        """Cost of one queue that is always open and that everybody answers.

        Parameters
        ----------
        required, curve
            Without the axis of the queues: shapes (intervals,), (intervals, operators + 1); an interval is a cell.
        """
        everybody = ((0,),) * (curve.shape[-1] - 1)
        return cls((None,), np.ones(len(required), dtype=np.bool_), required[None], curve[None], everybody, ())


def staffing_cost(instance: Instance, demand: Demand) -> StaffingCost:
    """Staffing cost of an instance: for each queue the sum of its cost parts."""
    return StaffingCost(
        names=tuple(instance.queues),
        is_open=demand.is_open,
        required=demand.required,
        curve=np.stack([each.curve for each in demand.queues]),
        queues_of=_queues_of(instance, people(instance)),
        head_counts=head_counts(instance),
    )


def queues_of_operators(instance: Instance) -> tuple[tuple[int, ...], ...]:
    """Indices of the queues that each operator can answer, rising; without `service.queues` all answer the only one."""
    return _queues_of(instance, instance.operators)


def _queues_of(instance: Instance, operators: Sequence[Operator]) -> tuple[tuple[int, ...], ...]:
    queues = instance.service.queues
    if not queues:
        return ((0,),) * len(operators)
    return tuple(tuple(index for index, name in enumerate(queues) if name in operator.skills) for operator in operators)
