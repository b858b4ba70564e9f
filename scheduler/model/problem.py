"""The problem in arrays: shifts, classes of equal operators with what the rules state of them, and staffing cost."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import ACTIVITY
from scheduler.demand.demand import Demand
from scheduler.demand.staffing import StaffingCost, staffing_cost
from scheduler.instance.activities import PREFIX
from scheduler.instance.fairness import NOT_OF_SHIFTS
from scheduler.instance.instance import Instance
from scheduler.model.chains import Chains, ClosedStarts, chain_orders, chains_of, closed_starts
from scheduler.model.classes import OperatorClass, class_of_statements, counters_of, told_apart
from scheduler.model.published import Published
from scheduler.model.yesterday import Yesterday
from scheduler.rules import statements_of
from scheduler.rules.basis.break_forms import Order
from scheduler.rules.basis.shift_table import ShiftTable, shift_table

INT = np.int64


@dataclass(frozen=True, eq=False)
class Skills:
    """The kinds of operators that coverage tells apart: those that count alike in all head counts.

    Presence is kept by *lanes*: each skill has one for being on the phone and, where breaks count too, after it one for each
    kind of break. A skill is named by its first lane.

    Parameters
    ----------
    counted
        What one adds to each head count; shape (lanes, head counts).
    of_operator
        Skill of each operator; shape (operators,).
    lanes
        Lanes of a skill.
    """

    counted: NDArray[np.int64]
    of_operator: NDArray[np.int64]
    lanes: int = 1

    def __len__(self) -> int:
        return len(self.counted)

    @classmethod
    def of(cls, staffing: StaffingCost) -> Skills:
        """Tell operators apart by their head counts, in the order of the operators."""
        lanes = max(each.lanes for each in staffing.head_counts)
        weights = np.stack([each.wide(lanes) for each in staffing.head_counts], axis=2)
        numbers: dict[bytes, int] = {}
        of_operator = np.array([numbers.setdefault(each.tobytes(), len(numbers)) for each in weights], dtype=INT)
        first = np.unique(of_operator, return_index=True)[1]
        return cls(np.concatenate(weights[first]), of_operator * lanes, lanes)


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
        Convex cost of the numbers on the phone.
    skills
        What coverage sees of the operators.
    """

    table: ShiftTable
    classes: tuple[OperatorClass, ...]
    class_of: NDArray[np.int64]
    staffing: StaffingCost
    skills: Skills

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
        return len(self.staffing.is_open)

    @cached_property
    def chains(self) -> Chains:
        """Break sequences of the forms, for the compiled loops."""
        return chains_of(self.table.forms)

    @cached_property
    def chain_orders(self) -> tuple[tuple[Order, ...], dict[tuple[int, int], int]]:
        """For each chain one order with its kinds of break, and the chain of each (form, number of its order)."""
        return chain_orders(self.table.forms)

    @cached_property
    def break_lanes(self) -> NDArray[np.int64]:
        """Lane of each break of the chains, counted from its skill's first; 0 where breaks count nowhere; (chains, breaks)."""
        lanes = np.zeros_like(self.chains.cells)
        if self.skills.lanes > 1:
            for chain, order in enumerate(self.chain_orders[0]):
                lanes[chain, : len(order.breaks)] = [self._lane(each.kind) for each in order.breaks]
        return lanes

    def _lane(self, label: str) -> int:
        """Lane of a break by its label."""
        told_apart = self.staffing.breaks
        kind = ACTIVITY if label.startswith(PREFIX) and label not in told_apart else label
        lane = 1 + told_apart.index(kind) if kind in told_apart else 0
        return lane if lane < self.skills.lanes else 0

    @cached_property
    def closed_starts(self) -> ClosedStarts:
        """Where windows of the clock let breaks of the chains not start."""
        return closed_starts(self.chain_orders[0], self.table.spans, self.chains.cells.shape[1],
                             self.all_cells, int(self.chains.high.max(initial=0)))

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
    def counts_everybody_once(self) -> bool:
        """Whether coverage is one curve of the number on the phone: a single head count, in which everybody counts."""
        heads = self.staffing.head_counts
        return len(heads) == 1 and heads[0].on_break is None and bool((heads[0].counts == 1).all())

    @cached_property
    def priced_cells(self) -> NDArray[np.int64]:
        """Cells in which presence has a cost or a limit: those where a head count applies."""
        return np.flatnonzero(np.logical_or.reduce([each.applies for each in self.staffing.head_counts]))

    @cached_property
    def cost_step(self) -> int:
        """Greatest common divisor of all unit costs: the cost of every roster that keeps the caps is a multiple of it."""
        heads = (each.curves[np.unique(each.curve_of[each.applies])] for each in self.staffing.head_counts if each.cap is None)
        step = 0
        for values in (*(np.diff(curves, axis=-1, prepend=0) for curves in heads),
                       *(each.cost for each in self.classes), *(each.day_off_cost for each in self.classes),
                       *(counter.unit_costs for each in self.classes for counter in each.priced)):
            step = gcd(step, int(np.gcd.reduce(np.unique(values), initial=0)))
        return step or 1

    def counts_of(self, presence: NDArray[np.int64]) -> NDArray[np.int64]:
        """What each head count counts in the cells of the horizon; shape (head counts, cells)."""
        counts = self.skills.counted.T @ presence[:, : self.cells]
        return np.asarray(counts + np.array([[each.base] for each in self.staffing.head_counts]))

    def staffing_cost(self, presence: NDArray[np.int64]) -> int:
        """Staffing cost of all cells; `presence` is how many are in each lane, shape (lanes, all cells)."""
        counts, cells = self.counts_of(presence), np.arange(self.cells)
        return sum(int(each.curves[each.curve_of[at], count[at]].sum())
                   for each, count in zip(self.staffing.head_counts, counts, strict=True) for at in (cells[each.applies],))


