"""The proven bound: the Lagrangian dual of coverage, maximised by a proximal bundle method.

Presence is bought at a price per cell, so that every operator is alone and his cheapest legal roster is known exactly:

    L(w) = Σ_cells min_k (cost_t(k) − w_t k) + Σ_operators min_roster (cost + Σ_t w_t presence_t)

With several queues and head counts the prices are those of `goods`, of which an operator's presence gives the best he can. L
is a lower bound for every w (weak duality). Prices are rounded to integers before L is computed, in integers: the bound is
exact, not subject to rounding. The curve of coverage stays in the master as it is; only rosters are approximated by
the answers seen so far (Kiwiel; Lemaréchal: bundle methods; the dual of the master is a piecewise quadratic over a simplex).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.engine import kernels
from scheduler.engine.crew import Crew
from scheduler.engine.goods import Goods
from scheduler.model.allocation import flows
from scheduler.model.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MOST_COLUMNS = 300
_NOTHING_PROVEN = -(2**62)
_FIRST_MARKUP, _FIRST_SPREAD = 1.2, 0.8
_LEAST_PAY = 0.05
_SERIOUS = 0.1
_STALLED = 200
_OUTSIDE = 10**7
"""Units for each operator by whom a day leaves its bounds: enough to keep it there, and any amount leaves the bound valid."""
_MASTER_ROUNDS = 40
_FIRST_STEP, _NULLS_BEFORE_SHRINKING, _SHRINK, _LEAST_STEP = 20.0, 10, 0.7, 0.02


@dataclass(eq=False)
class Dual:
    """State of the bundle method; `improve` takes one step.

    Attributes
    ----------
    bound
        Best proven bound, in units, a multiple of the problem's cost step.
    start
        Presence of a roster that is known, shape (skills, all cells): the first prices lean to where it lacks people.
    price
        Best prices of the goods, shape (goods,); without queues and head counts a good is presence in an open cell.
    pay_per_cell
        Cost of a cell of presence that is common in this problem, or a small part of what a lack costs where presence
        costs next to nothing: a unit for prices.
    presence
        How much of each good the operators give at those prices, fractional, shape (goods,).
    wanted
        The dual's fractional presence of each skill, shape (skills, cells): guidance for construction.
    """

    crew: Crew
    start: Ints
    blocks: int = 1
    price: Floats = field(init=False)
    pay_per_cell: float = field(init=False)
    bound: int = _NOTHING_PROVEN
    presence: Floats = field(init=False)
    converged: bool = False

    def __post_init__(self) -> None:
        problem = self.crew.problem
        self.goods = Goods(problem)
        self._take_curves(self.goods.curve)
        self._members = np.array([len(each.members) for each in problem.classes], dtype=np.int64)
        self._block = np.arange(len(problem.classes), dtype=np.int64) % self.blocks
        self._answers = np.zeros((0, len(self.goods.row)))
        self._by_skill = np.zeros((0, *self.crew.zeros.shape))
        self._costs = np.zeros(0)
        self._products = np.zeros((0, 0))
        self._column_block = np.zeros(0, dtype=np.int64)
        self._weights = np.zeros(0)
        pay = self.pay_per_cell = max(_pay_per_cell(problem), _LEAST_PAY * cost_of_a_lack(problem))
        required = problem.staffing.required[:, problem.cell_interval[problem.open_cells]]
        missing = required - flows(problem, self.start, problem.open_cells).sum(axis=0)
        lack = np.clip(missing / np.maximum(1.0, 0.1 * required), -1.0, 1.0)
        self.price = np.zeros(len(self.goods.row))
        self.price[: required.size] = (-pay * (_FIRST_MARKUP + _FIRST_SPREAD * lack)).reshape(-1)
        self._step = _FIRST_STEP * max(1.0, pay) / max(7.0, float(problem.staffing.required.max(initial=1)))
        self._first_step, self._least_step = self._step, _LEAST_STEP * self._step
        self._value = -np.inf
        self._nulls = self._stalled = 0
        self.presence = np.zeros(len(self.goods.row))

    @property
    def wanted(self) -> Floats:
        """See the class."""
        problem = self.crew.problem
        if not problem.has_one_queue:
            return np.tensordot(self._weights, self._by_skill, axes=1)
        wanted = self.crew.zeros.copy()
        wanted[0, problem.open_cells] = self.goods.of_queues(self.presence)[0]
        return wanted

    @property
    def price_scale(self) -> float:
        """Mean size of the prices of presence, 1 where all are 0."""
        lines = self.goods.lines(self.price)[:, self.crew.problem.open_cells]
        return float(np.abs(lines).mean()) or 1.0

    def improve(self) -> int:
        """Take one step: solve the master, ask all classes at its prices; return the best bound so far."""
        if not len(self._weights):
            self._value = self._evaluate(self.price)
            self._evaluate(np.zeros_like(self.price))  # what no roster avoids is a bound from the first moment on
            return self.bound
        before, (candidate, expected) = self.bound, self._solve_master()
        value = self._evaluate(candidate)
        self._stalled = 0 if self.bound > before else self._stalled + 1
        self.converged = self._stalled >= _STALLED
        if value >= self._value + _SERIOUS * (expected - self._value):
            self._value, self.price, self._nulls = value, np.round(candidate), 0
            self._step *= 1.5
        else:
            self._nulls += 1
            if self._nulls % _NULLS_BEFORE_SHRINKING == 0:
                self._step = max(self._step * _SHRINK, self._least_step)
        return self.bound

    @property
    def days_worked(self) -> Floats:
        """How many work on each day in the dual's fractional answer; shape (days,)."""
        return self.goods.of_days(self.presence)

    def restrict(self, least: Ints, most: Ints, price: Floats) -> None:
        """Bound how many work on each day (days,), and go on from prices (goods,); `bound` then holds for such rosters only.

        What has been learnt of the operators' rosters stays.
        """
        number = np.arange(self._curve.shape[1])
        outside = np.maximum(least[:, None] - number, 0) + np.maximum(number - most[:, None], 0)
        self._take_curves(np.vstack([self._curve[: -len(least)], outside * _OUTSIDE]))
        self.bound, self._stalled, self._nulls, self._step = _NOTHING_PROVEN, 0, 0, self._first_step
        self.price, self._value = price, self._evaluate(price)

    def is_stalled(self, steps: int) -> bool:
        """Whether the bound has not risen in so many steps."""
        return self._stalled >= steps

    def _take_curves(self, curve: Ints) -> None:
        self._curve, self._slopes, self._base = curve, np.diff(curve, axis=1), curve[:, 0].copy()

    def _evaluate(self, price: Floats) -> float:
        """L at a price, exactly; the answers become columns of the master."""
        whole = np.round(price).astype(np.int64)
        lines = self.goods.lines(whole)
        presence = np.zeros((self.blocks, *lines.shape), dtype=np.int64)
        worked = np.zeros((self.blocks, self.crew.problem.days), dtype=np.int64)
        cost = np.zeros(self.blocks, dtype=np.int64)
        possible = kernels.answer_prices(
            self.crew.chains, self.crew.shifts, self.crew.walks, self._members, self._block, lines,
            self.goods.of_days(whole), presence, worked, cost,
        )
        if not possible:
            raise AssertionError("a class without a legal roster reached the bound")
        value = int(cost.sum()) + int(kernels.conjugate(self._slopes, self.goods.row, whole, self._base))
        step = self.crew.problem.cost_step
        bound = -(-value // step) * step
        self.bound = max(self.bound, bound)
        answers = self.goods.credit(whole, presence, worked).astype(np.float64)
        self._add_columns(answers, cost - answers @ whole, presence[..., : self.crew.problem.cells])
        return float(value)

    def _add_columns(self, answers: Floats, costs: Floats, by_skill: Ints) -> None:
        first = not len(self._weights)
        # With fewer the bound stalls: on fine grids, and where prices of queues tie, the mixture has many answers.
        if len(self._weights) >= _MOST_COLUMNS * self.blocks:
            kept = np.sort(np.argsort(-self._weights, kind="stable")[: _MOST_COLUMNS * self.blocks * 2 // 3])
            self._answers, self._costs = self._answers[kept], self._costs[kept]
            self._by_skill = self._by_skill[kept] if len(self._by_skill) else self._by_skill
            self._products = self._products[np.ix_(kept, kept)]
            self._column_block, self._weights = self._column_block[kept], self._weights[kept]
            sums = np.bincount(self._column_block, self._weights, self.blocks)
            self._weights = self._weights / sums[self._column_block]
        self._answers = np.vstack([self._answers, answers])
        if not self.crew.problem.has_one_queue:
            self._by_skill = np.concatenate([self._by_skill, by_skill])
        beside = answers @ self._answers.T
        self._products = np.block([[self._products, beside[:, :-len(answers)].T], [beside]])
        self._costs = np.append(self._costs, costs)
        self._column_block = np.append(self._column_block, np.arange(self.blocks))
        self._weights = np.append(self._weights, np.ones(self.blocks) if first else np.zeros(self.blocks))

    def _solve_master(self) -> tuple[Floats, float]:
        """Prices that maximise the model of L less the proximal term, and what the model promises there."""
        value, price = self._model(self._weights)
        for _ in range(_MASTER_ROUNDS):
            gradient = self._costs + self._answers @ price
            if self._slack(gradient) <= 0.02 * max(abs(value - self._value), 1e-6 * abs(value)):
                break
            # Where the price rests on a slope the curvature is 0, not the step: the quadratic lies above the function,
            # so that no round can fail, and its matrix is known from the products of the answers.
            hessian = self._step * self._products
            target = self._weights.copy()
            kernels.simplex_descent(gradient.copy(), hessian, target, self._column_block, 300)
            trial_value, trial_price = self._model(target)
            if trial_value >= value:
                break
            self._weights, value, price = target, trial_value, trial_price
        self.presence = self._weights @ self._answers
        return price, value

    def _slack(self, gradient: Floats) -> float:
        least = np.full(self.blocks, np.inf)
        np.minimum.at(least, self._column_block, gradient)
        return float(gradient @ self._weights - least.sum())

    def _model(self, weights: Floats) -> tuple[float, Floats]:
        """Dual objective of the master at the weights, and its prices."""
        asked = weights @ self._answers
        pushed = self.price + self._step * asked
        price, present = np.empty_like(pushed), np.empty_like(pushed)
        kernels.proximal_price(self._slopes, self.goods.row, pushed, self._step, price, present)
        moved = price - self.price
        below = np.floor(present)
        curve = self._curve
        top = curve.shape[1] - 1
        low = np.clip(below.astype(np.int64), 0, top)
        staffing = curve[self.goods.row, low] + (present - below) * self._slopes[self.goods.row, np.minimum(low, top - 1)]
        value = self._costs @ weights + np.sum(staffing + price * (asked - present) - moved**2 / (2 * self._step))
        return float(value), price


def _pay_per_cell(problem: Problem) -> float:
    """Middle cost of a cell of presence: the price at which presence pays for itself."""
    costs = [each.cost / (problem.table.end - problem.table.start)[each.rows] for each in problem.classes if len(each.rows)]
    return float(np.median(np.concatenate(costs))) if costs else 0.0


def cost_of_a_lack(problem: Problem) -> float:
    """Middle cost of the first operator who is missing in a cell, in units."""
    staffing, intervals = problem.staffing, np.unique(problem.cell_interval[problem.open_cells])
    curve = staffing.curve[:, intervals].reshape(-1, staffing.curve.shape[-1])
    required = np.minimum(staffing.required[:, intervals].reshape(-1), curve.shape[-1] - 1)
    lines = np.flatnonzero(required > 0)
    rises = curve[lines, required[lines] - 1] - curve[lines, required[lines]]
    return max(1.0, float(np.median(rises))) if len(rises) else 1.0
