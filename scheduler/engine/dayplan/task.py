"""What anonymous shifts are planned for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduler.model.dayplan.chains import Chain, chains_of
from scheduler.model.dayplan.curves import Curves
from scheduler.model.dayplan.families import ShiftFamily
from scheduler.model.dayplan.shift import AnonymousShift

Shifts = list[AnonymousShift]

FINEST, ROOM_BITS = 10**7, 61
"""Prices are whole multiples of at least 1/FINEST of a unit of cost, as long as the worth of a shift has no more bits."""


@dataclass(frozen=True, eq=False)
class DayTask:
    """Shifts that may be planned, and what they cost; all in whole units of cost.

    Parameters
    ----------
    families
        The shifts that are allowed.
    curves
        Cost of the numbers on the phone in each cell, from cell 0 on.
    pay
        Cost of a paid cell, above 0: a shift that costs nothing could be added for ever.
    cell_minutes
        Length of a cell.
    """

    families: tuple[ShiftFamily, ...]
    curves: Curves
    pay: int
    cell_minutes: int = 15
    seed: int = 0

    def __post_init__(self) -> None:
        if self.pay <= 0:
            raise ValueError(f"pay: {self.pay} units of cost for a paid cell; allowed is a number above 0")

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Chains of all families."""
        return chains_of(self.families)

    @cached_property
    def longest(self) -> int:
        """Cells of the longest shift."""
        return max(family.by_length[-1][0] for family in self.families)

    @cached_property
    def least_pay(self) -> int:
        """Pay of the shift that costs least."""
        shortest: int = min(family.by_length[0][0] - family.breaks.most_unpaid for family in self.families)
        return self.pay * shortest

    @cached_property
    def scale(self) -> int:
        """Prices are whole multiples of 1/scale of a unit of cost."""
        room = 2**ROOM_BITS // ((self.curves.steepest + self.pay) * (self.longest + 1))
        return int(max(1, min(FINEST, room)))

    def present(self, shifts: Iterable[AnonymousShift]) -> NDArray[np.int64]:
        """Numbers on the phone; what shifts do beyond the last cell is left out; shape (cells,)."""
        return presence(shifts, len(self.curves))

    def cost(self, shifts: Shifts) -> int:
        """Cost of shifts, in integers."""
        return self.curves.cost(self.present(shifts)) + self.pay * sum(shift.paid for shift in shifts)

    def most(self, cost: int) -> int:
        """No plan that costs no more has more shifts than this: each is paid."""
        return max(0, cost - self.curves.floor) // self.least_pay


def presence(shifts: Iterable[AnonymousShift], end: int, first: int = 0) -> NDArray[np.int64]:
    """Numbers on the phone in the cells of a half-open window; shape (cells,)."""
    change = np.zeros(end - first + 1, dtype=np.int64)
    planned = list(shifts)
    pauses = [pause for shift in planned for pause in shift.breaks]
    for sign, at in ((1, [each.start for each in planned]), (-1, [each.end for each in planned]),
                     (-1, [each.start for each in pauses]), (1, [each.end for each in pauses])):
        np.add.at(change, np.clip(np.array(at, dtype=np.int64) - first, 0, end - first), sign)
    return np.cumsum(change)[:-1]
