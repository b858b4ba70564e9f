"""Neighbourhoods of the incumbent: what is picked."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.crew import Crew
from scheduler.engine.moves.neighbourhoods import everything, some_days, some_operators
from scheduler.model.solution import Solution
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY

CREW = Crew.of(problem_of(MANY))


@pytest.fixture(scope="module")
def incumbent() -> Solution:
    """A first roster, one sweep from nobody working."""
    solution = CREW.empty()
    CREW.sweep(solution, np.arange(CREW.problem.operators))
    return solution


@pytest.mark.parametrize("pick", [some_days, some_operators])
def test_a_neighbourhood_has_free_pairs_of_one_week_at_most(pick, incumbent):
    for seed in range(30):
        free = pick(CREW, incumbent, 14, np.random.default_rng(seed))
        assert free.shape == incumbent.rows.shape
        assert free.any()
        days = np.flatnonzero(free.any(axis=0))
        assert days.min() // 7 == days.max() // 7


def test_everything_is_every_pair():
    assert everything(CREW).shape == (CREW.problem.operators, CREW.problem.days)
    assert everything(CREW).all()


@pytest.mark.parametrize("size", [1, 14, 40, 10_000])
def test_some_days_have_as_many_pairs_as_wanted_and_more_than_one_day_only_with_everybody(size, incumbent):
    operators = CREW.problem.operators
    for seed in range(10):
        free = some_days(CREW, incumbent, size, np.random.default_rng(seed))
        days = np.flatnonzero(free.any(axis=0))
        assert len(days) == max(1, min(size // operators, 7))
        assert free.sum() == min(size // len(days), operators) * len(days)


@pytest.mark.parametrize("pick", [some_days, some_operators])
def test_every_pair_is_free_some_time(pick, incumbent):
    rng = np.random.default_rng(0)
    assert np.logical_or.reduce([pick(CREW, incumbent, 14, rng) for _ in range(300)]).all()
