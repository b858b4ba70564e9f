"""One part of the cost, in exact integer units."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scheduler.instance.objective import UNITS
from scheduler.roster import Term


@dataclass(frozen=True)
class Priced:
    """What one soft rule charges.

    Parameters
    ----------
    name
        Key of the term in `roster.json`.
    units
        Cost, `instance.objective.UNITS` to 1 of the unit of `cost_per_hour`; whole for a roster in whole minutes.
    amount
        How much of what the term counts, exact.
    unit
        Unit of the amount.
    """

    name: str
    units: int | Fraction
    amount: int | Fraction
    unit: str

    @property
    def term(self) -> Term:
        """The same as published: cost in the unit of `cost_per_hour`."""
        return Term(cost=float(Fraction(self.units) / UNITS), amount=float(self.amount), unit=self.unit)
