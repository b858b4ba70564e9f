"""Break chains: breaks of interchangeable shifts as cumulative counts, exact and small (docs/inside/algorithm.md).

For the shifts of one skill, day, form and order let S(t) be the number started by cell t, and C_j(t) the number whose j-th
break has started by t. With offsets [e_j, l_j] of the j-th break's start from the shift's, and work between breaks in [a, b],

    S(t − l_j) ≤ C_j(t) ≤ S(t − e_j),      C_{j−1}(t − d − b) ≤ C_j(t) ≤ C_{j−1}(t − d − a)      (d: length of break j−1).

A break by windows of the clock starts in some cells only: C_j stays as it is in all others.

Matching first in, first out turns any counts that keep these into legal shifts: all constraints are differences between two
events of one shift, or one event and the clock, and order-preserving matching keeps every one of them. So counting loses
nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scheduler.model.problem import Problem
from scheduler.model.program import Program, Variable
from scheduler.model.solution import Solution
from scheduler.rules.basis.break_forms import Order


@dataclass(frozen=True, eq=False)
class Cumulative:
    """Number of events by each cell: 0 before `first`, `counts[t − first]` from there on, the last one for ever after."""

    first: int
    counts: list[Variable]

    def at(self, cell: int) -> Variable | None:
        """Events up to a cell, that cell included; ``None`` before there can be any."""
        if cell < self.first:
            return None
        return self.counts[min(cell - self.first, len(self.counts) - 1)]


class FormKey(NamedTuple):
    """Skill, day and form of shifts: breaks are counted for each of them."""

    skill: int
    day: int
    form: int


@dataclass(frozen=True, eq=False)
class ChainGroup:
    """Shifts of one skill, day, form and order: how many start where, and the cumulative counts of their breaks."""

    key: FormKey
    chain: int
    cells: int
    order: Order
    rows: list[int]
    starts: list[list[Variable]]
    started: Cumulative
    breaks: list[Cumulative]

    def take(self, values: NDArray[np.int64], workers: list[int], row_of: NDArray[np.int64]) -> list[int]:
        """Operators of this group among `workers` (in order of start), as many for each row as the group has."""
        left = {row: int(values[counts].sum()) for row, counts in zip(self.rows, self.starts, strict=True)}
        taken = []
        for operator in workers:
            row = int(row_of[operator])
            if left.get(row, 0):
                left[row] -= 1
                taken.append(operator)
        return taken

    def break_starts(self, values: NDArray[np.int64]) -> Iterator[list[int]]:
        """For each break of the order, the cells at which it starts, rising, one for each shift."""
        for cumulative in self.breaks:
            steps = np.diff(values[cumulative.counts], prepend=0)
            yield np.repeat(np.arange(cumulative.first, cumulative.first + len(steps)), steps).tolist()


def add_chains(
    program: Program, problem: Problem, solution: Solution, free: NDArray[np.bool_], core: NDArray[np.bool_],
    key: FormKey, starts: dict[int, list[Variable]],
) -> list[ChainGroup]:
    """Add the chains of one form, day and skill, of the orders that `core` (rows, chains) allows.

    `starts` holds the variables that count the starts of each row.
    """
    (skill, day, form), (_, chain_of) = key, problem.chain_orders
    orders = problem.table.forms[form].orders
    chains = [chain_of[form, number] for number in range(len(orders))]
    workers = np.flatnonzero(free[:, day] & (problem.skills.of_operator == skill))
    worked, taken = solution.rows[workers, day], solution.chain[workers, day]
    of_chain: dict[int, dict[int, list[Variable]]] = {chain: {} for chain in chains}
    for row in sorted(starts):
        allowed = [chain for chain in chains if core[row, chain]]
        if len(allowed) == 1:
            of_chain[allowed[0]][row] = starts[row]
            continue
        for chain in allowed:
            of_chain[chain][row] = [program.integer(len(workers), int(((worked == row) & (taken == chain)).sum()))]
        program.balance([of_chain[chain][row][0] for chain in allowed], starts[row])
    groups = []
    for chain, order in zip(chains, orders, strict=True):
        rows = list(of_chain[chain])
        if rows:
            mine = workers[np.isin(worked, rows) & (taken == chain)]
            events = np.sort(np.column_stack([
                problem.table.start[solution.rows[mine, day]], solution.breaks[mine, day][:, : len(order.breaks)],
            ]), axis=0)
            groups.append(_group(program, problem, (key, chain), order, rows, list(of_chain[chain].values()),
                                 len(workers), events))
    return [group for group in groups if group]


def _group(
    program: Program, problem: Problem, keys: tuple[FormKey, int], order: Order, rows: list[int],
    counts: list[list[Variable]], most: int, events: NDArray[np.int64],
) -> ChainGroup | None:
    """Cumulative counts of one order, hinted with the sorted `events` (shifts, 1 + breaks) of the given roster.

    ``None``, and no starts, where windows of the clock let one of its breaks start nowhere.
    """
    key, chain = keys
    cells = [int(problem.table.start[row]) for row in rows]
    started = _started(program, cells, counts, most, events[:, 0])
    breaks: list[Cumulative] = []
    for place, each in enumerate(order.breaks):
        opened = _opened(problem, chain, place, cells[0] + each.earliest, cells[-1] + each.latest)
        if not len(opened):
            for variable in dict.fromkeys(variable for row in counts for variable in row):
                program.constrain([(variable, 1)], 0, 0)
            return None
        current = _begun(program, opened, events[:, 1 + place], most, started.counts[-1])
        for cell in range(cells[0] + each.earliest, cells[-1] + each.latest + 1):
            count = current.at(cell)
            _at_most(program, current.at(cell - 1), count)
            _at_most(program, started.at(cell - each.latest), count)
            _at_most(program, count, started.at(cell - each.earliest))
            if place:
                before = order.breaks[place - 1].cells
                shortest, longest = order.work[place - 1]
                _at_most(program, breaks[-1].at(cell - before - longest), count)
                _at_most(program, count, breaks[-1].at(cell - before - shortest))
        breaks.append(current)
    return ChainGroup(key, chain, problem.table.forms[key.form].cells, order, rows, counts, started, breaks)


def _opened(problem: Problem, chain: int, place: int, first: int, last: int) -> NDArray[np.int64]:
    """Cells of a window, its ends included, in which a break of a chain may start."""
    row = problem.closed_starts.which[chain, place]
    return np.arange(first, last + 1) if row < 0 else first + np.flatnonzero(~problem.closed_starts.closed[row, first:last + 1])


def _begun(
    program: Program, opened: NDArray[np.int64], events: NDArray[np.int64], most: int, total: Variable
) -> Cumulative:
    """C(t) of a break that starts in some cells only: constant between them, and all have started by the last of them."""
    hints = np.searchsorted(events, opened[:-1], side="right")
    known = [*(program.integer(most, int(hint)) for hint in hints), total]
    reached = np.searchsorted(opened, np.arange(opened[0], opened[-1] + 1), side="right") - 1
    return Cumulative(int(opened[0]), [known[at] for at in reached])


def _started(
    program: Program, cells: list[int], counts: list[list[Variable]], most: int, starts: NDArray[np.int64]
) -> Cumulative:
    """S(t): one variable for each start, constant between two of them."""
    totals: list[Variable] = []
    for cell, variables in zip(cells, counts, strict=True):
        total = program.integer(most, int((starts <= cell).sum()))
        program.balance([total], [*totals[-1:], *variables])
        totals.append(total)
    return Cumulative(cells[0], [totals[bisect_right(cells, cell) - 1] for cell in range(cells[0], cells[-1] + 1)])


def _at_most(program: Program, smaller: Variable | None, larger: Variable | None) -> None:
    """Add ``smaller ≤ larger`` unless it is trivial."""
    if smaller is None or smaller == larger:
        return
    weights = [(smaller, 1)] if larger is None else [(smaller, 1), (larger, -1)]
    program.constrain(weights, -program.largest[smaller] if larger is None else -program.largest[larger], 0)
