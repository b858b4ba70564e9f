"""The integer program of anonymous shifts: chains of events as cumulative counts, and the cost of coverage.

Let C_i(t) be the number of shifts of a chain whose event i has happened by cell t. Every rule is a least time d from event i
to event j, so that C_j(t) ≤ C_i(t − d) for all t, and nothing else ties the counts: first in, first out gives the shifts back.
For itself a chain is the dual of a network, so that its linear relaxation has whole corners.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.model.break_chains import Cumulative
from scheduler.model.dayplan.chains import Chain, EventKind
from scheduler.model.dayplan.curves import Curve, Curves
from scheduler.model.dayplan.families import FAR
from scheduler.model.dayplan.shift import AnonymousShift
from scheduler.model.program import Program, Variable


@dataclass(frozen=True, eq=False)
class AnonymousPlan:
    """A program, the counts of its chains, and the variables that count the shifts of each kind."""

    program: Program
    chains: tuple[Chain, ...]
    counts: list[list[Cumulative]]
    kinds: list[Variable]

    def shifts(self, values: NDArray[np.int64]) -> list[AnonymousShift]:
        """Shifts of an answer: the n-th start takes the n-th of every other event of its chain."""
        found = []
        for chain, counts in zip(self.chains, self.counts, strict=True):
            events = [_happenings(cumulative, values) for cumulative in counts]
            found += [chain.shift_of(cells) for cells in zip(*events, strict=True)]
        return sorted(found)

    def near(self, fractional: Iterable[tuple[AnonymousShift, float]], slack: int) -> Program:
        """The program with every count held between those of a fractional plan, rounded either way, and of the hint."""
        taken = list(fractional)
        rows: dict[Variable, tuple[list[Variable], list[int], int, int]] = {}
        for chain, counts in zip(self.chains, self.counts, strict=True):
            mine = [(cells, amount) for shift, amount in taken if (cells := chain.cells_of(shift))]
            for event, cumulative in enumerate(counts):
                for cell in range(cumulative.first, cumulative.first + len(cumulative.counts)):
                    variable = cumulative.counts[cell - cumulative.first]
                    count = sum(amount for cells, amount in mine if cells[event] <= cell)
                    hint = self.program.hints[variable]
                    least = min(hint, math.floor(count + 1e-6) - slack)
                    most = max(hint, math.ceil(count - 1e-6) + slack)
                    rows[variable] = ([variable], [1], max(0, least), min(most, self.program.largest[variable]))
        return replace(self.program, constraints=[*self.program.constraints, *rows.values()])


def _happenings(cumulative: Cumulative, values: NDArray[np.int64]) -> list[int]:
    steps = np.diff(values[cumulative.counts], prepend=0)
    return np.repeat(np.arange(cumulative.first, cumulative.first + len(steps)), steps).tolist()


def anonymous_program(
    chains: Sequence[Chain], curves: Curves, pay: int, most: int, hint: Sequence[AnonymousShift] = ()
) -> AnonymousPlan:
    """State the program of all shifts of some chains, with a known answer as hint.

    The numbers in progress in each cell, and of each kind in all, are variables of their own. They add nothing to the
    relaxation, but the solvers branch and cut on them, and that is where the bound comes from.

    Parameters
    ----------
    curves
        Cost of the numbers on the phone; shifts may run beyond their cells, where they are paid and cover nothing.
    pay
        Cost of a paid cell.
    most
        No more shifts than this are looked for.

    Raises
    ------
    ValueError
        If a shift of the hint keeps the rules of no chain.
    """
    hinted = hinted_events(chains, hint)
    most = max(most, len(hint))
    plan = AnonymousPlan(Program(), tuple(chains), [], [])
    for chain, events in zip(chains, hinted, strict=True):
        plan.counts.append(_add_chain(plan.program, chain, most, events))
        _add_pay(plan.program, chain, plan.counts[-1], pay)
    _add_kinds(plan, most, hinted)
    _add_coverage(plan, curves, most)
    return plan


def hinted_events(chains: Sequence[Chain], hint: Iterable[AnonymousShift]) -> list[NDArray[np.int64]]:
    """Sorted events of the hint's shifts of each chain; shape (shifts, events).

    Raises
    ------
    ValueError
        If a shift of the hint keeps the rules of no chain.
    """
    found: list[list[tuple[int, ...]]] = [[] for _ in chains]
    for shift in hint:
        places = ((number, cells) for number, chain in enumerate(chains) if (cells := chain.cells_of(shift)))
        number, cells = next(places, (None, ()))
        if number is None:
            raise ValueError(f"hint: {shift} keeps the rules of no chain")
        found[number].append(cells)
    return [np.sort(np.array(cells, dtype=np.int64).reshape(-1, len(chain.events)), axis=0)
            for chain, cells in zip(chains, found, strict=True)]


def _add_chain(program: Program, chain: Chain, most: int, events: NDArray[np.int64]) -> list[Cumulative]:
    """Cumulative counts of all events of a chain, and all that ties them."""
    end, starts, ends = len(chain.events) - 1, chain.family.starts, chain.family.ends
    counts: list[Cumulative] = []
    for event in range(len(chain.events)):
        first = max(starts[0] + chain.least[0][event], ends[0] - chain.most(event, end))
        last = min(ends[-1] - chain.least[event][end], starts[-1] + chain.most(0, event))
        at = chain.allowed(event, first, last)
        hints = np.searchsorted(events[:, event], at[:-1], side="right")
        variables = [program.integer(most, int(hint)) for hint in hints]
        total = counts[0].counts[-1] if counts else program.integer(most, len(events))
        steps = [*variables, total]
        counts.append(Cumulative(at[0], [steps[bisect_right(at, cell) - 1] for cell in range(at[0], at[-1] + 1)]))
        for before, after in pairwise(steps):
            _at_most(program, before, after)
    for i, j, least in chain.differences:
        pairs = {(counts[j].at(cell), counts[i].at(cell - least)): None
                 for cell in range(counts[j].first, counts[j].first + len(counts[j].counts))}
        for later, earlier in pairs:
            _at_most(program, later, earlier)
    return counts


def _at_most(program: Program, smaller: Variable | None, larger: Variable | None) -> None:
    """Add ``smaller ≤ larger`` unless it is trivial; ``None`` counts nothing."""
    if smaller is None or smaller == larger:
        return
    program.constrain([(smaller, 1)] if larger is None else [(smaller, 1), (larger, -1)], -FAR * FAR, 0)


def _add_pay(program: Program, chain: Chain, counts: list[Cumulative], pay: int) -> None:
    """Paid cells of a chain: from each start to each end, less what is unpaid."""
    rules = chain.family.breaks
    signs = {"start": pay, "end": -pay}
    if rules.lunch and not rules.lunch.paid:
        signs |= {"lunch": -pay, "lunch_end": pay}
    horizon = max(cumulative.first + len(cumulative.counts) for cumulative in counts)
    for kind, cumulative in zip(chain.events, counts, strict=True):
        for cell in range(cumulative.first, horizon) if kind in signs else ():
            program.costs[cumulative.counts[min(cell - cumulative.first, len(cumulative.counts) - 1)]] += signs[kind]
    if not rules.breathers_paid:
        program.costs[counts[0].counts[-1]] -= pay * rules.breathers * rules.breather_cells


def _add_kinds(plan: AnonymousPlan, most: int, events: list[NDArray[np.int64]]) -> None:
    """Number of shifts of each kind; kinds no chain belongs to have none."""
    for kind in sorted({chain.family.kind for chain in plan.chains}):
        mine = [number for number, chain in enumerate(plan.chains) if chain.family.kind == kind]
        variable = plan.program.integer(most, sum(len(events[number]) for number in mine))
        plan.program.balance([variable], [plan.counts[number][0].counts[-1] for number in mine])
        plan.kinds.append(variable)


def _add_coverage(plan: AnonymousPlan, curves: Curves, most: int) -> None:
    """Cost of each cell: shifts in progress less breaks in progress, against what the curve would like best."""
    program, changes = plan.program, _changes(plan)
    in_progress: Variable | None = None
    for cell, curve in enumerate(curves.each, start=curves.first):
        if cell in changes or (in_progress is None and cell > min(changes, default=cell)):
            begun = _weights(plan, cell, {"start": 1, "end": -1})
            in_progress = program.integer(most, _value(program, begun))
            program.constrain([*begun.items(), (in_progress, -1)], 0, 0)
        present = _weights(plan, cell, {"breather": -1, "lunch": -1, "lunch_end": 1})
        if in_progress is not None:
            present[in_progress] = 1
        _add_curve(program, curve, present, most)


def _changes(plan: AnonymousPlan) -> set[int]:
    """Cells at which a shift may start or end."""
    return {cell for chain in plan.chains for cells in (chain.family.starts, chain.family.ends) for cell in cells}


def _add_curve(program: Program, curve: Curve, present: dict[Variable, int], most: int) -> None:
    """Fewer and more than the best number, piece by piece; slopes rise, so that the nearest piece is filled first."""
    best, there = curve.best(), _value(program, present)
    program.constant += curve.cost(best)
    if all(slope == 0 for _, slope in curve.pieces):
        return
    row = list(present.items())
    for sign, off, pieces in zip((1, -1), (best - there, there - best), curve.about(best), strict=True):
        left = max(off, 0)
        for width, cost in pieces:
            hint = min(left, width)
            left -= hint
            row.append((program.integer(min(width, most) if sign < 0 else width, hint, cost), sign))
    program.constrain(row, best, best)


def _weights(plan: AnonymousPlan, cell: int, signs: dict[EventKind, int]) -> dict[Variable, int]:
    """Weight of each count in a sum over events: the sign of its kind; a breather ends after its length."""
    weights: dict[Variable, int] = defaultdict(int)
    for chain, counts in zip(plan.chains, plan.counts, strict=True):
        for kind, cumulative in zip(chain.events, counts, strict=True):
            sign = signs.get(kind, 0)
            back = chain.family.breaks.breather_cells if kind == "breather" else 0
            for at, weight in ((cell, sign), (cell - back, -sign if back else 0)):
                variable = cumulative.at(at)
                if variable is not None and weight:
                    weights[variable] += weight
    return {variable: weight for variable, weight in weights.items() if weight}


def _value(program: Program, weights: dict[Variable, int]) -> int:
    """What a sum comes to in the hint."""
    return sum(weight * program.hints[variable] for variable, weight in weights.items())
