"""The proximal master: prices that nearly maximise the model of the dual, less what it costs to leave the best prices known.

The cost of coverage stays in it as it is; only rosters are approximated, by the columns seen so far. Its own dual is a
piecewise quadratic over the simplex of the columns' weights, which a few rounds of descent solve well enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.bundle import Bundle
from scheduler.engine.bound.coupling import CouplingCosts
from scheduler.engine.compiled.master import proximal_price, simplex_descent
from scheduler.engine.parameters import Count, Parameters, Share

Floats = NDArray[np.float64]


class MasterParams(Parameters):
    """How well the master is solved: a rough solution does, for what the next columns teach is worth more.

    Parameters
    ----------
    rounds, descents
        Rounds at most, and descents in each. Two rounds gave the same bound after as many steps as up to 40, in a quarter of
        the time.
    accuracy
        Part of the promised rise by which the weights may miss the optimum.
    """

    rounds: Count = 2
    descents: Count = 300
    accuracy: Share = 0.02


@dataclass(frozen=True, eq=False)
class Centre:
    """Where the proximal term is 0: the best prices known, the value of the dual there, and the length of the step."""

    prices: Floats
    value: float
    step: float


def solve_master(bundle: Bundle, costs: CouplingCosts, centre: Centre, params: MasterParams) -> tuple[Floats, float]:
    """Prices (constraints,), and the value that the model promises there; leaves the weights of the columns in the bundle."""
    value, prices = _model(bundle, costs, centre, bundle.weights)
    for _ in range(params.rounds):
        gradient = bundle.costs + bundle.activities @ prices
        promised = max(abs(value - centre.value), 1e-6 * abs(value))
        if float(gradient @ bundle.weights - gradient.min()) <= params.accuracy * promised:
            break
        # Where the price rests on a slope the curvature is 0, not the step: the quadratic lies above the function,
        # so that no round can fail, and its matrix is known from the products of the columns.
        weights = bundle.weights.copy()
        simplex_descent(gradient, bundle.products, centre.step, weights, params.descents)
        trial_value, trial_prices = _model(bundle, costs, centre, weights)
        if trial_value >= value:
            break
        bundle.weights, value, prices = weights, trial_value, trial_prices
    return prices, value


def _model(bundle: Bundle, costs: CouplingCosts, centre: Centre, weights: Floats) -> tuple[float, Floats]:
    """Dual objective of the master at the weights, and its prices."""
    asked, steps = weights @ bundle.activities, centre.step * bundle.scale
    pushed = centre.prices + steps * asked
    prices, present = np.empty_like(pushed), np.empty_like(pushed)
    proximal_price(costs.slopes, costs.curve_of, pushed, steps, prices, present)
    moved = prices - centre.prices
    value = bundle.costs @ weights + np.sum(costs.at(present) + prices * (asked - present) - moved**2 / (2 * steps))
    return float(value), prices
