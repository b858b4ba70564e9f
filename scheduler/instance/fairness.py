"""What should be fair among operators: prices of what one has more than others, and a ledger from horizon to horizon."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scheduler.instance.base import Model

Price = Annotated[float, Field(ge=0, le=1000, multiple_of=0.01)]
Count = Annotated[float, Field(ge=0, le=100_000)]

KINDS = ("shifts", "nights", "weekends")
"""What is counted, in the order in which it is told."""
KINDS_OF_STANDBY = ("standby", "standby_first")
"""What the ledger counts besides, of standby lists."""
NOT_OF_SHIFTS = frozenset(("operator", *KINDS_OF_STANDBY))
"""Fields of a row of the ledger on which no shift depends."""


class Fairness(Model):
    """Prices of fairness: of each kind, the n-th that an operator has costs n times the price, divided by their share.

    So it is cheapest if everybody has as much as they owe. The share of an operator is what their contract asks for in a week
    (the middle of `hours_per_week`), less the days of the horizon on which they are away, beside that of whoever owes most.
    What the ledger says they had more than others, for their share, counts as had.

    Parameters
    ----------
    shifts
        Of shifts.
    nights
        Of night shifts.
    weekends
        Of weekends on which a day is worked.
    """

    shifts: Price = 0
    nights: Price = 0
    weekends: Price = 0

    @property
    def priced(self) -> dict[str, float]:
        """Prices that are not 0, by kind."""
        return {kind: price for kind in KINDS if (price := getattr(self, kind))}


class LedgerRow(Model):
    """What an operator has had before the horizon, since counting began; the ledger of a roster goes on from it.

    Parameters
    ----------
    operator
        Id of the operator.
    shifts, nights, weekends
        Shifts, night shifts, and weekends with a day worked.
    standby, standby_first
        Places on standby lists, and those of them that were the first.
    """

    operator: str
    shifts: Count = 0
    nights: Count = 0
    weekends: Count = 0
    standby: Count = 0
    standby_first: Count = 0
