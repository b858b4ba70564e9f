"""The proven bound: the Lagrangian dual of coverage, maximised by a proximal bundle method.

The coupling constraints (`coupling`) get a price, so that every operator is alone and their cheapest legal roster, a shortest
path with resource constraints, is known exactly:

    L(w) = Σ_constraints min_k (cost(k) − w k) + Σ_operators min_roster (cost + Σ w · what the roster gives)

L is a lower bound for every w (weak duality). Prices are rounded to integers before L is computed, in integers: the bound is
exact, not subject to rounding. Each evaluation is a pricing of all classes, and gives a column to the master (`master`).
(Kiwiel; Lemaréchal: bundle methods. See docs/inside/algorithm.md.)
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.bundle import Bundle, BundleParams
from scheduler.engine.bound.columns import Activity, RosterColumns, activity_of
from scheduler.engine.bound.coupling import Coupling, CouplingCosts
from scheduler.engine.bound.master import Centre, MasterParams, solve_master
from scheduler.engine.bound.price_units import most_required, pay_per_cell, understaffing_cost
from scheduler.engine.crew import Crew
from scheduler.engine.parameters import Count, Parameters, Positive, Share

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NOTHING_PROVEN = -(2**62)
_OUTSIDE = 10**7
"""Units for each operator by whom a day leaves its bounds: enough to keep it there, and any amount leaves the bound valid."""
_FREE = 1e-6
"""Scale of a day's price where nothing bounds the day and the price stays 0."""


class DualParams(Parameters):
    """Steps and prices of the bundle method.

    Parameters
    ----------
    first_markup, first_spread
        First prices, in costs of a paid cell: `first_markup`, and up to `first_spread` more or less where a known roster is
        understaffed or overstaffed. Where prices start equal every shift ties, and the method stalls.
    least_pay
        A paid cell counts as that part of the cost of understaffing at least, where presence costs next to nothing.
    first_step, least_step, longest_step
        Length of the first proximal step, in costs of a paid cell for each operator required at the peak; and of the
        shortest and the longest, in first steps. Where nothing is left to gain every step is serious, and grows.
    grow, shrink, nulls_before_shrinking
        Factor on the step after a serious step, and after so many null steps.
    serious
        Part of the rise that the master promised which makes a step serious.
    converged_after
        Steps without a rise of the bound after which the dual counts as converged.
    bundle, master
        Columns that are remembered, and how well the master is solved.
    """

    first_markup: Positive = 1.2
    first_spread: Positive = 0.8
    least_pay: Share = 0.05
    first_step: Positive = 20.0
    least_step: Positive = 0.02
    longest_step: Positive = 1e12
    grow: Positive = 1.5
    shrink: Share = 0.7
    nulls_before_shrinking: Count = 10
    serious: Share = 0.1
    converged_after: Count = 200
    bundle: BundleParams = BundleParams()
    master: MasterParams = MasterParams()


_DEFAULT = DualParams()


