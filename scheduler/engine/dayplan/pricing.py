"""Best anonymous shifts at given prices of presence, in whole numbers, and the proven bound that any prices give.

Let an operator on the phone be worth w(t) in cell t. If no shift is worth more than its pay, then

    Σ_t min_k (cost_t(k) + w(t)·k)

is a bound: the cost of every plan is at least its pay less its worth, and that sum. The prices may come from anywhere,
floating point included: `safe_prices` goes through all shifts in integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.dayplan.task import DayTask
from scheduler.model.dayplan.chains import Chain


@dataclass(frozen=True, eq=False)
class Priced:
    """The best shift of one chain and length from each start: what it is worth above its pay, and the cells of its events.

    Shapes: `starts` and `worth` (starts,), `cells` (events, starts).
    """

    chain: Chain
    starts: NDArray[np.int64]
    worth: NDArray[np.int64]
    cells: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Prices:
    """Whole prices, in units of 1/`scale`, at which no shift is worth more than its pay, and their bound; shape (cells,).

    `exact` is the bound in units of 1/`scale`.
    """

    whole: NDArray[np.int64]
    scale: int
    exact: int

    @property
    def bound(self) -> int:
        """Bound on the cost of every plan, rounded up, because costs are whole."""
        return -(-self.exact // self.scale)


def whole_prices(task: DayTask, prices: NDArray[np.float64]) -> NDArray[np.int64]:
    """Prices as whole multiples of 1/scale, rounded down, between what a surplus operator and a missing one cost."""
    least = np.array([-curve.pieces[-1][1] for curve in task.curves.each])
    most = np.array([-curve.pieces[0][1] for curve in task.curves.each])
    whole: NDArray[np.int64] = np.floor(prices.clip(least, most) * task.scale).astype(np.int64)
    return whole


def safe_prices(task: DayTask, whole: NDArray[np.int64], priced: Iterable[Priced] | None = None) -> Prices:
    """Make any prices safe: where a shift is worth more than its pay, all are scaled down.

    If the worst shift is worth its pay and e more, and the least pay is c, prices times c ÷ (c + e) are safe. `priced` are
    the best shifts at these prices, where they are known.
    """
    excess = max((int(each.worth.max()) for each in priced or best_shifts(task, whole)), default=0)
    if excess > 0:
        pay = task.least_pay * task.scale
        whole = np.array([each * pay // (pay + excess) for each in whole.tolist()], dtype=np.int64)
    exact = sum(curve.least(price, task.scale) for curve, price in zip(task.curves.each, whole.tolist(), strict=True))
    return Prices(whole, task.scale, exact)


def best_shifts(task: DayTask, prices: NDArray[np.int64]) -> Iterator[Priced]:
    """Best shifts of every chain and length from every start, at prices in units of 1/scale."""
    total = running(task, prices)
    for chain in task.chains:
        for length, starts in chain.family.by_length:
            if chain.least[0][-1] <= length <= chain.most(0, len(chain.events) - 1):
                worth, offsets = _of_length(chain, total, starts, length, task.pay * task.scale)
                yield Priced(chain, starts, worth, starts + offsets)


def running(task: DayTask, prices: NDArray[np.int64]) -> NDArray[np.int64]:
    """Running sum of prices, which are 0 beyond the last cell."""
    beyond = max(0, max((family.ends[-1] for family in task.families), default=0) - len(prices))
    return np.concatenate([[0], np.cumsum(prices), np.full(beyond, prices.sum())])


def _of_length(
    chain: Chain, total: NDArray[np.int64], starts: NDArray[np.int64], length: int, pay: int
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
                ways = np.array([reached[at] + worth_of_step(chain, event - 1, total, starts + at, starts + offset, pay)
                                 for at in before])
                worth[offset], origin[offset] = ways.max(axis=0), np.array(before)[ways.argmax(axis=0)]
        reached = worth
        came.append(origin)
    cells = [np.full(len(starts), length)]
    for origin in reversed(came):
        cells.append(np.array(list(origin.values()))[np.searchsorted(list(origin), cells[-1]), np.arange(len(starts))])
    return reached[length], np.array(cells[::-1])


def _offsets(chain: Chain, event: int, length: int) -> range:
    """Offsets an event may have from the start of a shift of this length."""
    end = len(chain.events) - 1
    if event == end:
        return range(length, length + 1)
    return range(max(chain.least[0][event], length - chain.most(event, end)),
                 min(chain.most(0, event), length - chain.least[event][end]) + 1)


def worth_of_step(
    chain: Chain, event: int, total: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64], pay: int
) -> NDArray[np.int64]:
    """Worth less pay from the cells of an event to those of the next, at prices whose running sum is `total`."""
    rules, kind = chain.family.breaks, chain.events[event]
    if kind == "lunch":
        paid = pay if rules.lunch and rules.lunch.paid else 0
        return -paid * (last - first)
    away = rules.breather_cells if kind == "breather" else 0
    unpaid = 0 if rules.breathers_paid else away
    worth: NDArray[np.int64] = total[last] - total[first + away] - pay * (last - first - unpaid)
    return worth
