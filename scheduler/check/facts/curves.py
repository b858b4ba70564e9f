"""Staffing cost where missed calls have a price or an outside call centre takes some: curves of the demand side, looked up.

These curves are shared with the solver, as the requirement is; who is on the phone and answers which queues is counted anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.priced import Priced
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.demand.cost.least_purchase import settled
from scheduler.demand.cost.parts import OUTSIDE, CostPart
from scheduler.demand.demand import Demand, SetDemand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS, units
from scheduler.roster import Purchase

Counts = NDArray[np.int64]
MINIMUM_PURCHASE = "minimum_purchase"


def is_priced_by_curves(instance: Instance) -> bool:
    """Whether the staffing cost is more than that of operators missing to the requirement and of surplus ones."""
    return instance.objective.missed_call is not None or instance.outside is not None


def curve_costs(instance: Instance, demand: Demand, is_open: NDArray[np.bool_], on_phone: Counts) -> Iterator[Priced]:
    """Yield each term once, summed over sets of queues and open cells; `on_phone` has shape (sets, cells).

    What is missing to the least purchase of the outside call centre is a term of its own, where there is such a purchase.
    """
    found: dict[str, Priced] = {}
    for each, present in zip(staffed_sets(instance), on_phone, strict=True):
        for part in _parts(instance, demand.set_of(each.queues), is_open, present):
            amount = Fraction(int(part.amount.sum()), part.per)
            before = found.get(part.name, Priced(part.name, 0, Fraction(0), part.unit))
            found[part.name] = Priced(part.name, before.units + int(part.cost.sum()), before.amount + amount, part.unit)
    yield from found.values()
    if instance.outside is not None and instance.outside.minimum_purchase:
        lack = max(0, units(instance.outside.minimum_purchase) - int(found[OUTSIDE].units))
        yield Priced(MINIMUM_PURCHASE, lack, Fraction(lack, UNITS), "cost")


def _parts(instance: Instance, asked: SetDemand, is_open: NDArray[np.bool_], present: Counts) -> tuple[CostPart, ...]:
    """Terms of a set in each open cell, with so many on the phone; `present` has shape (cells,)."""
    cells = np.flatnonzero(is_open)
    interval, there = cells // instance.grid.cells_per_interval, present[cells]
    if asked.bound_to_buy is not None:
        return settled(asked.bound_to_buy, interval, there).parts
    return tuple(part.at(interval, there) for part in asked.parts)


def purchases(
    instance: Instance, demand: Demand, is_open: NDArray[np.bool_], on_phone: Counts
) -> Iterator[Purchase]:
    """Yield what is bought of the outside call centre in each interval in which anything is."""
    if instance.outside is None:
        return
    name, grid = instance.outside.queue, instance.grid
    sets = staffed_sets(instance)
    number = next(index for index, each in enumerate(sets) if each.stands_alone and name in each.queues)
    parts = _parts(instance, demand.set_of(sets[number].queues), is_open, on_phone[number])
    (part,) = (part for part in parts if part.name == OUTSIDE)
    interval = np.flatnonzero(is_open) // grid.cells_per_interval
    amount, cost = (np.bincount(interval, values, grid.intervals) for values in (part.amount, part.cost))
    for bought in np.flatnonzero(cost).tolist():
        yield Purchase(start=grid.moment(bought * grid.cells_per_interval), queue=name,
                       amount=round(float(amount[bought]) / part.per, 6), cost=round(float(cost[bought]) / UNITS, 6))
