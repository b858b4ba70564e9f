"""The integer program of anonymous shifts: chains of events as cumulative counts, and the cost of coverage.

Let C_i(t) be the number of shifts of a chain whose event i has happened by cell t. Every rule is a least time d from event i
to event j, so that C_j(t) ≤ C_i(t − d) for all t, and nothing else ties the counts: first in, first out gives the shifts back.
For itself a chain is the dual of a network, so that its linear relaxation has whole corners; and rounding all its counts at
one threshold, ⌊C + θ⌋, keeps every inequality.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.dayplans.chains import FAR, Chain, EventKind, ShiftRules, chains_of
from scheduler.model.break_chains import Cumulative
from scheduler.model.program import Program, Variable


@dataclass(frozen=True, order=True)
class AnonymousShift:
    """A shift of nobody in particular: cells of its start, end, lunch (start and end) and breathers (starts)."""

    start: int
    end: int
    lunch: tuple[int, int]
    breathers: tuple[int, ...]

    def presence(self, breather_cells: int) -> list[int]:
        """Cells on the phone."""
        away = {cell for start in self.breathers for cell in range(start, start + breather_cells)}
        away.update(range(*self.lunch))
        return [cell for cell in range(self.start, self.end) if cell not in away]

    def moved(self, cells: int) -> AnonymousShift:
        """The same shift so many cells later."""
        lunch = (self.lunch[0] + cells, self.lunch[1] + cells)
        return AnonymousShift(self.start + cells, self.end + cells, lunch, tuple(each + cells for each in self.breathers))

    @property
    def paid(self) -> int:
        """Paid cells; lunch is not."""
        return self.end - self.start - (self.lunch[1] - self.lunch[0])


@dataclass(frozen=True)
class CellCosts:
    """Cost of one missing and one surplus operator in one cell, and of one paid cell."""

    short: int
    surplus: int
    paid: int = 1


@dataclass(frozen=True, eq=False)
class Horizon:
    """Cells to plan and what they need; both ends lie on the grid of the starts, and so do all ends of shifts.

    Parameters
    ----------
    required
        Operators required in each cell, less those that are there anyway; may be below 0.
    last_start
        Shifts start no later than this cell; ``None`` for no limit.
    """

    required: NDArray[np.int64]
    last_start: int | None = None


@dataclass(frozen=True, eq=False)
class AnonymousPlan:
    """A program, the counts of its chains, and the variables that count the shifts of each family."""

    program: Program
    chains: tuple[Chain, ...]
    counts: list[list[Cumulative]]
    families: list[Variable]

    def shifts(self, values: NDArray[np.int64]) -> list[AnonymousShift]:
        """Shifts of an answer: the n-th start takes the n-th of every other event of its chain."""
        found = []
        for chain, counts in zip(self.chains, self.counts, strict=True):
            events = [_happenings(cumulative, values) for cumulative in counts]
            found += [shift_of(chain, cells) for cells in zip(*events, strict=True)]
        return sorted(found)

    def near(self, fractional: Iterable[tuple[AnonymousShift, float]], slack: int) -> Program:
        """The program with every count held between those of a fractional plan, rounded either way, and of the hint."""
        taken = list(fractional)
        rows: dict[Variable, tuple[list[Variable], list[int], int, int]] = {}
        for chain, counts in zip(self.chains, self.counts, strict=True):
            mine = [(cells, amount) for shift, amount in taken if (cells := cells_of(chain, shift))]
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


def shift_of(chain: Chain, cells: Sequence[int]) -> AnonymousShift:
    """The shift of a chain whose events are at these cells."""
    lunch = chain.events.index("lunch")
    breathers = tuple(cell for kind, cell in zip(chain.events, cells, strict=True) if kind == "breather")
    return AnonymousShift(cells[0], cells[-1], (cells[lunch], cells[lunch + 1]), breathers)


def cells_of(chain: Chain, shift: AnonymousShift) -> tuple[int, ...] | None:
    """Cells of the events of a shift, if it is one of this chain."""
    sequence = sorted([(shift.lunch[0], "lunch"), *((cell, "breather") for cell in shift.breathers)])
    kinds = ["start", *(each for _, kind in sequence for each in ([kind, "lunch_end"] if kind == "lunch" else [kind])), "end"]
    if tuple(kinds) != chain.events:
        return None
    cells = (shift.start, *(each for cell, kind in sequence
                            for each in (shift.lunch if kind == "lunch" else (cell,))), shift.end)
    kept = all(cells[j] - cells[i] >= low for i, j, low in chain.differences)
    return cells if kept and all(cell % every == 0 for cell, every in zip(cells, chain.every, strict=True)) else None


def rounded(
    chains: Sequence[Chain], fractional: Iterable[tuple[AnonymousShift, float]], thresholds: Sequence[float]
) -> list[AnonymousShift]:
    """Legal shifts near a fractional plan: all counts of a chain are rounded down after adding its threshold, from 0 to 1.

    With thresholds drawn evenly, what is expected of every count, and so of every cell, is the fractional plan.
    """
    mine: list[list[tuple[tuple[int, ...], float]]] = [[] for _ in chains]
    for shift, amount in fractional:
        number, cells = next((number, cells) for number, chain in enumerate(chains) if (cells := cells_of(chain, shift)))
        mine[number].append((cells, amount))
    shifts: list[AnonymousShift] = []
    for chain, taken, threshold in zip(chains, mine, thresholds, strict=True):
        if taken:
            amounts = np.array([amount for _, amount in taken])
            events = np.array([cells for cells, _ in taken])
            wanted = np.arange(1.0, max(0, int(amounts.sum() + threshold + 1e-9)) + 1) - (threshold + 1e-9)
            happened = [_cells_at(events[:, event], amounts, wanted) for event in range(events.shape[1])]
            shifts += [shift_of(chain, cells) for cells in zip(*happened, strict=True)]
    return sorted(shifts)


def _cells_at(cells: NDArray[np.int64], amounts: NDArray[np.float64], wanted: NDArray[np.float64]) -> list[int]:
    """First cell by which the amounts sum to each of the wanted."""
    order = np.argsort(cells, kind="stable")
    places = np.searchsorted(np.cumsum(amounts[order]), wanted)
    found: list[int] = cells[order][np.minimum(places, len(cells) - 1)].tolist()
    return found


def plan_cost(required: NDArray[np.int64], shifts: Iterable[AnonymousShift], costs: CellCosts, breather_cells: int) -> int:
    """Cost of shifts, in integers; what they do beyond the last cell is paid and covers nothing."""
    planned, cells = list(shifts), len(required)
    change = np.zeros(cells + 1, dtype=np.int64)
    breathers = [cell for shift in planned for cell in shift.breathers]
    for sign, at in (
        (1, [shift.start for shift in planned]), (-1, [shift.end for shift in planned]),
        (-1, [shift.lunch[0] for shift in planned]), (1, [shift.lunch[1] for shift in planned]),
        (-1, breathers), (1, [cell + breather_cells for cell in breathers]),
    ):
        np.add.at(change, np.minimum(np.array(at, dtype=np.int64), cells), sign)
    level, paid = np.cumsum(change)[:cells], sum(shift.paid for shift in planned)
    over = level - required
    return int(costs.surplus * over.clip(0).sum() + costs.short * (-over).clip(0).sum()) + costs.paid * paid


def anonymous_program(
    rules: ShiftRules, horizon: Horizon, costs: CellCosts, hint: Sequence[AnonymousShift] = (), most: int | None = None
) -> AnonymousPlan:
    """State the program of all shifts within a horizon, with a known answer as hint.

    The numbers in progress in each cell of the grid, and of each family in all, are variables of their own. They add
    nothing to the relaxation, but the solvers branch and cut on them, and that is where the bound comes from.

    Parameters
    ----------
    most
        No more shifts than this are looked for; by default the sum of the requirement, which no best plan exceeds
        (each of its shifts has a cell with nobody to spare, and such a cell has no more operators than required).

    Raises
    ------
    ValueError
        Where a shift of the hint keeps the rules of no chain, or the horizon is off the grid.
    """
    cells = len(horizon.required)
    if cells % rules.start_every:
        raise ValueError(f"horizon: {cells} cells are not a multiple of start_every, {rules.start_every} cells")
    chains = tuple(chain for chain in chains_of(rules) if chain.least[0][-1] <= cells)
    most = max(int(horizon.required.clip(0).sum()) if most is None else most, len(hint), 1)
    program, events = Program(), _assigned(chains, hint)
    counts = [_add_chain(program, chain, horizon, most, mine) for chain, mine in zip(chains, events, strict=True)]
    plan = AnonymousPlan(program, chains, counts, [])
    for chain, cumulatives in zip(chains, counts, strict=True):
        _add_pay(program, chain, cumulatives, cells, costs.paid)
    _add_families(plan, most, events)
    _add_coverage(plan, rules, horizon, costs, most)
    return plan


def _assigned(chains: tuple[Chain, ...], hint: Sequence[AnonymousShift]) -> list[NDArray[np.int64]]:
    """Sorted events of the hint's shifts of each chain; shape (shifts, events)."""
    found: list[list[tuple[int, ...]]] = [[] for _ in chains]
    for shift in hint:
        places = ((number, cells) for number, chain in enumerate(chains) if (cells := cells_of(chain, shift)))
        number, cells = next(places, (None, ()))
        if number is None:
            raise ValueError(f"hint: {shift} keeps the rules of no chain")
        found[number].append(cells)
    return [np.sort(np.array(cells, dtype=np.int64).reshape(-1, len(chain.events)), axis=0)
            for chain, cells in zip(chains, found, strict=True)]


