"""The restricted master of the column generation: one row a cell, one column for each shift that pricing found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from scheduler.model.dayplan.curves import Curves
from scheduler.model.dayplan.shift import AnonymousShift


class Master:
    """A linear program that grows by columns.

    Parameters
    ----------
    curves
        Cost of the numbers on the phone.
    pay
        Cost of a paid cell.
    """

    def __init__(self, curves: Curves, pay: int) -> None:
        self._pay, self._first = pay, curves.first
        self._columns: dict[AnonymousShift, mathopt.Variable] = {}
        self._model = mathopt.Model()
        self._rows = []
        for curve in curves.each:
            best = curve.best()
            row = self._model.add_linear_constraint(lb=float(best), ub=float(best))
            for sign, pieces in zip((1.0, -1.0), curve.about(best), strict=True):
                for width, cost in pieces:
                    off = self._model.add_variable(lb=0.0, ub=float(width))
                    row.set_coefficient(off, sign)
                    self._model.objective.set_linear_coefficient(off, float(cost))
            self._rows.append(row)
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)

    def add(self, shifts: Collection[AnonymousShift]) -> int:
        """Add a column for each shift that has none; how many were new."""
        new = sorted(set(shifts) - self._columns.keys())
        for shift in new:
            column = self._model.add_variable(lb=0.0)
            self._model.objective.set_linear_coefficient(column, float(self._pay * shift.paid))
            for cell in shift.presence:
                if cell - self._first < len(self._rows):
                    self._rows[cell - self._first].set_coefficient(column, 1.0)
            self._columns[shift] = column
        return len(new)

    def solve(self, seconds: float) -> tuple[NDArray[np.float64], list[tuple[AnonymousShift, float]]] | None:
        """Dual prices of the cells, and the shifts of the optimum, each with how many of it there are; shape (cells,)."""
        limit = dt.timedelta(seconds=max(0.01, seconds))
        result = self._solver.solve(params=mathopt.SolveParameters(time_limit=limit))
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        duals, values = result.dual_values(), result.variable_values()
        shifts = [(shift, values[column]) for shift, column in self._columns.items() if values[column] > 1e-9]
        return np.array([duals[row] for row in self._rows]), shifts
