"""The problem in arrays: shifts, classes of equal operators with what the rules state of them, and staffing cost."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.staffing import StaffingCost, staffing_cost
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.model.chains import Chains, chain_orders, chains_of
from scheduler.rules import statements_of
from scheduler.rules.breaks import Order
from scheduler.rules.shift_table import ShiftTable, shift_table
from scheduler.rules.statement import Counter, Forbid, Gap, MustWork, Price, Statement

INT = np.int64


@dataclass(frozen=True, eq=False)
class OperatorClass:
    """Operators of equal contract, availability and history.

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


@dataclass(frozen=True, eq=False)
class OneQueue:
    """Staffing cost of a hotline with one queue: `StaffingCost` without the axis of the queues.

    Parameters
    ----------
    is_open
        Whether calls are answered in a cell; shape (cells,).
    required
        Operators required in each interval; shape (intervals,).
    curve
        Cost in units of k operators on the phone during one cell of an interval; shape (intervals, most + 1).
    """

    is_open: NDArray[np.bool_]
    required: NDArray[np.int64]
    curve: NDArray[np.int64]

    @classmethod
    def of(cls, staffing: StaffingCost) -> OneQueue:
        """Take the only queue.

        Raises
        ------
        InputError
            If there are several queues, topics, or a cap, which the search does not know yet.
        """
        if len(staffing.names) > 1:
            raise InputError([Fault("", "service.queues", "several queues cannot be solved yet; allowed is one")])
        if staffing.head_counts:
            raise InputError([Fault("", staffing.head_counts[0].rule, "cannot be solved yet; allowed is nothing")])
        return cls(staffing.is_open, staffing.required[0], staffing.curve[0])


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything the engine knows.

    Parameters
    ----------
    table
        All shifts.
    classes, class_of
        Classes of equal operators, and the class of each operator; shape (operators,).
    staffing
        Convex cost of the number on the phone.
    cell_interval
        Interval of each cell; shape (cells,).
    """

    table: ShiftTable
    classes: tuple[OperatorClass, ...]
    class_of: NDArray[np.int64]
    staffing: OneQueue
    cell_interval: NDArray[np.int64]

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return self.table.days

    @property
    def operators(self) -> int:
        """Number of operators."""
        return len(self.class_of)

    @property
    def cells(self) -> int:
        """Cells of the horizon, in which cover counts."""
        return len(self.cell_interval)

    @cached_property
    def chains(self) -> Chains:
        """Break sequences of the forms, for the compiled loops."""
        return chains_of(self.table.forms)

    @cached_property
    def chain_orders(self) -> tuple[tuple[Order, ...], dict[tuple[int, int], int]]:
        """For each chain one order with its kinds of break, and the chain of each (form, number of its order)."""
        return chain_orders(self.table.forms)

    @cached_property
    def class_day_rows(self) -> tuple[tuple[NDArray[np.int64], ...], ...]:
        """Positions in a class's `rows` of the shifts of each day; shape (classes, days)."""
        return tuple(
            tuple(np.flatnonzero(self.table.day[each.rows] == day) for day in range(self.days)) for each in self.classes
        )

    @cached_property
    def all_cells(self) -> int:
        """Cells of the horizon and of the shifts that run past its end."""
        return max(self.cells, int(self.table.end.max(initial=0))) + 1

    @cached_property
    def open_cells(self) -> NDArray[np.int64]:
        """Cells in which calls are answered."""
        return np.flatnonzero(self.staffing.is_open)

    @cached_property
    def cost_step(self) -> int:
        """Greatest common divisor of all unit costs: every roster's cost is a multiple of it."""
        step = 0
        curves = np.diff(self.staffing.curve[np.unique(self.cell_interval[self.open_cells])], axis=1, prepend=0)
        for values in (curves, *(each.cost for each in self.classes), *(each.day_off_cost for each in self.classes)):
            step = gcd(step, int(np.gcd.reduce(np.unique(values), initial=0)))
        return step or 1

    def cell_cost(self, presence: NDArray[np.int64]) -> NDArray[np.int64]:
        """Staffing cost of each open cell with so many on the phone; `presence` has shape (cells or more,)."""
        cells = self.open_cells
        costs: NDArray[np.int64] = self.staffing.curve[self.cell_interval[cells], presence[cells]]
        return costs


def compile_problem(instance: Instance) -> Problem:
    """State all rules for all operators, and merge operators of whom the same is stated."""
    table = shift_table(instance)
    members: dict[Hashable, list[int]] = {}
    for index, operator in enumerate(instance.operators):
        entries = instance.availability_of.get(operator.id, ())
        history = instance.history_of.get(operator.id)
        key = (operator.contract, tuple((entry.when, entry.window, entry.start, entry.kind) for entry in entries),
               history and history.model_copy(update={"operator": ""}))
        members.setdefault(key, []).append(index)
    classes = tuple(
        _operator_class(instance, instance.operators[group[0]], tuple(group), table) for group in members.values()
    )
    class_of = np.zeros(len(instance.operators), dtype=INT)
    for number, each in enumerate(classes):
        class_of[list(each.members)] = number
    cell_interval = np.arange(instance.grid.cells) // instance.grid.cells_per_interval
    return Problem(table, classes, class_of, OneQueue.of(staffing_cost(instance)), cell_interval)


def _operator_class(
    instance: Instance, operator: Operator, members: tuple[int, ...], table: ShiftTable
) -> OperatorClass:
    return class_of_statements(members, statements_of(instance, operator, table), table)


def class_of_statements(
    members: tuple[int, ...], statements: tuple[Statement, ...], table: ShiftTable
) -> OperatorClass:
    """Gather statements by kind: forbidden shifts united, prices added, the longest gap."""
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
    counters = tuple(statement for statement in statements if isinstance(statement, Counter))
    told_apart = np.stack([table.form, *(counter.label for counter in counters)], axis=1)[rows]
    return OperatorClass(
        members=members,
        rows=rows,
        cost=price[rows],
        day_off_cost=day_off,
        must_work=frozenset(statement.day for statement in statements if isinstance(statement, MustWork)),
        kind=np.unique(told_apart, axis=0, return_inverse=True)[1].reshape(-1),
        counters=counters,
        gap=max((statement.cells for statement in statements if isinstance(statement, Gap)), default=0),
        statements=statements,
    )
