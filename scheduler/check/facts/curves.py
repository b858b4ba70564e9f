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
from scheduler.demand.cost.parts import OUTSIDE
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.roster import Purchase

Counts = NDArray[np.int64]


def is_priced_by_curves(instance: Instance) -> bool:
    """Whether the staffing cost is more than that of operators missing to the requirement and of surplus ones."""
    return instance.objective.missed_call is not None or instance.outside is not None


def curve_costs(instance: Instance, demand: Demand, is_open: NDArray[np.bool_], on_phone: Counts) -> Iterator[Priced]:
    """Yield each term once, summed over sets of queues and open cells; `on_phone` has shape (sets, cells)."""
    found: dict[str, Priced] = {}
    cells = np.flatnonzero(is_open)
    for each, present in zip(staffed_sets(instance), on_phone, strict=True):
        for part in demand.set_of(each.queues).parts:
            at = cells // instance.grid.cells_per_interval, present[cells]
            amount = Fraction(int(part.amount[at].sum()), part.per)
            before = found.get(part.name, Priced(part.name, 0, Fraction(0), part.unit))
            found[part.name] = Priced(part.name, before.units + int(part.cost[at].sum()), before.amount + amount, part.unit)
    yield from found.values()


def purchases(
    instance: Instance, demand: Demand, is_open: NDArray[np.bool_], on_phone: Counts
) -> Iterator[Purchase]:
    """Yield what is bought of the outside call centre in each interval in which anything is."""
    if instance.outside is None:
        return
    name, grid = instance.outside.queue, instance.grid
    sets = staffed_sets(instance)
    number = next(index for index, each in enumerate(sets) if each.stands_alone and name in each.queues)
    (part,) = (part for part in demand.set_of(sets[number].queues).parts if part.name == OUTSIDE)
    cells = np.flatnonzero(is_open)
    interval = cells // grid.cells_per_interval
    at = interval, on_phone[number][cells]
    amount, cost = (np.bincount(interval, values[at], grid.intervals) for values in (part.amount, part.cost))
    for bought in np.flatnonzero(cost).tolist():
        yield Purchase(start=grid.moment(bought * grid.cells_per_interval), queue=name,
                       amount=round(float(amount[bought]) / part.per, 6), cost=round(float(cost[bought]) / UNITS, 6))
