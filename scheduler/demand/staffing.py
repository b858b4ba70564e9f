"""What it costs to have k operators on the phone: the only thing the engine learns about calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import MINIMUMS, UNMANNED, Floor, HeadCount, floors, head_counts
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS, units
from scheduler.instance.operators import Operator
from scheduler.instance.yesterday import people

_ROUND = 60 * UNITS
_MOST_PENALTY = 10**10 // _ROUND * _ROUND


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
    floors
        Hard minimums. In `curve` and `head_counts` an operator missing to one costs far more than anything else; the cost
        of a roster that keeps them all is the true one, and so is every bound.
    ceiling
        No roster that keeps all floors costs more, in units; 0 without floors.
    """

    names: tuple[str | None, ...]
    is_open: NDArray[np.bool_]
    required: NDArray[np.int64]
    curve: NDArray[np.int64]
    queues_of: tuple[tuple[int, ...], ...]
    head_counts: tuple[HeadCount, ...]
    floors: tuple[Floor, ...] = ()
    ceiling: int = 0

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
    """Staffing cost of an instance: for each queue the sum of its cost parts, open time with nobody there, hard minimums."""
    curve, heads = np.stack([each.curve for each in demand.queues]), head_counts(instance)
    if price := units(instance.objective.unmanned_per_hour, instance.grid.cell_minutes):
        needed = demand.needs_somebody(instance)
        if instance.service.queues is None:
            curve[0, needed, 0] += price  # everybody serves the only queue
        else:
            heads = (*heads, _unmanned(instance, demand.is_open & _by_cell(instance, needed), price))
    hard = floors(instance)
    ceiling = _ceiling(instance, demand, curve, heads) if hard else 0
    on_phone = np.arange(curve.shape[-1])
    for each in hard:
        lack = np.maximum(each.number - on_phone, 0) * _penalty(ceiling)
        if each.queue is not None:
            curve[each.queue] += lack
        else:
            heads = (*heads, HeadCount(MINIMUMS, each.what, each.counts, each.applies, lack))
    return StaffingCost(
        names=tuple(instance.queues),
        is_open=demand.is_open,
        required=demand.required,
        curve=curve,
        queues_of=_queues_of(instance, people(instance)),
        head_counts=heads,
        floors=hard,
        ceiling=ceiling,
    )


def _by_cell(instance: Instance, intervals: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.repeat(intervals, instance.grid.cells_per_interval)[: instance.grid.cells]


def _unmanned(instance: Instance, applies: NDArray[np.bool_], price: int) -> HeadCount:
    everybody = np.ones(len(people(instance)), dtype=np.bool_)
    curve = np.zeros(len(everybody) + 1, dtype=np.int64)
    curve[0] = price
    return HeadCount(UNMANNED, "", everybody, applies, curve)


def _ceiling(
    instance: Instance, demand: Demand, curve: NDArray[np.int64], heads: tuple[HeadCount, ...]
) -> int:
    """At least the cost of every roster that keeps caps and floors: the dearest numbers, long shifts, and every wish denied."""
    interval = np.flatnonzero(demand.is_open) // instance.grid.cells_per_interval
    staffing = int(curve.max(axis=-1)[:, interval].sum())
    staffing += sum(int(each.curve.max()) * int(each.applies.sum()) for each in heads if each.cap is None)
    own = sum(units(instance.contract_of(each).cost_per_hour, 24 * 60) for each in instance.operators)
    wishes = units(instance.objective.denied_wish) * (1 + len(instance.availability)) * len(instance.operators)
    return staffing + (own + wishes) * instance.horizon.days


def _penalty(ceiling: int) -> int:
    """What an operator missing to a floor costs in a cell: more than a roster can gain by it, as far as numbers reach.

    A round number, so that it is a multiple of what prices have in common.
    """
    return min(-(-(ceiling + 1) // _ROUND) * _ROUND, _MOST_PENALTY)


def queues_of_operators(instance: Instance) -> tuple[tuple[int, ...], ...]:
    """Indices of the queues that each operator can answer, rising; without `service.queues` all answer the only one."""
    return _queues_of(instance, instance.operators)


def _queues_of(instance: Instance, operators: Sequence[Operator]) -> tuple[tuple[int, ...], ...]:
    queues = instance.service.queues
    if not queues:
        return ((0,),) * len(operators)
    return tuple(tuple(index for index, name in enumerate(queues) if name in operator.skills) for operator in operators)
