"""An integer program whose every variable is hinted: one description, two back ends (CP-SAT, and HiGHS through MathOpt)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NewType

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

Variable = NewType("Variable", int)
Term = tuple[Variable, int]


@dataclass(frozen=True, eq=False)
class SolverResult:
    """Values of all variables, whether they are proven best, a proven bound on the objective, and the work it took."""

    values: NDArray[np.int64]
    proven: bool
    bound: int
    work_s: float


class ImpossibleError(Exception):
    """No values keep a program, as a solver has proven."""


@dataclass(eq=False)
class Program:
    """Minimise a linear cost over integers from 0 to their largest value, under two-sided linear constraints."""

    largest: list[int] = field(default_factory=list)
    hints: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    constant: int = 0
    constraints: list[tuple[list[Variable], list[int], int, int]] = field(default_factory=list)

    def boolean(self, hint: int, cost: int = 0) -> Variable:
        """Create a variable that is 0 or 1."""
        return self.integer(1, hint, cost)

    def integer(self, largest: int, hint: int, cost: int = 0) -> Variable:
        """Create a variable from 0 to `largest`, with its value in the known roster and the cost of one unit."""
        self.largest.append(largest)
        self.hints.append(hint)
        self.costs.append(cost)
        return Variable(len(self.largest) - 1)

    def constrain(self, terms: Iterable[Term], least: int, most: int) -> None:
        """Keep a weighted sum of distinct variables between two bounds, unless it cannot leave them.

        Bounds are drawn to what the sum can reach; where it can reach none of them, no values are allowed.
        """
        pairs = list(terms)
        low = sum(min(0, weight * self.largest[variable]) for variable, weight in pairs)
        high = sum(max(0, weight * self.largest[variable]) for variable, weight in pairs)
        if low < least or high > most:
            self.constraints.append(([variable for variable, _ in pairs], [weight for _, weight in pairs],
                                     min(max(least, low), most), max(min(most, high), least)))

    def balance(self, left: Iterable[Variable], right: Iterable[Variable]) -> None:
        """Keep two sums equal."""
        self.constrain([*((variable, 1) for variable in left), *((variable, -1) for variable in right)], 0, 0)

    def is_kept(self, values: NDArray[np.int64]) -> bool:
        """Whether values keep all bounds and constraints."""
        if (values < 0).any() or (values > np.array(self.largest)).any():
            return False
        return all(least <= int(values[variables] @ np.array(weights)) <= most
                   for variables, weights, least, most in self.constraints)

    def objective(self, values: NDArray[np.int64]) -> int:
        """Cost of values."""
        return self.constant + int(values @ np.array(self.costs, dtype=np.int64))


Interruptible = Callable[[Callable[[], None] | None], None]
"""Called with what stops the running solver, and with ``None`` once it has stopped by itself."""


def solve_by_cp_sat(
    program: Program, step: int, seconds: float, *, deterministic: bool, seed: int, workers: int, running: Interruptible
) -> SolverResult | None:
    """Solve by CP-SAT from the hint; `step` divides all costs, `seconds` is work in a deterministic run.

    ``None`` where it found no values. One worker at linearization level 2 did best (docs/inside/algorithm.md).

    Raises
    ------
    ImpossibleError
        If it proves that there are none.
    """
    model, variables = as_cp_model(program, step)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.catch_sigint_signal = False
    if deterministic:
        solver.parameters.max_deterministic_time = seconds
    else:
        solver.parameters.max_time_in_seconds = seconds
    running(solver.stop_search)
    status = solver.solve(model)
    running(None)
    if status == cp_model.INFEASIBLE:
        raise ImpossibleError
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    values = np.array([solver.value(variable) for variable in variables], dtype=np.int64)
    bound = math.ceil(solver.best_objective_bound - 1e-6) * step + program.constant
    return SolverResult(values, status == cp_model.OPTIMAL, bound, solver.response_proto.deterministic_time)


def solve_by_highs(program: Program, step: int, seconds: float, *, slack: int = 0) -> SolverResult | None:
    """Solve by HiGHS, without the hint (it takes none well); ``None`` where it found no values within the time.

    Values within `slack` of the best count as proven.
    They are rounded and checked in integers, so that tolerances cannot leak; its bound is not reported as proven.
    From Python it cannot be interrupted: whoever must stop at once leaves its thread behind.
    """
    if any(least > most for _, _, least, most in program.constraints):
        return None  # MathOpt refuses to be given what can never hold
    result = mathopt.solve(
        mathopt.Model.from_model_proto(as_proto(program, step)), mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(time_limit=timedelta(seconds=seconds), absolute_gap_tolerance=slack / step),
    )
    if not result.has_primal_feasible_solution():
        return None
    values = whole_values(program, result)
    if values is None:
        return None
    proven = result.termination.reason == mathopt.TerminationReason.OPTIMAL
    return SolverResult(values, proven, 0, 0.0)


def whole_values(program: Program, result: mathopt.SolveResult) -> NDArray[np.int64] | None:
    """Values of HiGHS, rounded; ``None`` where they break a constraint."""
    values = np.zeros(len(program.largest), dtype=np.int64)
    for variable, value in result.variable_values().items():
        values[variable.id] = round(value)
    return values if program.is_kept(values) else None


def as_cp_model(program: Program, step: int, *, hinted: bool = True) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """The program as CP-SAT reads it, all costs divided by `step`, and its variables."""
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, largest, "") for largest in program.largest]
    for indices, weights, least, most in program.constraints:
        weighted = cp_model.LinearExpr.weighted_sum([variables[index] for index in indices], weights)
        model.add_linear_constraint(weighted, least, most)
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, [cost // step for cost in program.costs]))
    for variable, hint in zip(variables, program.hints if hinted else [], strict=hinted):
        model.add_hint(variable, hint)
    return model, variables


def as_proto(program: Program, step: int) -> model_pb2.ModelProto:
    """The program as MathOpt reads it, all costs divided by `step`."""
    proto = model_pb2.ModelProto()
    count = len(program.largest)
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend([0.0] * count)
    proto.variables.upper_bounds.extend(map(float, program.largest))
    proto.variables.integers.extend([True] * count)
    proto.linear_constraints.ids.extend(range(len(program.constraints)))
    proto.linear_constraints.lower_bounds.extend(float(least) for _, _, least, _ in program.constraints)
    proto.linear_constraints.upper_bounds.extend(float(most) for _, _, _, most in program.constraints)
    for row, (variables, weights, _, _) in enumerate(program.constraints):
        for variable, weight in sorted(zip(variables, weights, strict=True)):
            proto.linear_constraint_matrix.row_ids.append(row)
            proto.linear_constraint_matrix.column_ids.append(variable)
            proto.linear_constraint_matrix.coefficients.append(float(weight))
    priced = [(index, cost // step) for index, cost in enumerate(program.costs) if cost]
    proto.objective.linear_coefficients.ids.extend(index for index, _ in priced)
    proto.objective.linear_coefficients.values.extend(float(cost) for _, cost in priced)
    return proto
