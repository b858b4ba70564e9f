"""Classes of operators of whom the same is stated: what they may work, what it costs them, and what is counted of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Counter, Forbid, Gap, MustWork, Price, Priced, Statement, Total

INT = np.int64


@dataclass(frozen=True, eq=False)
class OperatorClass:
    """Operators of equal contract, availability, history and skill; or people who are still on the phone from yesterday.

    Parameters
    ----------
    members
        Indices of the operators.
    rows
        Rows of the shift table that may be worked, rising; shape (n,).
    cost
        Cost of working each of them, in units; shape (n,).
    day_off_cost
        Cost of a day off; shape (days,).
    must_work
        Days that must be worked.
    kind
        Kind of each of `rows`: those of one kind have the same form and the same labels in all counters; shape (n,).
    counters
        What is counted over the days.
    gap
        Least time between two shifts, in cells.
    statements
        All the statements the class was made from, for explanations.
    skill
        Which of the problem's skills they have.
    """

    members: tuple[int, ...]
    rows: NDArray[np.int64]
    cost: NDArray[np.int64]
    day_off_cost: NDArray[np.int64]
    must_work: frozenset[int]
    kind: NDArray[np.int64]
    counters: tuple[Counter, ...]
    gap: int
    statements: tuple[Statement, ...]
    skill: int = 0

    @property
    def totals(self) -> tuple[Total, ...]:
        """The counters that are sums over windows of days."""
        return tuple(counter for counter in self.counters if isinstance(counter, Total))

    @property
    def priced(self) -> tuple[Priced, ...]:
        """The counters that may have a price."""
        return tuple(counter for counter in self.counters if isinstance(counter, Priced))


def class_of_statements(
    members: tuple[int, ...], statements: tuple[Statement, ...], table: ShiftTable, skill: int = 0,
    kinds: NDArray[np.int64] | None = None,
) -> OperatorClass:
    """Gather statements by kind: forbidden shifts united, prices added, the longest gap.

    Parameters
    ----------
    kinds
        A number for each row of the table, the same for those that the counters among the statements do not tell apart; None:
        it is worked out.
    """
    forbidden = np.zeros(len(table), dtype=np.bool_)
    price, day_off = np.zeros(len(table), dtype=INT), np.zeros(table.days, dtype=INT)
    for statement in statements:
        match statement:
            case Forbid(rows=mask):
                forbidden |= mask
            case Price(rows=costs, day_off=off_costs):
                price += costs
                day_off += off_costs
    rows = np.flatnonzero(~forbidden)
    counters = counters_of(statements)
    kind = (told_apart(table, counters) if kinds is None else kinds)[rows]
    return OperatorClass(
        members=members,
        rows=rows,
        cost=price[rows],
        day_off_cost=day_off,
        must_work=frozenset(statement.day for statement in statements if isinstance(statement, MustWork)),
        kind=np.unique(kind, return_inverse=True)[1].reshape(-1),
        counters=counters,
        gap=max((statement.cells for statement in statements if isinstance(statement, Gap)), default=0),
        statements=statements,
        skill=skill,
    )


def counters_of(statements: Iterable[Statement]) -> tuple[Counter, ...]:
    """What is counted over the days."""
    return tuple(statement for statement in statements if isinstance(statement, Counter))


def told_apart(table: ShiftTable, counters: tuple[Counter, ...]) -> NDArray[np.int64]:
    """A number for each row, the same for rows of one form with the same labels in all counters; shape (rows,)."""
    number = table.form
    for label in (counter.label for counter in counters):
        values, place = np.unique(label, return_inverse=True)
        number = np.unique(number * len(values) + place.reshape(-1), return_inverse=True)[1].reshape(-1)
    return number