@dataclass(eq=False)
class Dual:
    """State of the bundle method; `improve` takes one step.

    Attributes
    ----------
    start
        Presence of a roster that is known, shape (lanes, all cells): the first prices lean to where it is understaffed.
    bound
        Best proven bound, in units, a multiple of the problem's cost step.
    prices
        Best prices of the coupling constraints, shape (constraints,).
    pay_per_cell
        Cost of a cell of presence that is common in this problem, or a small part of what understaffing costs where
        presence costs next to nothing: a unit for prices.
    activity
        What the convex combination of columns gives to the constraints, fractional, shape (constraints,).
    bundle
        The columns.
    """

    crew: Crew
    start: Ints
    params: DualParams = _DEFAULT
    prices: Floats = field(init=False)
    pay_per_cell: float = field(init=False)
    bound: int = _NOTHING_PROVEN
    activity: Floats = field(init=False)
    converged: bool = False

    def __post_init__(self) -> None:
        problem, params = self.crew.problem, self.params
        self.coupling = Coupling(problem)
        self._costs: CouplingCosts = self.coupling.costs
        self._members = np.array([len(each.members) for each in problem.classes], dtype=np.int64)
        self._fixed = np.zeros((len(self.crew.zeros), problem.all_cells), dtype=np.int64)
        self._fixed_days = np.zeros(problem.days, dtype=np.int64)
        scale = np.ones(len(self.coupling))
        self.coupling.of_days(scale)[:] = _FREE
        self.bundle = Bundle(self.crew, scale, params.bundle)
        pay = self.pay_per_cell = max(pay_per_cell(problem), params.least_pay * understaffing_cost(problem))
        self.prices = self._first_prices()
        self._step = params.first_step * max(1.0, pay) / max(7.0, float(most_required(problem)))
        self._first_step, self._least_step = self._step, params.least_step * self._step
        self._value = -np.inf
        self._nulls = self._stalled = 0
        self.activity = np.zeros(len(self.coupling))

    def _first_prices(self) -> Floats:
        """Prices that lean to where the roster that is known is understaffed; shape (constraints,)."""
        prices = np.zeros(len(self.coupling))
        for number, of_head in enumerate(self.coupling.of_heads(prices)):
            of_head[:] = -self.pay_per_cell * self._first_markups(number)
        return prices

    def _first_markups(self, number: int) -> Floats:
        """First prices of a head count in the cost of a cell of presence; shape (cells it applies to,)."""
        problem, params = self.crew.problem, self.params
        head = problem.staffing.head_counts[number]
        cells = np.flatnonzero(head.applies)
        if head.required is None:
            return np.zeros(len(cells))
        required = head.required[head.curve_of[cells]]
        missing = required - self.start[problem.skills.counted[:, number] > 0][:, cells].sum(axis=0)
        understaffing = np.clip(missing / np.maximum(1.0, 0.1 * required), -1.0, 1.0)
        if head.whole:
            return np.asarray(params.first_markup + params.first_spread * understaffing)
        return np.asarray(params.first_spread * np.maximum(understaffing, 0.0))

    @property
    def presence_prices(self) -> Floats:
        """Price of presence in each lane of the skills; shape (lanes, all cells)."""
        return self.coupling.presence_prices(self.prices)

    @property
    def skill_presence(self) -> Floats:
        """Fractional presence in each lane of the skills, shape (lanes, cells): guidance for construction."""
        bundle = self.bundle
        used = np.flatnonzero(bundle.weights > 0)
        presence = activity_of(self.crew, bundle.columns[used], self._members).presence[..., : self.crew.problem.cells]
        return np.tensordot(bundle.weights[used], presence, axes=1)

    @property
    def price_scale(self) -> float:
        """Mean size of the prices of presence, 1 where all are 0."""
        return float(np.abs(self.presence_prices[:, self.crew.problem.open_cells]).mean()) or 1.0

    @property
    def step(self) -> float:
        """Length of the proximal step, in first steps."""
        return self._step / self._first_step

    @property
    def days_worked(self) -> Floats:
        """How many work on each day in the convex combination of columns; shape (days,)."""
        return self.coupling.of_days(self.activity)

    def fork(self) -> Dual:
        """A copy that goes its own way."""
        other = copy.copy(self)
        other.bundle = self.bundle.fork()
        return other

    def improve(self) -> int:
        """Take one step: solve the master, price all classes at its prices; return the best bound so far."""
        params = self.params
        if not self.bundle.size:
            self._value = self._evaluate(self.prices)
            self._evaluate(np.zeros_like(self.prices))  # what no roster avoids is a bound from the first moment on
            return self.bound
        centre, before = Centre(self.prices, self._value, self._step), self.bound
        candidate, expected = solve_master(self.bundle, self._costs, centre, params.master)
        self.activity = self.bundle.weights @ self.bundle.activities
        value = self._evaluate(candidate)
        self._stalled = 0 if self.bound > before else self._stalled + 1
        self.converged = self._stalled >= params.converged_after
        if value >= self._value + params.serious * (expected - self._value):
            self._value, self.prices, self._nulls = value, np.round(candidate), 0
            self._step = min(self._step * params.grow, params.longest_step * self._first_step)
        else:
            self._nulls += 1
            if self._nulls % params.nulls_before_shrinking == 0:
                self._step = max(self._step * params.shrink, self._least_step)
        return self.bound

    def restrict(self, least: Ints, most: Ints, prices: Floats, step: float) -> None:
        """Bound how many work on each day (days,), and go on from prices; `bound` then holds for such rosters only.

        The columns stay. `step` is the length of the proximal step, in first steps.
        """
        number = np.arange(self._costs.curves.shape[1])
        outside = np.maximum(least[:, None] - number, 0) + np.maximum(number - most[:, None], 0)
        self._costs = self._costs.with_last(outside * _OUTSIDE)
        # A day's price acts on a shift as a price in each of its cells does, so it has as much farther to go.
        scale, table = self.bundle.scale.copy(), self.crew.problem.table
        self.coupling.of_days(scale)[:] = np.where(outside.any(axis=1), np.mean(table.end - table.start), _FREE)
        self.bundle.rescale(scale)
        self._go_on(prices, step)

    def fix(self, members: Ints, presence: Ints, worked: Ints, step: float) -> None:
        """Leave only so many `members` of each class (classes,) free; what the rosters of the others come to is given.

        `presence` has shape (lanes, all cells), `worked` (days,). `bound` then leaves out the pay of who is fixed.
        """
        self._members, self._fixed, self._fixed_days = members, presence, worked
        counted = activity_of(self.crew, self.bundle.columns, members)
        self.bundle.recount(self._activity(counted), counted.own)
        self._go_on(self.prices, step)

    def is_stalled(self, steps: int) -> bool:
        """Whether the bound has not risen in so many steps."""
        return self._stalled >= steps

    def _go_on(self, prices: Floats, step: float) -> None:
        self.bound, self._stalled, self._nulls, self._step = _NOTHING_PROVEN, 0, 0, step * self._first_step
        self.prices, self._value = prices, self._evaluate(prices)

    def _choose(self, column: RosterColumns, whole: Ints) -> None:
        """Change a column of the cheapest rosters at prices where not all of them may be chosen together."""

    @property
    def cost_step(self) -> int:
        """What the cost of every roster is a multiple of, in units."""
        return self.crew.problem.cost_step

    def _beside(self, whole: Ints) -> tuple[Ints, int, int]:
        """What others than operators may give to the constraints, what it costs by itself, and the least of both at prices."""
        return np.zeros_like(whole), 0, 0

    def _activity(self, counted: Activity) -> Ints:
        """What columns give to the constraints, with what is fixed; shape (columns, constraints)."""
        return self.coupling.activity(counted.presence + self._fixed, counted.worked + self._fixed_days)

    def _evaluate(self, prices: Floats) -> float:
        """L at prices, exactly: price all classes; the column joins the bundle."""
        whole = np.round(prices).astype(np.int64)
        column = RosterColumns.room(self.crew, 1)
        possible = self.crew.price_columns(
            self._members, self.coupling.presence_prices(whole), self.coupling.of_days(whole), column.arrays)
        if not possible:
            raise AssertionError("a class without a legal roster reached the bound")
        self._choose(column, whole)
        counted = activity_of(self.crew, column, self._members)
        activity, own = self._activity(counted)[0], int(counted.own[0])
        others, price, least = self._beside(whole)
        value = own + int(activity @ whole) + least + self._costs.relaxed(whole)
        step = self.cost_step
        self.bound = max(self.bound, -(-value // step) * step)
        self.bundle.add(activity + others, own + price, column)
        return float(value)
