"""Deferrable work beside calls: problems net of who is at it, and blocks placed in the shifts of a roster.

Who is at the work when is no variable of the search: it is given the cost of calls for those who are left (`Work.net_of`). Each
roster gets its blocks by an integer program, which weighs exactly what they cost in these shifts; a large one block by block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.backlog import Backlog, backlogs, first_plan
from scheduler.demand.cost.head_count import HeadCount
from scheduler.instance.instance import Instance
from scheduler.model.block_choice import one_by_one
from scheduler.model.blocks import (
    Block,
    BlockProgram,
    Blocks,
    minutes_of,
    moved_weights,
    people_away,
    staffing_with,
    stretches_of,
)
from scheduler.model.from_roster import solution_of
from scheduler.model.problem import Problem
from scheduler.model.program import solve_by_highs
from scheduler.model.solution import Solution, own_cost, presence_of, shifts_of_solution
from scheduler.roster import Break, Shift
from scheduler.rules.pins import pinned_rows, pins_of

Ints = NDArray[np.int64]

SURE_S = 600.0
"""Seconds for blocks in a deterministic run: so many that they are proven best, whatever the machine."""
_ROOM = 2
"""People more or fewer at the work in a cell than planned, whom a search may have."""
_MOST_EXACT = 6_000
"""Cells of all stretches up to which blocks are placed by an integer program."""


@dataclass(frozen=True, eq=False)
class Work:
    """The deferrable work of an instance, and its problem without any.

    Parameters
    ----------
    instance, problem
        The instance and its problem.
    """

    instance: Instance
    problem: Problem

    @cached_property
    def backlogs(self) -> tuple[Backlog, ...]:
        """All of it."""
        return backlogs(self.instance)

    @cached_property
    def _fixed(self) -> frozenset[tuple[int, int]]:
        """Shifts that are pinned with their breaks, as they are."""
        return frozenset((number, day) for number, operator in enumerate(self.instance.operators)
                         for day, pin in pins_of(self.instance, operator) if pin.fixes_breaks)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Number of each operator, by their id."""
        return {operator.id: number for number, operator in enumerate(self.instance.operators)}

    @cached_property
    def _kinds(self) -> dict[str, int]:
        """Place of each kind of work in the list, by the label of its blocks."""
        return {work.kind: place for place, work in enumerate(self.instance.deferrable)}

    @cached_property
    def _holds(self) -> NDArray[np.bool_]:
        """Which rows of the problem hold blocks: shifts that are pinned, or were published, with their breaks."""
        return self.problem.table.how_many(self._kinds) > 0

    def held(self, solution: Solution) -> Blocks:
        """The blocks that the rows of a roster hold."""
        return tuple(block for operator, day in np.argwhere(solution.rows >= 0).tolist()
                     if self._holds[row := int(solution.rows[operator, day])]
                     for block in self.of_row(operator, row))

    @cached_property
    def pinned(self) -> Blocks:
        """The blocks of shifts that are pinned with their breaks, which every roster holds."""
        table = self.problem.table
        return tuple(block for number in sorted({who for who, _ in self._fixed})
                     for row in np.flatnonzero(pinned_rows(self.instance, self.instance.operators[number], table) & self._holds)
                     for block in self.of_row(number, int(row)))

    def of_row(self, operator: int, row: int) -> Iterator[Block]:
        """The blocks that a row holds, as those of an operator."""
        table = self.problem.table
        form, start, day = table.forms[table.form[row]], int(table.start[row]), int(table.day[row])
        for each in form.orders[0].breaks[: len(form.activities)]:
            if each.kind in self._kinds:
                first = start + each.earliest
                yield Block(self._kinds[each.kind], operator, day, first, first + each.cells)

    @cached_property
    def _there(self) -> NDArray[np.bool_]:
        """Whether an operator may be at work in a cell by the shifts they may have; shape (operators, cells)."""
        table, cells = self.problem.table, self.problem.cells
        there = np.zeros((len(self.instance.operators), cells), dtype=np.bool_)
        for each in self.problem.classes:
            change = np.zeros(self.problem.all_cells + 1, dtype=np.int64)
            np.add.at(change, table.start[each.rows], 1)
            np.add.at(change, table.end[each.rows], -1)
            own = [member for member in each.members if member < len(there)]
            there[own] = (np.cumsum(change) > 0)[:cells]
        return there

    @cached_property
    def possible(self) -> tuple[Ints, ...]:
        """How many of each skill could be at each kind of work in each cell; each (skills, cells)."""
        skills, number = self.problem.skills, self.problem.skills.of_operator[: len(self.instance.operators)]
        return tuple(np.stack([(self._there & (each.who & (number // skills.lanes == skill))[:, None]).sum(axis=0)
                               for skill in range(len(skills) // skills.lanes)]) for each in self.backlogs)

    def first_plans(self, value: Ints, pay: float) -> list[Ints]:
        """People of each skill at each kind of work where it is cheapest to take them off the phone; each (skills, cells).

        Parameters
        ----------
        value
            What that costs, in units, for somebody of each skill in each cell; shape (skills, cells).
        pay
            By how much it costs more for each who is there already.
        """
        away, plans = np.zeros_like(value), list[Ints]()
        for backlog, there, pinned in zip(self.backlogs, self.possible, self.minutes(self.pinned), strict=True):
            before = away.copy()
            possible = np.maximum(there - away, 0)
            cheapest = np.where(possible > 0, value, np.iinfo(np.int64).max // 2).min(axis=0)
            planned = first_plan(backlog.beside(pinned), cheapest + pay * away.sum(axis=0), pay, possible.sum(axis=0))
            for cell in np.flatnonzero(planned).tolist():
                for _ in range(int(planned[cell])):
                    best = int(np.argmin(np.where(possible[:, cell] > 0, value[:, cell], np.iinfo(np.int64).max)))
                    away[best, cell] += 1
                    possible[best, cell] -= 1
            plans.append(away - before)
        return plans

    def net_of(self, away: Ints, worth: int = 0) -> Problem:
        """The problem whose calls are answered by whoever is not among so many away.

        Parameters
        ----------
        away
            People of each skill who are at the work; shape (skills, cells).
        worth
            Units for somebody who is at the work during a cell, or is not, beside what is planned, up to a few: so that the
            search may move work from one time to another. 0: the plan is as it is.
        """
        late = max((each.late_per_cell for each in self.backlogs), default=0)
        weights = moved_weights(self.problem)
        mine = np.unique(self.problem.skills.of_operator[: len(self.instance.operators)][
            np.logical_or.reduce([each.who for each in self.backlogs])] // self.problem.skills.lanes)
        heads = tuple(
            _shifted(each, own, late, _ROOM if worth and each.whole and (of[mine] == -1).all() else 0, worth)
            for each, own, of in zip(self.problem.staffing.head_counts, weights.T @ away, weights.T, strict=True))
        return replace(self.problem, staffing=replace(self.problem.staffing, head_counts=heads))

    def away(self, blocks: Sequence[Block]) -> Ints:
        """People of each skill in blocks; shape (skills, cells)."""
        return people_away(self.problem, blocks)

    def minutes(self, blocks: Sequence[Block]) -> Ints:
        """Minutes of blocks of each kind of work in each cell; shape (kinds, cells)."""
        return minutes_of(self.problem, self.backlogs, blocks)

    def cost(self, solution: Solution, blocks: Sequence[Block]) -> int:
        """Cost of a roster with blocks, beside those that its rows hold, in units."""
        minutes = self.minutes((*blocks, *self.held(solution)))
        return (staffing_with(self.problem, solution, blocks) + own_cost(self.problem, solution)
                + sum(each.cost(own) for each, own in zip(self.backlogs, minutes, strict=True)))

    def placed(
        self, solution: Solution, seconds: float, closed: Collection[tuple[int, int]] = frozenset(),
        price_of: Mapping[tuple[int, int], int] = MappingProxyType({}), *, soon: bool = False,
    ) -> Blocks:
        """Blocks for a roster: the best there are, where that is a small program that is solved in time, else good ones.

        HiGHS proves such programs at once, where CP-SAT is far from the best (measured: 0.6 s, and not within 8 s, for 6 people
        and 5 days).

        Parameters
        ----------
        closed
            Operators and days whose shifts get none, besides those that are pinned with their breaks.
        price_of
            Units that blocks cost in the shift of an operator and a day, as it was published without.
        soon
            Whether good ones are wanted at once: a program that is stopped early has none, or hardly any.
        """
        free = stretches_of(self.problem, solution, len(self.instance.operators), self._fixed.union(closed), self._kinds)
        stretches = [replace(each, price=price_of.get((each.operator, each.day), 0)) for each in free
                     if any(backlog.who[each.operator] for backlog in self.backlogs)]
        counts = self.problem.counts_of(presence_of(self.problem, solution))
        held = self.minutes(self.held(solution))
        if not soon and sum(each.end - each.first for each in stretches) <= _MOST_EXACT:
            program = BlockProgram(self.problem, self.backlogs, stretches, counts, held)
            if found := solve_by_highs(program.program, 1, seconds):
                return tuple(sorted(program.blocks(found.values)))
        return tuple(sorted(one_by_one(self.problem, self.backlogs, stretches, counts, held, seconds)))

    def taken_apart(self, shifts: Sequence[Shift]) -> tuple[Solution, Blocks]:
        """A roster of plain times in arrays, and those of its blocks that no row holds: all but those of pinned shifts.

        Raises
        ------
        ValueError
            As of `solution_of`.
        """
        grid = self.instance.grid
        blocks = [Block(self._kinds[each.label], *self._pair(shift), grid.cell(each.start), grid.cell(each.end))
                  for shift in shifts if self._pair(shift) not in self._fixed
                  for each in shift.activities if each.label in self._kinds]
        return solution_of(self.instance, self.problem, self.bare(shifts)), tuple(sorted(blocks))

    def bare(self, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
        """A roster of plain times without blocks, but for those of shifts that are pinned with their breaks."""
        return tuple(shift if self._pair(shift) in self._fixed else shift.keeping(lambda each: each.label not in self._kinds)
                     for shift in shifts)

    def _pair(self, shift: Shift) -> tuple[int, int]:
        """Operator and day of a shift."""
        grid = self.instance.grid
        return self._numbers[shift.operator], min(grid.day_of(grid.cell(shift.start)), grid.days - 1)

    def shifts(self, solution: Solution, blocks: Blocks) -> tuple[Shift, ...]:
        """The roster as plain times, with its blocks among the breaks."""
        grid, operators = self.instance.grid, self.instance.operators
        of_shift: dict[tuple[str, int], list[Break]] = {}
        for each in blocks:
            piece = Break.of(self.backlogs[each.work].work.kind, grid.moment(each.first), grid.moment(each.end))
            of_shift.setdefault((operators[each.operator].id, each.day), []).append(piece)
        worked = np.argwhere(solution.rows[: len(operators)] >= 0).tolist()
        plain = shifts_of_solution(self.instance, self.problem, solution)
        return tuple(shift.holding(of_shift.get((shift.operator, day), []))
                     for shift, (_, day) in zip(plain, worked, strict=True))


def _shifted(head: HeadCount, shift: Ints, late: int, room: int, worth: int) -> HeadCount:
    """A head count whose curve of each cell is that of a count which differs by so much; below its begin it is steep."""
    if not shift.any() and not room:
        return head
    pairs, curve_of = np.unique(np.stack([head.curve_of, shift]), axis=1, return_inverse=True)
    curves = np.stack([_moved(head.curves[number], step, late, room, worth) for number, step in pairs.T.tolist()])
    required = None if head.required is None else np.maximum(head.required[pairs[0]] - pairs[1], 0)
    return replace(head, curves=curves, curve_of=np.where(head.applies, curve_of.ravel(), -1), required=required)


def _moved(curve: Ints, step: int, late: int, room: int, worth: int) -> Ints:
    """The least over some more or fewer at the work, each of whom is worth something: convex, as both are.

    All are dearer by what the most would be worth: a search takes no cost to be below 0, and ends where one is.
    """
    more = np.arange(-min(room, -step), room + 1)[:, None]
    count, last = np.arange(len(curve)) + step - more, len(curve) - 1
    below, above = np.maximum(-count, 0), np.maximum(count - last, 0)
    steep = max(int(curve[0] - curve[1]), late, 1)
    costs = curve[np.clip(count, 0, last)] + below * steep + above * max(int(curve[last] - curve[last - 1]), 0)
    return np.asarray((costs + (room - more) * worth).min(axis=0))
