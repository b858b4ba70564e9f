"""Columns of the master: rosters of all classes of operators that were cheapest at some prices.

A column is a roster of every class. Its cost and its activity follow from how many operators each class has, so that the
columns stay of use when some of the operators are fixed (`moves.diving`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.compiled.arrays import Columns, Counted
from scheduler.engine.crew import Crew

Ints = NDArray[np.int64]


@dataclass(eq=False)
class RosterColumns:
    """Rosters of each class: `rows` and `chain` of shape (columns, classes, days), `breaks` with one axis more."""

    rows: NDArray[np.int32]
    chain: NDArray[np.int32]
    breaks: NDArray[np.int32]

    @classmethod
    def room(cls, crew: Crew, columns: int) -> RosterColumns:
        """Room for so many columns."""
        shape = (columns, len(crew.problem.classes), crew.problem.days)
        breaks = np.full((*shape, crew.most_breaks), -1, dtype=np.int32)
        return cls(np.full(shape, -1, dtype=np.int32), np.full(shape, -1, dtype=np.int32), breaks)

    @property
    def arrays(self) -> Columns:
        """The same for the compiled loops."""
        return Columns(self.rows, self.chain, self.breaks)

    def __getitem__(self, columns: slice | Ints) -> RosterColumns:
        return RosterColumns(self.rows[columns], self.chain[columns], self.breaks[columns])

    def put(self, at: int | slice, other: RosterColumns) -> None:
        """Write other columns there."""
        self.rows[at], self.chain[at], self.breaks[at] = other.rows, other.chain, other.breaks


@dataclass(frozen=True, eq=False)
class Activity:
    """What columns come to: presence, days and cost of their operators.

    Parameters
    ----------
    presence
        How many are in each lane of the skills; shape (columns, lanes, all cells).
    worked
        How many work on each day; shape (columns, days).
    own
        Pay and wishes, in units; shape (columns,).
    """

    presence: Ints
    worked: Ints
    own: Ints


def activity_of(crew: Crew, columns: RosterColumns, members: Ints) -> Activity:
    """Count what so many `members` (classes,) of each class come to in each column."""
    many = len(columns.rows)
    result = Activity(np.zeros((many, len(crew.zeros), crew.problem.all_cells), dtype=np.int64),
                      np.zeros((many, crew.problem.days), dtype=np.int64), np.zeros(many, dtype=np.int64))
    crew.count_columns(members, columns.arrays, Counted(result.presence, result.worked, result.own))
    return result
