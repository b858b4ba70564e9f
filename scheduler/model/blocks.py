"""Blocks of deferrable work in given shifts: an integer program that says who is at the work when, exactly.

The time of a shift between its breaks and activities is a *stretch*. In each cell of a stretch a variable says whether its
operator is at the work, another whether a block begins there, so that a block has its shortest and longest length (Rajan &
Takriti 2005: tight for shortest lengths). Work of a batch flows to cells between its arrival and its deadline; what flows
nowhere is late. Who is at the work is missing where they would count on the phone: that cost is the problem's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.backlog import Backlog
from scheduler.demand.cost.head_count import ACTIVITY, BREAKS
from scheduler.model.problem import Problem
from scheduler.model.program import Program, Variable
from scheduler.model.solution import Solution, presence_of

Ints = NDArray[np.int64]

_NO_BLOCK_FOR_NOTHING = 1
"""Units for an idle minute beside its price: who is one too many at the phone stays there where a block would cost as much."""


@dataclass(frozen=True)
class Stretch:
    """Time of a shift in which its operator may be at deferrable work.

    Parameters
    ----------
    operator, day
        Whose shift of which day.
    first, end
        Half-open cells.
    price
        Units for blocks in the shift, however many: it was published without them.
    """

    operator: int
    day: int
    first: int
    end: int
    price: int = 0


@dataclass(frozen=True, order=True)
class Block:
    """A block: kind of work by its place in the list, operator, day of the shift, and half-open cells."""

    work: int
    operator: int
    day: int
    first: int
    end: int


Blocks = tuple[Block, ...]


def stretches_of(
    problem: Problem, solution: Solution, operators: int, closed: Collection[tuple[int, int]], work: Collection[str] = ()
) -> Iterator[Stretch]:
    """Stretches of the shifts of the first so many people inside the horizon, but for `closed` pairs of operator and day.

    They end a cell apart from what a shift holds of deferrable work already, by its labels: two blocks that touch would be one.
    """
    table, orders = problem.table, problem.chain_orders[0]
    for operator, day in np.argwhere(solution.rows[:operators] >= 0).tolist():
        if (operator, day) in closed:
            continue
        row, chain = int(solution.rows[operator, day]), int(solution.chain[operator, day])
        lengths, begins = problem.chains.cells[chain], solution.breaks[operator, day]
        around = [int(each.kind in work) for each in orders[chain].breaks]
        pauses = sorted((begin - more, begin + length + more) for begin, length, more in zip(
            begins.tolist(), lengths.tolist(), around, strict=False))
        at = int(table.start[row])
        for begin, after in [*pauses, (int(table.end[row]), 0)]:
            if at < min(begin, problem.cells):
                yield Stretch(operator, day, at, min(begin, problem.cells))
            at = max(at, after)


def moved_weights(problem: Problem) -> Ints:
    """What each head count loses or gains by who goes from the phone to an activity; shape (skills, head counts).

    A head count with a cap has none: whoever is at deferrable work still needs a seat.
    """
    skills = problem.skills
    phone = skills.counted[:: skills.lanes]
    lane = 1 + BREAKS.index(ACTIVITY)
    away = skills.counted[lane :: skills.lanes] if lane < skills.lanes else np.zeros_like(phone)
    capped = np.array([each.cap is not None for each in problem.staffing.head_counts], dtype=np.bool_)
    return np.where(capped, 0, away - phone)


def people_away(problem: Problem, blocks: Sequence[Block]) -> Ints:
    """How many of each skill are in blocks in each cell; shape (skills, cells)."""
    skills = problem.skills
    away = np.zeros((len(skills) // skills.lanes, problem.cells), dtype=np.int64)
    for each in blocks:
        away[skills.of_operator[each.operator] // skills.lanes, each.first:each.end] += 1
    return away


def minutes_of(problem: Problem, backlogs: Sequence[Backlog], blocks: Sequence[Block]) -> Ints:
    """Minutes of the blocks of each kind of work in each cell; shape (kinds, cells)."""
    minutes = np.zeros((len(backlogs), problem.cells), dtype=np.int64)
    for each in blocks:
        minutes[each.work, each.first:each.end] += backlogs[each.work].cell_minutes
    return minutes


def staffing_with(problem: Problem, solution: Solution, blocks: Sequence[Block]) -> int:
    """Staffing cost of a roster whose people are in blocks then."""
    counts = problem.counts_of(presence_of(problem, solution)) + moved_weights(problem).T @ people_away(problem, blocks)
    return sum(int(each.curves[each.curve_of[at], count[at]].sum())
               for each, count in zip(problem.staffing.head_counts, counts, strict=True)
               for at in (np.flatnonzero(each.applies),))


@dataclass(eq=False)
class BlockProgram:
    """The program of the blocks in some stretches.

    Parameters
    ----------
    problem, backlogs
        What costs what.
    counts
        What each head count counts without blocks in these stretches; shape (head counts, cells).
    held
        Minutes of blocks of each kind of work that there are already; shape (kinds, cells).
    """

    problem: Problem
    backlogs: Sequence[Backlog]
    stretches: Sequence[Stretch]
    counts: Ints
    held: Ints
    program: Program = field(default_factory=Program)

    def __post_init__(self) -> None:
        self._at: dict[tuple[int, int], list[Variable]] = {}  # stretch, cell -> kinds
        self._of: dict[tuple[int, int], list[Variable]] = {}  # kind, cell
        self._movers: dict[int, list[tuple[int, int, Variable]]] = {}  # cell: skill of who is there, and their stretch
        self._cells: list[tuple[int, int, list[Variable]]] = []  # kind, stretch, its cells
        for number, stretch in enumerate(self.stretches):
            for kind, backlog in enumerate(self.backlogs):
                if backlog.who[stretch.operator] and stretch.end - stretch.first >= backlog.least:
                    self._add(kind, number)
        for variables in self._at.values():
            self.program.constrain([(each, 1) for each in variables], 0, 1)
        self._price_shifts()
        self._price_counts()
        for kind in range(len(self.backlogs)):
            self._flow(kind)

    def _price_shifts(self) -> None:
        """Price of blocks in a shift that was published without them."""
        shifts: dict[tuple[int, int], tuple[int, list[Variable]]] = {}
        for (number, _), variables in self._at.items():
            if price := (stretch := self.stretches[number]).price:
                shifts.setdefault((stretch.operator, stretch.day), (price, []))[1].extend(variables)
        for price, variables in shifts.values():
            any_block = self.program.boolean(0, price)
            for each in variables:
                self.program.constrain([(each, 1), (any_block, -1)], -1, 0)

    def _add(self, kind: int, number: int) -> None:
        """Variables of one kind of work in one stretch, and what makes blocks of them."""
        stretch, backlog, program = self.stretches[number], self.backlogs[kind], self.program
        there, starts = ([program.boolean(0) for _ in range(stretch.first, stretch.end)] for _ in range(2))
        least, most, last = backlog.least, backlog.most, len(there) - backlog.least
        for cell, (now, start) in enumerate(zip(there, starts, strict=True)):
            before = [(there[cell - 1], -1)] if cell else []
            program.constrain([(now, 1), *before, (start, -1)], -2, 0)
            if cell > last:
                program.constrain([(start, 1)], 0, 0)
            program.constrain([*((each, 1) for each in starts[max(0, cell - least + 1):cell + 1]), (now, -1)], -1, 0)
            if cell + most < len(there):
                program.constrain([(each, 1) for each in there[cell:cell + most + 1]], 0, most)
        skill = int(self.problem.skills.of_operator[stretch.operator]) // self.problem.skills.lanes
        for cell, now in enumerate(there, start=stretch.first):
            self._at.setdefault((number, cell), []).append(now)
            self._of.setdefault((kind, cell), []).append(now)
            self._movers.setdefault(cell, []).append((skill, number, now))
        self._cells.append((kind, number, there))

    def _price_counts(self) -> None:
        """Cost of each head count, of whom some are in blocks: a sum of steps that rise, as it is convex."""
        weights = moved_weights(self.problem)
        for cell, movers in sorted(self._movers.items()):
            for head, each in enumerate(self.problem.staffing.head_counts):
                moved = [(variable, int(weights[skill, head])) for skill, _, variable in movers if weights[skill, head]]
                if each.curve_of[cell] < 0 or not moved:
                    continue
                people = {number: int(weights[skill, head]) for skill, number, _ in movers}  # each at one kind of work at most
                now = int(self.counts[head, cell])
                low = now + sum(min(0, weight) for weight in people.values())
                high = now + sum(max(0, weight) for weight in people.values())
                curve = each.curves[each.curve_of[cell], low:high + 1]
                steps = self._steps(curve, now - low)
                self.program.constant += int(curve[0]) - int(curve[now - low])
                self.program.constrain([*((step, 1) for step in steps), *((variable, -weight) for variable, weight in moved)],
                                       now - low, now - low)

    def _steps(self, curve: Ints, now: int) -> list[Variable]:
        """A variable for each run of equal slopes of a curve; without blocks they come to what is counted now."""
        steps, at = [], 0
        for slope, run in groupby(np.diff(curve).tolist()):
            length = len(list(run))
            steps.append(self.program.integer(length, min(max(now - at, 0), length), slope))
            at += length
        return steps

    def _flow(self, kind: int) -> None:
        """Work of one kind flows from its batches to cells."""
        backlog, program, held = self.backlogs[kind], self.program, self.held[kind]
        cells: dict[int, list[Variable]] = {cell: [] for cell in np.flatnonzero(held).tolist()}
        cells |= {cell: variables for (of, cell), variables in self._of.items() if of == kind}
        places = sorted(cells)
        into: dict[int, list[Variable]] = {cell: [] for cell in places}
        for batch in np.flatnonzero(backlog.minutes).tolist():
            minutes, price = int(backlog.minutes[batch]), int(backlog.late_price[batch])
            begin, stop = np.searchsorted(places, [backlog.first[batch], backlog.end[batch]]).tolist()
            flows = []
            for cell in places[begin:stop]:
                flows.append(program.integer(min(minutes, backlog.cell_minutes * len(cells[cell]) + int(held[cell])), 0))
                into[cell].append(flows[-1])
            program.constrain([*((each, 1) for each in flows), (program.integer(minutes, minutes, price), 1)], minutes, minutes)
        for cell, there in cells.items():
            already = int(held[cell])
            idle = program.integer(backlog.cell_minutes * len(there) + already, already,
                                   backlog.idle_price + _NO_BLOCK_FOR_NOTHING)
            program.constrain([*((each, 1) for each in into[cell]), (idle, 1),
                               *((each, -backlog.cell_minutes) for each in there)], already, already)

    def blocks(self, values: Ints) -> Iterator[Block]:
        """The blocks that values stand for."""
        for kind, number, variables in self._cells:
            stretch, at = self.stretches[number], 0
            for there, run in groupby(values[variables].tolist()):
                length = len(list(run))
                if there:
                    yield Block(kind, stretch.operator, stretch.day, stretch.first + at, stretch.first + at + length)
                at += length
