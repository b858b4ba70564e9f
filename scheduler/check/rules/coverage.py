"""Operators on the phone against the requirement, on every open cell of the break grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.coverage import amounts, required_by_cell, serving
from scheduler.check.facts.curves import curve_costs, is_priced_by_curves
from scheduler.check.facts.priced import Priced
from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "coverage"
PLACE = 2


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield understaffing, understaffing beyond the first 10 % of the requirement, and overstaffing, over all queues.

    In an open cell with requirement *r* and *p* serving the queue: of the *r* − *p* missing, the first max(1, ⌊*r*/10⌋)
    are charged at `understaffing_per_hour`, the others at `understaffing_beyond_10_percent_per_hour`; the *p* − *r*
    surplus ones at `overstaffing_per_hour`; each for the length of the cell. Closed cells cost and gain nothing.

    Where missed calls have a price, or an outside call centre takes some, the terms are those of `curve_costs`.
    """
    if is_priced_by_curves(instance):
        yield from curve_costs(instance, demand, open_cells(instance), serving(instance, demand, shifts))
        return
    is_open = open_cells(instance)
    required, present = required_by_cell(instance, demand)[:, is_open], serving(instance, demand, shifts)[:, is_open]
    prices = instance.objective
    for name, operators, price in zip(
        ("understaffing", "understaffing_beyond_10_percent", "overstaffing"), amounts(required, present),
        (prices.understaffing_per_hour, prices.understaffing_beyond_10_percent_per_hour, prices.overstaffing_per_hour),
        strict=True,
    ):
        minutes = int(operators.sum()) * instance.grid.cell_minutes
        yield Priced(name, units(price, 1) * minutes, Fraction(minutes, 60), "operator-hours")
