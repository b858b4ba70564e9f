"""Pools: operators who may take the same starts on a day, whose starts the integer program counts together."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.model.program import Variable

Ints = NDArray[np.int64]


@dataclass(eq=False)
class DayChoice:
    """What one operator may do on one free day: variables, each with the row it stands for.

    A pooled choice has one variable a kind of shift (form, and what the counters see of it), standing for all starts of
    that kind by the first of them; an individual one has a variable a row. `positions` points into the class's rows.
    """

    operator: int
    day: int
    positions: Ints
    individual: bool
    variables: list[tuple[Variable, int]] = field(default_factory=list)


@dataclass(frozen=True)
class PoolKey:
    """What makes two operators interchangeable on a day; those of equal keys are in one pool.

    Parameters
    ----------
    day, form, skill
        Day and form of the shifts, and skill of the operators.
    rows
        Rows of the shift table that may be worked, rising.
    extra_costs
        What each of `rows` costs above the cheapest of them, in units.
    """

    day: int
    form: int
    skill: int
    rows: tuple[int, ...]
    extra_costs: tuple[int, ...]


@dataclass(eq=False)
class Pool:
    """Operators of one key, each with the variable that says whether they work, and how many take each start.

    `members` are operators with their variables, `starts` has one count for each row of the key.
    """

    key: PoolKey
    members: list[tuple[int, Variable]] = field(default_factory=list)
    starts: list[Variable] = field(default_factory=list)

    def deal(self, values: Ints, current: Ints) -> dict[int, int]:
        """Row of each working member; whoever can keep the row they have in `current` (operators,) does."""
        left = {row: int(values[count]) for row, count in zip(self.key.rows, self.starts, strict=True)}
        dealt, waiting = {}, []
        for operator in (operator for operator, works in self.members if values[works]):
            row = int(current[operator])
            if left.get(row, 0):
                left[row] -= 1
                dealt[operator] = row
            else:
                waiting.append(operator)
        rows = [row for row, count in left.items() for _ in range(count)]
        return dealt | dict(zip(waiting, rows, strict=True))
