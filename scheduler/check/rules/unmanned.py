"""Open time that requires somebody and in which nobody at all is on the phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from scheduler.check.facts.coverage import on_phone
from scheduler.check.facts.priced import Priced
from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "unmanned"
PLACE = 0


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the time, if it has one; time that an outside call centre can take whole does not count."""
    price = units(instance.objective.unmanned_per_hour, 1)
    if price:
        needed = np.repeat(demand.needs_somebody(instance), instance.grid.cells_per_interval)
        empty = open_cells(instance) & needed & (on_phone(instance, shifts) == 0)
        minutes = int(empty.sum()) * instance.grid.cell_minutes
        yield Priced(NAME, price * minutes, Fraction(minutes, 60), "hours")
