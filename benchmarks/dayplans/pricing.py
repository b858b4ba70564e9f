"""Best anonymous shifts at given prices of presence, in whole numbers, and the proven bound that any prices give.

Let an operator on the phone be worth w(t) in cell t, −surplus ≤ w(t) ≤ short. If no shift is worth more than its pay, then
Σ w(t)·required(t) is a bound: the cost of every plan is at least pay + Σ w(t)·(required(t) − present(t)), because the curve of
short and surplus lies above the line of slope −w(t) through what is required. The prices may come from anywhere, floating
point included: `safe_prices` goes through all shifts in integers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.dayplans.chains import Chain, ShiftRules, chains_of
from benchmarks.dayplans.program import CellCosts

FINE = 10**7
"""Prices are whole multiples of 1/FINE of a unit of cost."""


@dataclass(frozen=True, eq=False)
class Priced:
    """The best shift of one chain and length from each start: what it is worth above its pay, and the cells of its events.

    Shapes: `starts` and `worth` (starts,), `cells` (events, starts).
    """

    chain: int
    starts: NDArray[np.int64]
    worth: NDArray[np.int64]
    cells: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Prices:
    """Whole prices, in units of 1/`scale`, at which no shift is worth more than its pay; shape (cells,)."""

    whole: NDArray[np.int64]
    scale: int

    def bound(self, required: NDArray[np.int64]) -> int:
        """Bound on the cost of every plan, rounded up, because costs are whole."""
        return -(-int(self.whole @ required) // self.scale)


def whole_prices(costs: CellCosts, prices: NDArray[np.float64], scale: int = FINE) -> NDArray[np.int64]:
    """Prices as whole multiples of 1/scale, rounded down, between what surplus and understaffing cost."""
    whole: NDArray[np.int64] = np.floor(prices.clip(-costs.surplus, costs.short) * scale).astype(np.int64)
    return whole


def safe_prices(rules: ShiftRules, costs: CellCosts, whole: NDArray[np.int64], scale: int = FINE) -> Prices:
    """Make any prices safe: where a shift is worth more than its pay, all are scaled down.

    If the worst shift is worth its pay and e more, and the least pay is c, prices times c ÷ (c + e) are safe.
    """
    excess = max(int(each.worth.max()) for each in best_shifts(rules, whole, costs.paid * scale))
    if excess > 0:
        pay = costs.paid * scale * (min(rules.lengths) - max(rules.lunches))
        whole = np.array([each * pay // (pay + excess) for each in whole.tolist()], dtype=np.int64)
    return Prices(whole, scale)


def best_shifts(rules: ShiftRules, prices: NDArray[np.int64], paid: int) -> Iterator[Priced]:
    """Best shifts of every chain and length from every start within the horizon; `paid` is the pay of a cell."""
    total = np.concatenate([[0], np.cumsum(prices)])
    for number, chain in enumerate(chains_of(rules)):
        for length in range(chain.least[0][-1], chain.most(0, len(chain.events) - 1) + 1, rules.start_every):
            starts = np.arange(0, len(prices) - length + 1, rules.start_every)
            if len(starts):
                worth, offsets = _of_length(rules, chain, total, starts, length, paid)
                yield Priced(number, starts, worth, starts + offsets)


def _of_length(
    rules: ShiftRules, chain: Chain, total: NDArray[np.int64], starts: NDArray[np.int64], length: int, paid: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Best worth less pay, and offsets of the events, from each start: the events in order, by their offset."""
    end = len(chain.events) - 1
    reached = {0: np.zeros(len(starts), dtype=np.int64)}
    came: list[dict[int, NDArray[np.int64]]] = []
    for event in range(1, end + 1):
        worth, origin = {}, {}
        for offset in _offsets(chain, event, length):
            before = [at for at in reached if chain.least[event - 1][event] <= offset - at <= chain.most(event - 1, event)]
            if before:
                ways = np.array([reached[at] + worth_of_step(rules, chain, event - 1, total, starts + at, starts + offset, paid)
                                 for at in before])
                worth[offset], origin[offset] = ways.max(axis=0), np.array(before)[ways.argmax(axis=0)]
        reached = worth
        came.append(origin)
    cells = [np.full(len(starts), length)]
    for origin in reversed(came):
        cells.append(np.choose(np.searchsorted(list(origin), cells[-1]), list(origin.values())))
    return reached[length], np.array(cells[::-1])


def _offsets(chain: Chain, event: int, length: int) -> range:
    """Offsets an event may have from the start of a shift of this length."""
    end = len(chain.events) - 1
    if event == end:
        return range(length, length + 1)
    return range(max(chain.least[0][event], length - chain.most(event, end)),
                 min(chain.most(0, event), length - chain.least[event][end]) + 1)


def worth_of_step(
    rules: ShiftRules, chain: Chain, event: int, total: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64],
    paid: int,
) -> NDArray[np.int64]:
    """Worth less pay from the cells of an event to those of the next, at prices whose running sum is `total`.

    A lunch has neither.
    """
    if chain.events[event] == "lunch":
        return np.zeros(len(first), dtype=np.int64)
    away = rules.breather_cells if chain.events[event] == "breather" else 0
    worth: NDArray[np.int64] = total[last] - total[first + away] - paid * (last - first)
    return worth
