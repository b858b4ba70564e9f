"""Operators on the phone against the requirement, on every open cell of the break grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from scheduler.check.facts.coverage import amounts, on_phone_of_sets, required_of_sets
from scheduler.check.facts.curves import curve_costs, is_priced_by_curves
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "coverage"
PLACE = 2


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield understaffing, understaffing beyond the first 10 % of the requirement, and overstaffing, over all sets of queues.

    In an open cell with requirement *r* of a set and *p* on the phone who answer one of its queues: of the *r* − *p* missing,
    the first max(1, ⌊*r*/10⌋) are charged at `understaffing_per_hour`, the others at
    `understaffing_beyond_10_percent_per_hour`; the *p* − *r* surplus ones at `overstaffing_per_hour`, where nobody of the set
    answers another queue; each for the length of the cell. Closed cells cost and gain nothing.

    Where missed calls have a price, or an outside call centre takes some, the terms are those of `curve_costs`.
    """
    is_open = open_cells(instance)
    present = on_phone_of_sets(instance, shifts)
    if is_priced_by_curves(instance):
        yield from curve_costs(instance, demand, is_open, present)
        return
    alone = np.array([each.stands_alone for each in staffed_sets(instance)])[:, None]
    first, beyond, surplus = amounts(required_of_sets(instance, demand)[:, is_open], present[:, is_open])
    prices = instance.objective
    for name, operators, price in (
        ("understaffing", first, prices.understaffing_per_hour),
        ("understaffing_beyond_10_percent", beyond, prices.understaffing_beyond_10_percent_per_hour),
        ("overstaffing", surplus * alone, prices.overstaffing_per_hour),
    ):
        minutes = int(operators.sum()) * instance.grid.cell_minutes
        yield Priced(name, units(price, 1) * minutes, Fraction(minutes, 60), "operator-hours")