def _add_chain(
    program: Program, chain: Chain, horizon: Horizon, most: int, events: NDArray[np.int64]
) -> list[Cumulative]:
    """Cumulative counts of all events of a chain, and all that ties them."""
    cells, end = len(horizon.required), len(chain.events) - 1
    last_start = cells if horizon.last_start is None else horizon.last_start
    counts: list[Cumulative] = []
    for event, every in enumerate(chain.every):
        first = -(-chain.least[0][event] // every) * every
        last = min(cells - chain.least[event][end], last_start + chain.most(0, event)) // every * every
        at = np.arange(first, last, every)
        variables = [program.integer(most, int(hint)) for hint in np.searchsorted(events[:, event], at, side="right")]
        total = counts[0].counts[-1] if counts else program.integer(most, len(events))
        counts.append(Cumulative(first, [*(variable for variable in variables for _ in range(every)), total]))
        for before, after in pairwise([*variables, total]):
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


def _add_pay(program: Program, chain: Chain, counts: list[Cumulative], cells: int, paid: int) -> None:
    """Paid cells of a chain: from each start to each end, less lunch."""
    signs = {"start": paid, "lunch": -paid, "lunch_end": paid, "end": -paid}
    for kind, cumulative in zip(chain.events, counts, strict=True):
        for cell in range(cumulative.first, cells) if kind in signs else ():
            program.costs[cumulative.counts[min(cell - cumulative.first, len(cumulative.counts) - 1)]] += signs[kind]


def _add_families(plan: AnonymousPlan, most: int, events: list[NDArray[np.int64]]) -> None:
    """Number of shifts of each family; families no shift of the horizon belongs to have none."""
    for family in sorted({chain.family for chain in plan.chains}):
        mine = [number for number, chain in enumerate(plan.chains) if chain.family == family]
        variable = plan.program.integer(most, sum(len(events[number]) for number in mine))
        plan.program.balance([variable], [plan.counts[number][0].counts[-1] for number in mine])
        plan.families.append(variable)


def _add_coverage(plan: AnonymousPlan, rules: ShiftRules, horizon: Horizon, costs: CellCosts, most: int) -> None:
    """Cost of each cell: shifts in progress less breaks in progress, against what is required."""
    program = plan.program
    for cell, required in enumerate(horizon.required.tolist()):
        if cell % rules.start_every == 0:
            begun = _weights(plan, cell, {"start": (1, 0), "end": (-1, 0)})
            in_progress = program.integer(most, _value(program, begun))
            program.constrain([*begun.items(), (in_progress, -1)], 0, 0)
        present = _weights(plan, cell, {"breather": (-1, rules.breather_cells), "lunch": (-1, 0), "lunch_end": (1, 0)})
        present[in_progress] = 1
        over = _value(program, present) - required
        short = program.integer(max(required, 0), max(-over, 0), costs.short)
        surplus = program.integer(most + max(-required, 0), max(over, 0), costs.surplus)
        program.constrain([*present.items(), (short, 1), (surplus, -1)], required, required)


def _weights(plan: AnonymousPlan, cell: int, kinds: dict[EventKind, tuple[int, int]]) -> dict[Variable, int]:
    """Weight of each count in a sum over events: the sign of its kind, and back again after a break's length, if any."""
    weights: dict[Variable, int] = defaultdict(int)
    for chain, counts in zip(plan.chains, plan.counts, strict=True):
        for kind, cumulative in zip(chain.events, counts, strict=True):
            sign, length = kinds.get(kind, (0, 0))
            for at, weight in ((cell, sign), (cell - length, -sign if length else 0)):
                variable = cumulative.at(at)
                if variable is not None and weight:
                    weights[variable] += weight
    return {variable: weight for variable, weight in weights.items() if weight}


def _value(program: Program, weights: dict[Variable, int]) -> int:
    """What a sum comes to in the hint."""
    return sum(weight * program.hints[variable] for variable, weight in weights.items())
