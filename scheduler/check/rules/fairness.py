"""Uneven shifts, nights and weekends: the n-th of an operator costs n times its price, divided by their share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.fairness import counts, had_more, rising, shares
from scheduler.check.facts.priced import Priced
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS, units
from scheduler.roster import Shift

NAME = "fairness"


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of all that operators have, each kind that has a price summed up; nothing where none has."""
    prices = instance.objective.fairness.priced
    if not prices:
        return
    found, part = counts(instance, shifts), shares(instance)
    total = Fraction(0)
    for kind, price in prices.items():
        before = had_more(instance, kind)
        total += sum((rising(units(price), before[operator], part[operator], of_kind[kind])
                      for operator, of_kind in found.items()), Fraction(0))
    yield Priced(NAME, total, total / UNITS, "cost")
