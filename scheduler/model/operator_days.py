"""The days of one operator in the integer program: some are free and have variables, the others are fixed.

Below, :math:`w_d` is 1 if day :math:`d` is worked; it is linear in the variables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduler.model.program import Program, Term, Variable
from scheduler.rules.basis.statement import Mask

Choices = list[tuple[Variable, int]]
"""Variables of a free day, each with the row it stands for."""


@dataclass(frozen=True, eq=False)
class Sum:
    """A linear expression."""

    terms: list[Term]
    constant: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum([*self.terms, *other.terms], self.constant + other.constant)

    def __sub__(self, other: Sum) -> Sum:
        return self + Sum([(variable, -weight) for variable, weight in other.terms], -other.constant)


@dataclass(frozen=True, eq=False)
class OperatorDays:
    """Days of one operator.

    Parameters
    ----------
    free
        Variables of each free day.
    fixed, current
        Row worked on each day, below 0 for none, with the free days empty and as in the given roster; shape (days,).
    """

    free: Mapping[int, Choices]
    fixed: NDArray[np.int64]
    current: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.fixed)

    @cached_property
    def worked(self) -> list[Sum]:
        """Whether each day is worked."""
        return [Sum([(variable, 1) for variable, _ in self.free[day]]) if day in self.free else Sum([], int(row >= 0))
                for day, row in enumerate(self.fixed)]

    def marked(self, rows: Mask) -> list[Sum]:
        """Whether a shift of `rows` is worked on each day."""
        return [Sum([(variable, 1) for variable, row in self.free[day] if rows[row]]) if day in self.free
                else Sum([], int(row >= 0 and rows[row])) for day, row in enumerate(self.fixed)]

    def valued(self, day: int, value: NDArray[np.int64]) -> dict[int, Sum]:
        """Whether a shift of each value is worked on a day, for all values that it may have; `value` is of shape (rows,)."""
        if day not in self.free:
            row = int(self.fixed[day])
            return {int(value[row]): Sum([], 1)} if row >= 0 else {}
        found: dict[int, Sum] = {}
        for variable, row in self.free[day]:
            each = int(value[row])
            found[each] = found.get(each, Sum([])) + Sum([(variable, 1)])
        return found

    def near(self, back: int, ahead: int) -> list[int]:
        """Days `d` of which one of ``d − back … d + ahead`` is free, rising; others need no constraint."""
        anchors = {day + shift for day in self.free for shift in range(-ahead, back + 1)}
        return sorted(day for day in anchors if 0 <= day < len(self))


def total_of(sums: Sequence[Sum]) -> Sum:
    """The sum of linear expressions."""
    return Sum([term for each in sums for term in each.terms], sum(each.constant for each in sums))


def at_most(program: Program, left: Sum, most: int) -> None:
    """Add ``left ≤ most``; its variables are 0 or 1, its weights 1 or −1."""
    program.constrain(left.terms, -len(left.terms), most - left.constant)
