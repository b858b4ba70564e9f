"""Convex minorants: the greatest ones, and convex integers near them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scheduler.demand.convex import convex_minorant, integer_convex

TABLES = arrays(float, st.tuples(st.integers(1, 4), st.integers(2, 12)), elements=st.floats(-100, 100))


@given(TABLES)
def test_it_is_convex_and_nowhere_above(values):
    found = convex_minorant(values)
    assert (found <= values).all()
    assert (np.diff(found, n=2, axis=1) >= -1e-9).all()


@given(TABLES)
def test_none_is_greater(values):
    """Every chord of the values bounds a convex minorant from above; at each point the lowest chord is attained."""
    found = convex_minorant(values)
    for row, low in zip(values, found, strict=True):
        for k in range(len(row)):
            chords = [
                row[i] + (row[j] - row[i]) * (k - i) / (j - i)
                for i in range(k) for j in range(k + 1, len(row))
            ]
            assert abs(low[k] - min([row[k], *chords])) < 1e-9


@given(TABLES)
def test_convex_values_stay(values):
    convex = convex_minorant(values)
    assert np.allclose(convex_minorant(convex), convex, atol=1e-9)


@given(TABLES)
def test_integers_are_convex_and_near(values):
    convex = convex_minorant(values)
    found = integer_convex(convex)
    assert found.dtype == np.int64
    assert (np.diff(found, n=2, axis=1) >= 0).all()
    steps_from_the_end = np.arange(values.shape[1])[::-1]
    assert (np.abs(found - convex) <= 0.5 * (steps_from_the_end + 1) + 1e-6).all()
