"""What peers without operators are given: one day, its kinds of shift, and the cover wanted; and the way back to a roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.methods import CannotExpressError
from scheduler.demand.demand import demand_of
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem, compile_problem
from scheduler.roster import Break, Shift
from scheduler.rules.basis.break_forms import Order


@dataclass(frozen=True)
class Kind:
    """Shifts of one start, length and order of breaks; times in cells, cost in units."""

    start: int
    cells: int
    order: Order
    cost: int


@dataclass(frozen=True, eq=False)
class Day:
    """An anonymous day.

    Parameters
    ----------
    cells
        Open cells; outside them cover costs nothing.
    curve
        Cost of k operators on the phone in each open cell, in units; shape (cells, most + 1).
    """

    instance: Instance
    problem: Problem
    kinds: tuple[Kind, ...]
    cells: NDArray[np.int64]
    curve: NDArray[np.int64]

    @property
    def most(self) -> int:
        """Operators there are; more than any cell needs."""
        return self.problem.operators


def day_of(instance: Instance) -> Day:
    """Read an instance as an anonymous day.

    Raises
    ------
    CannotExpressError
        If it has more than one day, several queues or head counts, operators who differ, or one who must work.
    """
    if instance.grid.days > 1:
        raise CannotExpressError("more than one day: contracts, rest and days off tie the days of an operator together")
    problem = compile_problem(instance, demand_of(instance))
    curve = one_curve(problem)
    if len(problem.classes) > 1:
        raise CannotExpressError("operators who differ, by contract or availability")
    (each,) = problem.classes
    if each.must_work or each.day_off_cost.any() or any(w.least > 0 for total in each.totals for w in total.windows):
        raise CannotExpressError("an operator who must work")
    table = problem.table
    kinds = tuple(
        Kind(int(table.start[row]), table.forms[form].cells, order, int(cost))
        for row, cost in zip(each.rows, each.cost, strict=True)
        for form in [int(table.form[row])]
        for order in table.forms[form].orders
    )
    cells = problem.open_cells
    return Day(instance, problem, kinds, cells, curve[cells])


def one_curve(problem: Problem) -> NDArray[np.int64]:
    """Cost of k operators on the phone in each cell, in units, any where closed; shape (cells, most + 1).

    Raises
    ------
    CannotExpressError
        If there are several queues, or numbers on the phone that are counted by topic or seat.
    """
    if not problem.counts_everybody_once:
        raise CannotExpressError("several queues, topics or seats: cover is one curve of the number on the phone")
    (head,) = problem.staffing.head_counts
    curve: NDArray[np.int64] = head.curves[head.curve_of]
    return curve


def roster(day: Day, chosen: Iterable[tuple[Kind, Sequence[int]]]) -> list[Shift]:
    """Shifts of operators, one each in order of appearance, from kinds with the first cell of each break."""
    return [_shift(day, number, kind, starts) for number, (kind, starts) in enumerate(chosen)]


def _shift(day: Day, number: int, kind: Kind, starts: Sequence[int]) -> Shift:
    grid = day.instance.grid
    breaks = tuple(
        Break(kind=each.kind, start=grid.moment(int(start)), end=grid.moment(int(start) + each.cells))
        for each, start in zip(kind.order.breaks, starts, strict=True)
    )
    return Shift(operator=day.instance.operators[number].id, start=grid.moment(kind.start),
                 end=grid.moment(kind.start + kind.cells), breaks=breaks)


def slopes(curve: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Pieces of a convex curve in order: how many operators, and what each of them costs."""
    found, counts = np.unique(np.diff(curve), return_counts=True)
    yield from ((int(count), int(slope)) for slope, count in zip(found, counts, strict=True))
