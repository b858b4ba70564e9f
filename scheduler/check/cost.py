"""The whole cost of a roster, recomputed exactly from its shifts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Protocol, cast

from scheduler.check.facts.priced import Priced
from scheduler.check.rules import rule_files
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.roster import Shift, Term


class SoftRule(Protocol):
    """A module that prices what a roster lacks."""

    NAME: str

    def cost(self, instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
        """Yield the terms of the rule, also those that are 0."""
        ...


@cache
def soft_rules() -> tuple[SoftRule, ...]:
    """All soft rules, in the order in which their terms are published."""
    return tuple(cast(SoftRule, each) for each in rule_files("cost"))


@dataclass(frozen=True)
class Costs:
    """All terms of the cost of a roster, in the order of the soft rules."""

    parts: tuple[Priced, ...]

    @property
    def units(self) -> int | Fraction:
        """Total in integer units, `UNITS` of them in 1 of `cost_per_hour`; a fraction only off whole minutes."""
        total = sum((Fraction(part.units) for part in self.parts), Fraction(0))
        return int(total) if total.denominator == 1 else total

    @property
    def objective(self) -> float:
        """Total in the unit of `cost_per_hour`."""
        return float(Fraction(self.units) / UNITS)

    @property
    def terms(self) -> dict[str, Term]:
        """Terms as `roster.json` publishes them."""
        return {part.name: part.term for part in self.parts}


@dataclass(frozen=True)
class TermChange:
    """By how much a term of one roster differs from that of another; `unit` is that of the amount."""

    name: str
    cost: float
    amount: float
    unit: str


def term_changes(before: Mapping[str, Term], after: Mapping[str, Term], least: float = 0.005) -> Iterator[TermChange]:
    """Terms whose costs differ by `least` or more; a term that one of the two does not have counts as nothing there."""
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        cost, amount = ((getattr(new, what) if new else 0.0) - (getattr(old, what) if old else 0.0)
                        for what in ("cost", "amount"))
        if abs(cost) >= least:
            yield TermChange(name, cost, amount, (new or before[name]).unit)


def costs(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Costs:
    """Recompute every term from plain times, in exact arithmetic."""
    return Costs(tuple(part for rule in soft_rules() for part in rule.cost(instance, demand, shifts)))
