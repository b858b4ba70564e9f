"""Proof of a day by its few cheap shifts: those whose reduced cost leaves room below a cutoff.

At safe prices w the cost of any plan is exactly

    Σ w(t)·required(t) + Σ_shifts (pay − worth) + Σ_t (short's price − w(t))·short(t) + Σ_t (surplus' price + w(t))·surplus(t)

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

from benchmarks.dayplans.chains import Chain, ShiftRules, chains_of
from benchmarks.dayplans.pricing import Prices, worth_of_step
from benchmarks.dayplans.program import AnonymousShift, shift_of
from benchmarks.dayplans.task import AnonymousTask, Shifts
from scheduler.model.program import Program, Term, Variable


@dataclass(frozen=True, eq=False)
class ColumnPlan:
    """A program with a variable for each of some shifts."""

    program: Program
    columns: list[tuple[Variable, AnonymousShift]]

    def shifts(self, values: NDArray[np.int64]) -> Shifts:
        """Shifts of an answer."""
        return sorted(shift for variable, shift in self.columns for _ in range(int(values[variable])))


def column_program(task: AnonymousTask, prices: Prices, cutoff: int, most_columns: int) -> ColumnPlan | None:
    """State the program of all plans that cost less than a cutoff; ``None`` where it has more columns than that.

    No such plan is known, so that what the program hints is no answer.
    """
    costs, scale = task.costs, prices.scale
    room = (cutoff - 1) * scale - int(prices.whole @ task.required)
    cheap = list(_cheap_shifts(task.rules, prices, costs.paid, room))
    if len(cheap) > most_columns:
        return None
    program, columns = Program(), list[tuple[Variable, AnonymousShift]]()
    rows: list[list[Term]] = [[] for _ in task.required]
    most = task.most(cutoff)
    for reduced, shift in cheap:
        variable = program.integer(_at_most(room, reduced, most), 0, costs.paid * shift.paid)
        columns.append((variable, shift))
        for cell in shift.presence(task.rules.breather_cells):
            rows[cell].append((variable, 1))
    for required, price, row in zip(task.required.tolist(), prices.whole.tolist(), rows, strict=True):
        short = program.integer(_at_most(room, costs.short * scale - price, required), 0, costs.short)
        surplus = program.integer(_at_most(room, costs.surplus * scale + price, most), 0, costs.surplus)
        program.constrain([*row, (short, 1), (surplus, -1)], required, required)
    return ColumnPlan(program, columns)


def _at_most(room: int, reduced: int, most: int) -> int:
    """How many of something with this reduced cost there is room for."""
    return max(0, min(most, room // reduced if reduced > 0 else most))


def _cheap_shifts(rules: ShiftRules, prices: Prices, paid: int, room: int) -> Iterator[tuple[int, AnonymousShift]]:
    """All shifts within the horizon whose reduced cost there is room for, with it."""
    total = np.concatenate([[0], np.cumsum(prices.whole)])
    for chain in chains_of(rules):
        offsets = _legal_offsets(chain)
        for start in range(0, len(prices.whole), rules.start_every):
            cells = start + offsets[start + offsets[:, -1] < len(total)]
            worth = np.sum([
                worth_of_step(rules, chain, event, total, cells[:, event], cells[:, event + 1], paid * prices.scale)
                for event in range(len(chain.events) - 1)], axis=0)
            for index in np.flatnonzero(-worth <= room):
                yield -int(worth[index]), shift_of(chain, cells[index].tolist())


@cache
def _legal_offsets(chain: Chain) -> NDArray[np.int64]:
    """Cells of the events of every shift of a chain, from its start; shape (shifts, events)."""
    partial: list[tuple[int, ...]] = [(0,)]
    for event in range(1, len(chain.events)):
        partial = [
            (*cells, cell)
            for cells in partial
            for cell in range(max(before + chain.least[each][event] for each, before in enumerate(cells)),
                              min(before + chain.most(each, event) for each, before in enumerate(cells)) + 1)
            if cell % chain.every[event] == 0
        ]
    return np.array(partial, dtype=np.int64).reshape(-1, len(chain.events))
