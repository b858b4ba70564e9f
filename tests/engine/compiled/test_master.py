"""The master of the bundle method against enumeration and plain arithmetic."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.compiled import master
from tests.builders.properties import examples


@st.composite
def convex_curves(draw: st.DrawFn) -> np.ndarray:
    """Convex costs of 0 to a few operators in a few intervals; shape (intervals, most + 1)."""
    intervals, most = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    slopes = draw(st.lists(st.lists(st.integers(-20, 20), min_size=most, max_size=most).map(sorted),
                           min_size=intervals, max_size=intervals))
    first = draw(st.lists(st.integers(0, 50), min_size=intervals, max_size=intervals))
    return np.array([np.cumsum([base, *row]) for base, row in zip(first, slopes, strict=True)])


@settings(max_examples=examples(150))
@given(curve=convex_curves(), data=st.data())
def test_the_conjugate_is_the_least_cost_of_coverage_less_what_presence_earns(curve, data):
    cells = data.draw(st.lists(st.integers(0, len(curve) - 1), min_size=1, max_size=5))
    price = np.array(data.draw(st.lists(st.integers(-25, 25), min_size=len(cells), max_size=len(cells))))
    earned = np.arange(curve.shape[1])
    expected = sum(int((curve[interval] - each * earned).min()) for interval, each in zip(cells, price, strict=True))
    assert master.conjugate(np.diff(curve, axis=1), np.array(cells), price, curve[:, 0].copy()) == expected


@settings(max_examples=examples(150))
@given(curve=convex_curves(), pushed=st.floats(-40, 40), step=st.floats(0.1, 10))
def test_the_proximal_price_makes_its_presence_the_cheapest(curve, pushed, step):
    slopes, price, present = np.diff(curve, axis=1), np.zeros(1), np.zeros(1)
    master.proximal_price(slopes, np.array([0]), np.array([pushed]), np.array([step]), price, present)
    assert np.isclose(price[0] + step * present[0], pushed, atol=1e-9)
    assert 0 <= present[0] <= slopes.shape[1]
    below, above = int(np.ceil(present[0] - 1e-9)) - 1, int(np.floor(present[0] + 1e-9))
    assert below < 0 or slopes[0, below] <= price[0] + 1e-9
    assert above >= slopes.shape[1] or slopes[0, above] >= price[0] - 1e-9


@settings(max_examples=examples(100))
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(1, 12))
def test_simplex_descent_keeps_the_weights_on_the_simplex_and_reaches_the_minimum(seed, size):
    rng = np.random.default_rng(seed)
    factor, linear = rng.normal(size=(size, size + 1)), rng.normal(size=size)
    hessian = factor @ factor.T
    weight = np.full(size, 1.0 / size)
    master.simplex_descent(hessian @ weight + linear, hessian / 2.0, 2.0, weight, 20_000)
    gradient = hessian @ weight + linear
    assert (weight >= 0).all()
    assert np.isclose(weight.sum(), 1.0)
    assert gradient @ weight - gradient.min() <= 1e-5 * max(1.0, np.abs(gradient).max())
