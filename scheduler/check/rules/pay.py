"""What the paid hours cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.pay import paid_hours
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "pay"
PLACE = 1


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the pay: paid hours times the `cost_per_hour` of each operator's contract."""
    hours = total = Fraction(0)
    for operator, own in shifts_by_operator(instance, shifts):
        paid = paid_hours(instance, own)
        hours += paid
        total += paid * units(instance.contract_of(operator).cost_per_hour)
    yield Priced(NAME, total, hours, "paid hours")
