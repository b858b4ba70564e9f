"""The linear relaxation of anonymous shifts by column generation: a bound of whole weeks in seconds, and where shifts go.

The relaxation of the chains has the value of the one with a column for each shift, because a chain has whole corners. Its
master has one row a cell, and a dynamic programme (`pricing`) finds the columns. That takes 6 CPU seconds for a week
around the clock, where the chains themselves take an interior point 50.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.dayplan.pricing import Priced, Prices, best_shifts, safe_prices, whole_prices
from scheduler.engine.dayplan.task import DayTask
from scheduler.model.dayplan.master import Master
from scheduler.model.dayplan.shift import AnonymousShift

COLUMNS_OF_A_START = 3
NEAR_ENOUGH = 1e-4
"""Share of its optimum within which the bound of the relaxation is left as it is."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """Safe prices with their bound, and the shifts of the fractional plan, each with how many of it there are."""

    prices: Prices
    shifts: list[tuple[AnonymousShift, float]]

    @property
    def bound(self) -> int:
        """Bound on the cost of every plan."""
        return self.prices.bound


@dataclass(frozen=True, eq=False)
class Job:
    """A task, and its relaxation where that is known already."""

    task: DayTask
    relaxation: Relaxed | None = None

    def relaxed(self, seconds: float, tell: Callable[[int], None]) -> Relaxed:
        """The relaxation, solved now if it is not known; `tell` is told its bounds as they rise."""
        relaxation = self.relaxation or relaxed(self.task, seconds, tell=tell)
        tell(relaxation.bound)
        return relaxation


def relaxed(
    task: DayTask, seconds: float, gap: float = NEAR_ENOUGH, tell: Callable[[int], None] = lambda _: None
) -> Relaxed:
    """Solve the linear relaxation until its bound is within a share of its optimum, or the time is up.

    Prices that are tried lie half-way from the best so far to the master's, which swing widely (Wentges 1997). Whatever the
    time, the bound is proven: it is that of safe prices.
    """
    end = time.monotonic() + seconds
    master = Master(task.curves, task.pay)
    best = safe_prices(task, whole_prices(task, np.full(len(task.curves), float(task.pay))))
    shifts: list[tuple[AnonymousShift, float]] = []
    master.add(_columns(list(best_shifts(task, best.whole)), -(2**62)))
    while (answer := master.solve(end - time.monotonic())) is not None:
        duals, shifts = answer
        own = whole_prices(task, duals)
        mixed = (best.whole + own) // 2
        new, best = _priced(task, master, mixed, best, 0)
        tell(best.bound)
        if not new:
            new, best = _priced(task, master, own, best, task.scale // 10**5)
        if not new or _value(task, own) - best.exact <= gap * abs(best.exact):
            break
    return Relaxed(best, shifts)


def _value(task: DayTask, prices: NDArray[np.int64]) -> int:
    """What the master's optimum comes to, in units of 1/scale: its duals times what they price."""
    return sum(curve.least(price, task.scale) for curve, price in zip(task.curves.each, prices.tolist(), strict=True))


def _priced(task: DayTask, master: Master, prices: NDArray[np.int64], best: Prices, least: int) -> tuple[int, Prices]:
    """Give the master the columns that prices find, how many are new, and the prices whose bound is the best by now."""
    found = list(best_shifts(task, prices))
    return master.add(_columns(found, least)), max((best, safe_prices(task, prices, found)), key=lambda each: each.exact)


def _columns(found_shifts: list[Priced], least: int) -> set[AnonymousShift]:
    """The best shifts of every start that are worth more than `least` above their pay."""
    found: dict[int, list[tuple[int, AnonymousShift]]] = {}
    for priced in found_shifts:
        for index in np.flatnonzero(priced.worth > least).tolist():
            shift = priced.chain.shift_of(priced.cells[:, index].tolist())
            found.setdefault(shift.start, []).append((int(priced.worth[index]), shift))
    return {shift for candidates in found.values() for _, shift in sorted(candidates, reverse=True)[:COLUMNS_OF_A_START]}
