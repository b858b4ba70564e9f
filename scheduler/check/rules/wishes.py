"""Wishes the roster denies: shifts that touch an `avoid`, and a `prefer` left unworked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.priced import Priced
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.wishes import denied_wishes
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "wishes"
PLACE = 3


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the denied wishes."""
    count = sum(1 for operator, own in shifts_by_operator(instance, shifts)
                for _ in denied_wishes(instance, operator, own))
    yield Priced("denied_wishes", count * units(instance.objective.denied_wish), count, "wishes")