def compile_problem(instance: Instance, demand: Demand, published: Published | None = None) -> Problem:
    """State all rules for all operators, and merge operators of one skill of whom the same is stated.

    A shift of yesterday that goes on into the horizon is one of somebody who works nothing else.

    Parameters
    ----------
    published
        A roster of which as little as may be should change; nobody is then merged.
    """
    staffing, yesterday = staffing_cost(instance, demand), Yesterday.of(instance)
    table = yesterday.with_rows(shift_table(instance, published.rows if published else ()))
    skills, members = Skills.of(staffing), dict[Hashable, list[int]]()
    for index in range(len(instance.operators)):
        key = _key(instance, index, int(skills.of_operator[index]), beside_blocks=published is not None)
        members.setdefault(key, []).append(index)
    classes: list[OperatorClass] = []
    rows = published.rows_in(table) if published else {}
    for group in members.values():
        stated = (*statements_of(instance, instance.operators[group[0]], table), *yesterday.of_operators(table))
        skill = int(skills.of_operator[group[0]])
        if published is None:
            classes.append(class_of_statements(tuple(group), stated, table, skill))
        else:
            kinds = told_apart(table, counters_of(stated))  # what was published counts nothing
            own = ((*stated, *published.statements(member, table, rows)) for member in group)
            classes += [class_of_statements((member,), all_stated, table, skill, kinds)
                        for member, all_stated in zip(group, own, strict=True)]
    classes += [class_of_statements((person,), yesterday.of_person(end, table), table, int(skills.of_operator[person]))
                for person, end in enumerate(yesterday.ends, start=len(instance.operators))]
    class_of = np.zeros(len(skills.of_operator), dtype=INT)
    for number, each in enumerate(classes):
        class_of[list(each.members)] = number
    return Problem(table, tuple(classes), class_of, staffing, skills)


def _key(instance: Instance, index: int, skill: int, *, beside_blocks: bool) -> Hashable:
    """Equal for operators of whom the same is stated; beside blocks of published shifts also who may do them counts."""
    operator = instance.operators[index]
    absences = tuple((entry.when, entry.window, entry.start, entry.kind, entry.hours, entry.breaks, entry.fixes_breaks)
                     for entry in instance.availability_of.get(operator.id, ()))
    known = (each and each.model_dump_json(exclude={*NOT_OF_SHIFTS})
             for each in (instance.ledger_of.get(operator.id), instance.history_of.get(operator.id)))
    activities = tuple(each.is_for(operator) for each in instance.activities)
    blocks = tuple(each.is_for(operator) for each in instance.deferrable) if beside_blocks else ()
    return (operator.contract, operator.share, absences, instance.rotation_of.get(operator.id, ()), activities, blocks, *known,
            skill)
