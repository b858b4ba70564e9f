"""Proof of a day by its few cheap shifts: those whose reduced cost leaves room below a cutoff.

At safe prices w the cost of any plan is exactly

    Σ_t min_k (cost_t(k) + w(t)·k)  +  Σ_shifts (pay − worth)  +  Σ_t what k lies above that minimum

and every term is at least 0 but the first, which is the bound. A plan below a cutoff so has no shift, and no more missing or
surplus operators in a cell, than the distance from bound to cutoff pays for (reduced cost fixing). Of the 88,000 shifts of a
day some thousands are left, and with one column for each of them HiGHS has an answer at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.dayplan.pricing import Prices, running, worth_of_step
from scheduler.engine.dayplan.task import DayTask, Shifts
from scheduler.model.dayplan.chains import Chain
from scheduler.model.dayplan.shift import AnonymousShift
from scheduler.model.program import Program, Term, Variable

MOST_OFFSETS = 300_000
"""Shifts of one chain from one start, above which they are not listed."""


@dataclass(frozen=True, eq=False)
class ColumnPlan:
    """A program with a variable for each of some shifts."""

    program: Program
    columns: list[tuple[Variable, AnonymousShift]]

    def shifts(self, values: NDArray[np.int64]) -> Shifts:
        """Shifts of an answer."""
        return sorted(shift for variable, shift in self.columns for _ in range(int(values[variable])))


def column_program(task: DayTask, prices: Prices, cutoff: int, most_columns: int) -> ColumnPlan | None:
    """State the program of all plans that cost less than a cutoff; ``None`` where it has more columns than that.

    No such plan is known, so that what the program hints is no answer.
    """
    scale = prices.scale
    room = (cutoff - 1) * scale - prices.exact
    program, columns = Program(), list[tuple[Variable, AnonymousShift]]()
    rows: list[list[Term]] = [[] for _ in range(len(task.curves))]
    if any(_legal_offsets(chain) is None for chain in task.chains):
        return None
    for reduced, shift in _cheap_shifts(task, prices, room):
        if len(columns) == most_columns:
            return None
        variable = program.integer(_at_most(room, reduced, task.most(cutoff)), 0, task.pay * shift.paid)
        columns.append((variable, shift))
        for cell in shift.presence:
            if cell < len(rows):
                rows[cell].append((variable, 1))
    for curve, price, row in zip(task.curves.each, prices.whole.tolist(), rows, strict=True):
        best = curve.best(price, scale)
        program.constant += curve.cost(best)
        for sign, pieces in zip((1, -1), curve.about(best), strict=True):
            for width, cost in pieces:
                row.append((program.integer(_at_most(room, cost * scale - sign * price, width), 0, cost), sign))
        program.constrain(row, best, best)
    return ColumnPlan(program, columns)


def _at_most(room: int, reduced: int, most: int) -> int:
    """How many of something with this reduced cost there is room for."""
    return max(0, min(most, room // reduced if reduced > 0 else most))


def _cheap_shifts(task: DayTask, prices: Prices, room: int) -> Iterator[tuple[int, AnonymousShift]]:
    """All shifts whose reduced cost there is room for, with it."""
    total = running(task, prices.whole)
    for chain in task.chains:
        offsets = _legal_offsets(chain)
        assert offsets is not None
        for start in chain.family.starts:
            cells = start + offsets[np.isin(start + offsets[:, -1], chain.family.ends)]
            if not len(cells):
                continue
            worth = np.sum([
                worth_of_step(chain, event, total, cells[:, event], cells[:, event + 1], task.pay * prices.scale)
                for event in range(len(chain.events) - 1)], axis=0)
            for index in np.flatnonzero(-worth <= room):
                yield -int(worth[index]), chain.shift_of(cells[index].tolist())


@cache
def _legal_offsets(chain: Chain) -> NDArray[np.int64] | None:
    """Cells of the events of every shift of a chain, from its start; ``None`` if there are too many; (shifts, events)."""
    end = len(chain.events) - 1
    lengths = {length for length, _ in chain.family.by_length}
    partial: list[tuple[int, ...]] = [(0,)]
    for event in range(1, len(chain.events)):
        partial = [
            (*cells, cell)
            for cells in partial
            for cell in range(max(before + chain.least[each][event] for each, before in enumerate(cells)),
                              min(before + chain.most(each, event) for each, before in enumerate(cells)) + 1)
            if event < end or cell in lengths
        ]
        if len(partial) > MOST_OFFSETS:
            return None
    return np.array(partial, dtype=np.int64).reshape(-1, len(chain.events))
