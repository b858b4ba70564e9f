"""A goal over many intervals: optimal against enumeration, and a bound that holds."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.requirement.goal import least_operators

GAINS = st.lists(st.integers(0, 20), min_size=1, max_size=4)
SHARES = st.integers(0, 40).map(lambda part: part / 40)


def curves(gains: list[list[int]], *, concave: bool) -> list[np.ndarray]:
    ordered = [sorted(row, reverse=True) if concave else row for row in gains]
    return [np.concatenate([[0.0], np.cumsum(row)]) for row in ordered]


def fewest(answered, least, cells, goal) -> float:
    """By trying all choices."""
    totals = [
        sum((low + k) * c for low, k, c in zip(least, choice, cells, strict=True))
        for choice in product(*(range(len(curve)) for curve in answered))
        if sum(curve[k] for curve, k in zip(answered, choice, strict=True)) >= goal
    ]
    return min(totals)


@given(st.lists(GAINS, min_size=1, max_size=4), SHARES, st.integers(0, 3))
def test_concave_curves_of_equal_length_are_solved_exactly(gains, share, low):
    answered = curves(gains, concave=True)
    least, cells = np.full(len(answered), low), np.full(len(answered), 3)
    goal = share * sum(curve[-1] for curve in answered)
    spread = least_operators(answered, least, cells, goal)
    assert spread.cells == fewest(answered, least, cells, goal * (1 - 1e-9))


@given(st.lists(GAINS, min_size=1, max_size=4), st.data(), SHARES)
def test_any_curves_keep_the_goal_and_the_bound_holds(gains, data, share):
    answered = curves(gains, concave=False)
    numbers = st.lists(st.integers(1, 3), min_size=len(answered), max_size=len(answered))
    least, cells = np.array(data.draw(numbers)), np.array(data.draw(numbers))
    goal = share * sum(curve[-1] for curve in answered)
    spread = least_operators(answered, least, cells, goal)
    assert (spread.operators >= least).all()
    assert spread.cells == spread.operators @ cells
    reached = sum(curve[k - low] for curve, k, low in zip(answered, spread.operators, least, strict=True))
    assert reached >= goal * (1 - 2e-9)
    assert spread.bound <= fewest(answered, least, cells, goal * (1 - 1e-9)) + 1e-9
    assert spread.bound <= spread.cells


def test_operators_go_where_they_answer_most():
    answered = [np.array([0.0, 8.0, 9.0]), np.array([0.0, 0.5, 0.6])]
    spread = least_operators(answered, np.array([1, 1]), np.array([1, 1]), 9)
    assert spread.operators.tolist() == [3, 1]


def test_a_step_that_overshoots_is_replaced_by_a_cheaper_one():
    answered = [np.array([0.0, 10.0]), np.array([0.0, 4.0]), np.array([0.0, 3.9])]
    spread = least_operators(answered, np.zeros(3, dtype=int), np.array([2, 1, 1]), 4)
    assert (spread.operators.tolist(), spread.cells) == ([0, 1, 0], 1)


def test_a_goal_out_of_reach_is_an_error():
    with pytest.raises(ValueError, match="out of reach"):
        least_operators([np.array([0.0, 1.0])], np.array([0]), np.array([1]), 2)
