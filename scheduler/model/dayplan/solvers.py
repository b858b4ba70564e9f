"""Exact solvers that tell what they prove: HiGHS and CP-SAT with a cutoff, and the linear relaxation by HiGHS."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from scheduler.model.program import Program, Variable, as_cp_model, as_proto, whole_values


@dataclass(frozen=True, eq=False)
class Finding:
    """What an exact solver knows in the end: values, if it has any, and a bound on the cost of everything allowed.

    `bound` is ``None`` where the solver has none; where nothing is allowed below a cutoff, it is the cutoff.
    """

    values: NDArray[np.int64] | None
    bound: int | None
    cpu_s: float


def bounded(bound: float) -> int | None:
    """A whole bound from one in floating point, for whole costs: up to the next integer, after giving way to tolerances.

    HiGHS keeps constraints and reduced costs to 1e-6 and 1e-7, on variables of up to some thousands: what it may err in the
    objective is of this order, and a millionth of the bound, at least a hundredth, leaves it room.
    """
    if not math.isfinite(bound):
        return None
    return math.ceil(bound - max(1e-2, 1e-6 * abs(bound)))


def find_by_highs(program: Program, seconds: float, cutoff: int | None = None) -> Finding:
    """Solve by HiGHS to the last unit; with a cutoff, look only for what costs less.

    Values are rounded and checked in integers, and the bound goes through `bounded`.
    """
    began = time.process_time()
    model = mathopt.Model.from_model_proto(as_proto(_below(program, cutoff), 1))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds), relative_gap_tolerance=0.0, absolute_gap_tolerance=0.9))
    reason, cpu_s = result.termination.reason, time.process_time() - began
    if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
        return Finding(None, cutoff, cpu_s)
    values = whole_values(program, result) if result.has_primal_feasible_solution() else None
    bound = bounded(result.termination.objective_bounds.dual_bound)
    bound = None if bound is None else bound + program.constant
    if cutoff is not None and bound is not None:
        bound = min(bound, cutoff)
    return Finding(values, bound, time.process_time() - began)


class _Told(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
    """Passes on the values of every better answer."""

    def __init__(self, variables: list[cp_model.IntVar], tell: Callable[[NDArray[np.int64]], None]) -> None:
        super().__init__()
        self.variables, self.tell = variables, tell

    def on_solution_callback(self) -> None:
        self.tell(np.array([self.value(variable) for variable in self.variables], dtype=np.int64))


def find_by_cp_sat(
    program: Program, seconds: float, cutoff: int | None = None, seed: int = 0,
    tell: Callable[[NDArray[np.int64]], None] | None = None, hinted: bool = True,
) -> Finding:
    """Solve by CP-SAT on one worker from the hint, telling every better answer; with a cutoff, only for what costs less."""
    began = time.process_time()
    model, variables = as_cp_model(_below(program, cutoff), 1, hinted=hinted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.linearization_level = 1, 2
    solver.parameters.random_seed, solver.parameters.max_time_in_seconds = seed, seconds
    solver.parameters.catch_sigint_signal = False
    status = solver.solve(model, _Told(variables, tell) if tell else None)
    cpu_s = time.process_time() - began
    if status == cp_model.INFEASIBLE:
        return Finding(None, cutoff, cpu_s)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = np.array([solver.value(variable) for variable in variables], dtype=np.int64) if found else None
    bound = math.ceil(solver.best_objective_bound - 1e-6) + program.constant
    return Finding(values, bound if cutoff is None else min(bound, cutoff), cpu_s)


@dataclass(frozen=True, eq=False)
class Relaxation:
    """Optimum of the linear relaxation: its objective, and a value of each variable."""

    objective: float
    values: NDArray[np.float64]


def relax(program: Program, seconds: float) -> Relaxation | None:
    """Solve the linear relaxation by HiGHS; ``None`` where it is infeasible or the time is up."""
    proto = as_proto(program, 1)
    proto.variables.integers[:] = [False] * len(program.largest)
    result = mathopt.solve(mathopt.Model.from_model_proto(proto), mathopt.SolverType.HIGHS,
                           params=mathopt.SolveParameters(time_limit=timedelta(seconds=seconds)))
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    values = np.zeros(len(program.largest))
    for variable, value in result.variable_values().items():
        values[variable.id] = value
    return Relaxation(result.objective_value() + program.constant, values)


def _below(program: Program, cutoff: int | None) -> Program:
    """The same program, with everything that costs the cutoff or more forbidden."""
    if cutoff is None:
        return program
    priced = [(Variable(index), cost) for index, cost in enumerate(program.costs) if cost]
    least = sum(min(0, cost * program.largest[index]) for index, cost in priced)
    row = ([index for index, _ in priced], [cost for _, cost in priced], least, cutoff - 1 - program.constant)
    return replace(program, constraints=[*program.constraints, row])
