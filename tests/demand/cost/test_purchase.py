"""Outside operators: the least of buying and doing without, against trying every number, and convex again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.cost.purchase import operators_bought, with_bought


@st.composite
def convex_curves(draw):
    slopes = draw(st.lists(st.integers(-50, 20), min_size=4, max_size=12))
    return np.concatenate([[0], np.cumsum(sorted(slopes))]) + 600


@given(convex_curves(), st.integers(0, 60), st.integers(0, 12), st.integers(1, 3))
def test_it_is_the_cheapest_number_and_the_smallest_of_them(curve, price, capacity, most):
    (bought,) = operators_bought(curve[None, :], np.array([price]), np.array([capacity]), most)
    for own in range(most + 1):
        costs = [curve[own + j] + price * j for j in range(min(capacity, len(curve) - 1 - own) + 1)]
        assert bought[own] == int(np.argmin(costs))


@given(convex_curves(), st.integers(0, 60), st.integers(0, 12))
def test_the_cost_with_outside_help_is_convex_and_never_above_that_without(curve, price, capacity):
    most = len(curve) - 2
    bought = operators_bought(curve[None, :], np.array([price]), np.array([capacity]), most)
    total = with_bought(curve[None, :], bought) + price * bought
    assert (np.diff(total[0], n=2) >= 0).all()
    assert (total[0] <= curve[: most + 1]).all()


def test_each_interval_has_its_own_price_and_capacity():
    curve = np.array([[90, 60, 30, 0, 0]] * 3)
    bought = operators_bought(curve, np.array([29, 30, 1]), np.array([9, 9, 2]), 2)
    assert bought.tolist() == [[3, 2, 1], [0, 0, 0], [2, 2, 1]]
