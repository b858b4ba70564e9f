"""What the paid hours cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.plain import paid_minutes, shifts_by_operator
from scheduler.check.facts.priced import Priced
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "pay"


def cost(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the pay: paid hours times the `cost_per_hour` of each operator's contract."""
    minutes = Fraction(0)
    total = Fraction(0)
    for operator, own in shifts_by_operator(instance, shifts):
        paid = sum((paid_minutes(instance, shift) for shift in own), Fraction(0))
        minutes += paid
        total += paid * units(instance.contract_of(operator).cost_per_hour, 1)
    yield Priced(NAME, total, minutes / 60, "paid hours")
