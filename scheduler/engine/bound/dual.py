"""The proven bound: the Lagrangian dual of coverage, maximised by a proximal bundle method.

Presence is bought at a price per cell, so that every operator is alone and his cheapest legal roster is known exactly:

    L(w) = Σ_cells min_k (cost_t(k) − w_t k) + Σ_operators min_roster (cost + Σ_t w_t presence_t)

With several queues and head counts the prices are those of `goods`, of which an operator's presence gives the best he can. L
is a lower bound for every w (weak duality). Prices are rounded to integers before L is computed, in integers: the bound is
exact, not subject to rounding. The curve of coverage stays in the master as it is; only rosters are approximated by
the answers seen so far (Kiwiel; Lemaréchal: bundle methods; the dual of the master is a piecewise quadratic over a simplex).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.bundle import Bundle, Count, Rosters, count
from scheduler.engine.bound.goods import Goods
from scheduler.engine.compiled import kernels
from scheduler.engine.crew import Crew
from scheduler.model.allocation import flows
from scheduler.model.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NOTHING_PROVEN = -(2**62)
_FIRST_MARKUP, _FIRST_SPREAD = 1.2, 0.8
_LEAST_PAY = 0.05
_SERIOUS = 0.1
_STALLED = 200
_OUTSIDE = 10**7
"""Units for each operator by whom a day leaves its bounds: enough to keep it there, and any amount leaves the bound valid."""
_MASTER_ROUNDS, _DESCENTS = 2, 300
"""A rough answer of the master does: what the next prices teach is worth more than where exactly they lie."""
_FREE = 1e-6
"""Scale of a day's price where nothing bounds the day and the price stays 0."""
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
    bundle
        What the operators have answered so far.
    """

    crew: Crew
    start: Ints
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
        self._settled = np.zeros((len(self.crew.zeros), problem.all_cells), dtype=np.int64)
        self._settled_days = np.zeros(problem.days, dtype=np.int64)
        scale = np.ones(len(self.goods.row))
        self.goods.of_days(scale)[:] = _FREE
        self.bundle = Bundle(self.crew, scale)
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
        """The dual's fractional presence of each skill, shape (skills, cells): guidance for construction."""
        bundle = self.bundle
        used = np.flatnonzero(bundle.weights > 0)
        presence = count(self.crew, bundle.rosters[used], self._members).presence[..., : self.crew.problem.cells]
        return np.tensordot(bundle.weights[used], presence, axes=1)

    @property
    def price_scale(self) -> float:
        """Mean size of the prices of presence, 1 where all are 0."""
        lines = self.goods.lines(self.price)[:, self.crew.problem.open_cells]
        return float(np.abs(lines).mean()) or 1.0

    @property
    def step(self) -> float:
        """Length of the proximal step, in first steps."""
        return self._step / self._first_step

    def fork(self) -> Dual:
        """A copy that goes its own way."""
        other = copy.copy(self)
        other.bundle = self.bundle.fork()
        return other

    def improve(self) -> int:
        """Take one step: solve the master, ask all classes at its prices; return the best bound so far."""
        if not self.bundle.size:
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

    def restrict(self, least: Ints, most: Ints, price: Floats, step: float) -> None:
        """Bound how many work on each day (days,), and go on from prices (goods,); `bound` then holds for such rosters only.

        What has been learnt of the operators' rosters stays. `step` is the length of the proximal step, in first steps.
        """
        number = np.arange(self._curve.shape[1])
        outside = np.maximum(least[:, None] - number, 0) + np.maximum(number - most[:, None], 0)
        self._take_curves(np.vstack([self._curve[: -len(least)], outside * _OUTSIDE]))
        # A day's price acts on a shift as a price in each of its cells does, so it has as much farther to go.
        scale, table = self.bundle.scale.copy(), self.crew.problem.table
        self.goods.of_days(scale)[:] = np.where(outside.any(axis=1), np.mean(table.end - table.start), _FREE)
        self.bundle.rescale(scale)
        self._go_on(price, step)

    def settle(self, members: Ints, presence: Ints, worked: Ints, step: float) -> None:
        """Leave only so many `members` of each class (classes,) free; what the rosters of the others come to is given.

        `presence` has shape (skills, all cells), `worked` (days,). `bound` then leaves out the pay of who is settled.
        """
        self._members, self._settled, self._settled_days = members, presence, worked
        counted, price = count(self.crew, self.bundle.rosters, members), np.round(self.price).astype(np.int64)
        self.bundle.recount(self._credit(price, counted), counted.own)
        self._go_on(self.price, step)

    def is_stalled(self, steps: int) -> bool:
        """Whether the bound has not risen in so many steps."""
        return self._stalled >= steps

    def _go_on(self, price: Floats, step: float) -> None:
        self.bound, self._stalled, self._nulls, self._step = _NOTHING_PROVEN, 0, 0, step * self._first_step
        self.price, self._value = price, self._evaluate(price)

    def _credit(self, price: Ints, counted: Count) -> Ints:
        """Goods of answers, those of the settled included; shape (answers, goods)."""
        return self.goods.credit(price, counted.presence + self._settled, counted.worked + self._settled_days)

    def _take_curves(self, curve: Ints) -> None:
        self._curve, self._slopes, self._base = curve, np.diff(curve, axis=1), curve[:, 0].copy()

    def _evaluate(self, price: Floats) -> float:
        """L at a price, exactly; the answer joins the bundle."""
        whole = np.round(price).astype(np.int64)
        lines, rosters = self.goods.lines(whole), Rosters.room(self.crew, 1)
        possible = kernels.answer_prices(
            self.crew.chains, self.crew.shifts, self.crew.walks, self._members, lines, self.goods.of_days(whole),
            rosters.rows[0], rosters.chain[0], rosters.breaks[0],
        )
        if not possible:
            raise AssertionError("a class without a legal roster reached the bound")
        counted = count(self.crew, rosters, self._members)
        goods = self._credit(whole, counted)[0]
        own = int(counted.own[0])
        value = own + int(goods @ whole) + int(kernels.conjugate(self._slopes, self.goods.row, whole, self._base))
        step = self.crew.problem.cost_step
        self.bound = max(self.bound, -(-value // step) * step)
        self.bundle.add(goods, own, rosters)
        return float(value)

    def _solve_master(self) -> tuple[Floats, float]:
        """Prices that nearly maximise the model of L less the proximal term, and what the model promises there."""
        bundle = self.bundle
        value, price = self._model(bundle.weights)
        for _ in range(_MASTER_ROUNDS):
            gradient = bundle.costs + bundle.goods @ price
            if float(gradient @ bundle.weights - gradient.min()) <= 0.02 * max(abs(value - self._value), 1e-6 * abs(value)):
                break
            # Where the price rests on a slope the curvature is 0, not the step: the quadratic lies above the function,
            # so that no round can fail, and its matrix is known from the products of the answers.
            target = bundle.weights.copy()
            kernels.simplex_descent(gradient, bundle.products, self._step, target, _DESCENTS)
            trial_value, trial_price = self._model(target)
            if trial_value >= value:
                break
            bundle.weights, value, price = target, trial_value, trial_price
        self.presence = bundle.weights @ bundle.goods
        return price, value

    def _model(self, weights: Floats) -> tuple[float, Floats]:
        """Dual objective of the master at the weights, and its prices."""
        asked, steps = weights @ self.bundle.goods, self._step * self.bundle.scale
        pushed = self.price + steps * asked
        price, present = np.empty_like(pushed), np.empty_like(pushed)
        kernels.proximal_price(self._slopes, self.goods.row, pushed, steps, price, present)
        moved = price - self.price
        below = np.floor(present)
        curve = self._curve
        top = curve.shape[1] - 1
        low = np.clip(below.astype(np.int64), 0, top)
        staffing = curve[self.goods.row, low] + (present - below) * self._slopes[self.goods.row, np.minimum(low, top - 1)]
        value = self.bundle.costs @ weights + np.sum(staffing + price * (asked - present) - moved**2 / (2 * steps))
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
