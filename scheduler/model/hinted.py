"""A CP-SAT model whose every variable is hinted, with its linear objective."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

Terms = Sequence[tuple[cp_model.IntVar, int]]


class HintedModel:
    """Creates variables with a hint and a cost, in units, and gathers the objective."""

    def __init__(self) -> None:
        self.model = cp_model.CpModel()
        self.constant = 0
        self._costs: dict[int, int] = {}
        self._variables: list[cp_model.IntVar] = []

    def boolean(self, hint: int, cost: int = 0) -> cp_model.IntVar:
        """Create a variable that is 0 or 1."""
        return self.integer(1, hint, cost)

    def integer(self, most: int, hint: int, cost: int = 0) -> cp_model.IntVar:
        """Create a variable from 0 to `most`."""
        variable = self.model.new_bool_var("") if most == 1 else self.model.new_int_var(0, most, "")
        self.model.add_hint(variable, hint)
        self._variables.append(variable)
        self.add_cost(variable, cost)
        return variable

    def add_cost(self, variable: cp_model.IntVar, cost: int) -> None:
        """Add to the cost of one unit of a variable."""
        if cost:
            self._costs[variable.index] = self._costs.get(variable.index, 0) + cost

    def bound(self, terms: Terms, least: int, most: int) -> None:
        """Keep a weighted sum between two bounds, unless it cannot leave them (all variables are 0 or 1)."""
        if least > sum(min(0, weight) for _, weight in terms) or most < sum(max(0, weight) for _, weight in terms):
            self.model.add_linear_constraint(weighted(terms), least, most)

    def objective(self, step: int) -> cp_model.LinearExprT:
        """Objective in multiples of `step`, which divides all costs."""
        by_index = {variable.index: variable for variable in self._variables}
        terms = [(by_index[index], cost // step) for index, cost in self._costs.items() if cost]
        return weighted(terms) + self.constant // step


def weighted(terms: Terms) -> cp_model.LinearExprT:
    """Weighted sum of variables."""
    return cp_model.LinearExpr.weighted_sum([variable for variable, _ in terms], [weight for _, weight in terms])
