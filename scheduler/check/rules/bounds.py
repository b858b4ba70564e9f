"""Bounds of contracts that are missed at a price: what hard rules of the same names find, priced instead of forbidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from scheduler.check.facts.priced import Priced
from scheduler.check.rules import rule_files
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.roster import Shift

NAME = "bounds"


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of all that is missed, each breach in whole minutes, days or shifts; nothing where none has a price."""
    prices = instance.objective.bound_units
    if prices:
        total = sum(prices[rule.NAME] * ceil(breach.amount) for rule in rule_files("check") if rule.NAME in prices
                    for breach in rule.check(instance, shifts))
        yield Priced(NAME, total, Fraction(total, UNITS), "cost")
