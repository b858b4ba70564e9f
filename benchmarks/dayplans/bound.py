"""The linear relaxation of anonymous shifts by column generation: a bound of whole weeks in seconds, and where shifts go.

The relaxation of the chains has the value of the one with a column for each shift, because a chain has whole corners. Its
master has one row a cell, and a dynamic programme (`pricing`) finds the columns. That takes 6 CPU seconds for a week
around the clock, where the chains themselves take an interior point 50 (docs/inside/day-plans.md).
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from benchmarks.dayplans.chains import ShiftRules, chains_of
from benchmarks.dayplans.pricing import FINE, Priced, Prices, best_shifts, safe_prices, whole_prices
from benchmarks.dayplans.program import AnonymousShift, CellCosts, shift_of

COLUMNS_OF_A_START = 3


@dataclass(frozen=True, eq=False)
class Relaxed:
    """Safe prices with their bound, and the shifts of the fractional plan, each with how many of it there are."""

    prices: Prices
    bound: int
    shifts: list[tuple[AnonymousShift, float]]


@dataclass(eq=False)
class _Master:
    rules: ShiftRules
    costs: CellCosts
    required: NDArray[np.int64]
    columns: dict[tuple[int, tuple[int, ...]], tuple[AnonymousShift, mathopt.Variable]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chains = chains_of(self.rules)
        self.model = mathopt.Model()
        self.rows = [self.model.add_linear_constraint(lb=float(each), ub=float(each)) for each in self.required]
        for row in self.rows:
            for sign, cost in ((1.0, self.costs.short), (-1.0, self.costs.surplus)):
                slack = self.model.add_variable(lb=0.0)
                row.set_coefficient(slack, sign)
                self.model.objective.set_linear_coefficient(slack, float(cost))
        self.solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)

    def add(self, prices: NDArray[np.int64], least: int) -> int:
        """Add the best shifts of every start that are worth more than `least` above their pay; how many were new."""
        found: dict[int, list[tuple[int, int, tuple[int, ...]]]] = {}
        for priced in best_shifts(self.rules, prices, self.costs.paid * FINE):
            for index in np.flatnonzero(priced.worth > least):
                found.setdefault(int(priced.starts[index]), []).append(_candidate(priced, int(index)))
        chosen = {each[1:] for candidates in found.values() for each in sorted(candidates, reverse=True)[:COLUMNS_OF_A_START]}
        new = sorted(chosen - self.columns.keys())
        for chain, cells in new:
            shift = shift_of(self.chains[chain], cells)
            variable = self.model.add_variable(lb=0.0)
            self.model.objective.set_linear_coefficient(variable, float(self.costs.paid * shift.paid))
            for cell in shift.presence(self.rules.breather_cells):
                self.rows[cell].set_coefficient(variable, 1.0)
            self.columns[chain, cells] = (shift, variable)
        return len(new)

    def solve(self, seconds: float) -> tuple[NDArray[np.float64], list[tuple[AnonymousShift, float]]] | None:
        """Duals of the cells, and the shifts of the optimum."""
        result = self.solver.solve(params=mathopt.SolveParameters(time_limit=_limit(seconds)))
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        duals, values = result.dual_values(), result.variable_values()
        shifts = [(shift, values[variable]) for shift, variable in self.columns.values() if values[variable] > 1e-9]
        return np.array([duals[row] for row in self.rows]), shifts


def _candidate(priced: Priced, index: int) -> tuple[int, int, tuple[int, ...]]:
    return int(priced.worth[index]), priced.chain, tuple(priced.cells[:, index].tolist())


def _limit(seconds: float) -> dt.timedelta:
    return dt.timedelta(seconds=max(0.01, seconds))


def relaxed(
    rules: ShiftRules, required: NDArray[np.int64], costs: CellCosts, seconds: float, gap: float = 1e-4
) -> Relaxed:
    """Solve the linear relaxation until its bound is within a share of its optimum, or the time is up.

    Prices that are tried lie half-way from the best so far to the master's, which swing widely (Wentges 1997). Whatever the
    time, the bound is proven: it is that of safe prices.
    """
    end = time.monotonic() + seconds
    master = _Master(rules, costs, required)
    best = safe_prices(rules, costs, np.full(len(required), costs.paid * FINE, dtype=np.int64))
    shifts: list[tuple[AnonymousShift, float]] = []
    master.add(best.whole, -(2**62))
    while (answer := master.solve(end - time.monotonic())) is not None:
        duals, shifts = answer
        own = whole_prices(costs, duals)
        mixed = (best.whole + own) // 2
        new = master.add(mixed, 0)
        best = max((best, safe_prices(rules, costs, mixed)), key=lambda each: each.bound(required))
        if not new:
            new = master.add(own, FINE // 10**5)
            best = max((best, safe_prices(rules, costs, own)), key=lambda each: each.bound(required))
        if not new or own @ required / FINE - best.bound(required) <= gap * best.bound(required):
            break
    return Relaxed(best, best.bound(required), shifts)
