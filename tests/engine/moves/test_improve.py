"""Neighbourhoods of the incumbent: what is picked, and that re-optimising it never makes a roster worse."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.crew import Crew
from scheduler.engine.moves.improve import everything, reoptimise, some_days, some_people
from scheduler.model.solution import Solution
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS, MANY, assert_sound, work
from tests.builders.plans import DAY, people, plan

CREW = Crew.of(problem_of(MANY))
FEW = plan(LOADS, horizon=2, shifts=[DAY], operators=people("free", "free"))


@pytest.fixture(scope="module")
def incumbent() -> Solution:
    """A first roster, one sweep from nobody working."""
    solution = CREW.empty()
    CREW.sweep(solution, np.arange(CREW.problem.operators))
    return solution


@pytest.mark.parametrize("pick", [some_days, some_people, everything])
def test_a_neighbourhood_has_free_pairs_of_one_week_at_most(pick, incumbent):
    for seed in range(30):
        free = pick(CREW, incumbent, 14, np.random.default_rng(seed))
        assert free.shape == incumbent.rows.shape
        assert free.any()
        days = np.flatnonzero(free.any(axis=0))
        if pick is not everything:
            assert days.min() // 7 == days.max() // 7
        else:
            assert free.all()


@pytest.mark.parametrize("size", [1, 14, 40, 10_000])
def test_some_days_have_as_many_pairs_as_wanted_and_more_than_one_day_only_with_everybody(size, incumbent):
    operators = CREW.problem.operators
    for seed in range(10):
        free = some_days(CREW, incumbent, size, np.random.default_rng(seed))
        days = np.flatnonzero(free.any(axis=0))
        assert len(days) == max(1, min(size // operators, 7))
        assert free.sum() == min(size // len(days), operators) * len(days)


@pytest.mark.parametrize("pick", [some_days, some_people])
def test_every_pair_is_free_some_time(pick, incumbent):
    rng = np.random.default_rng(0)
    assert np.logical_or.reduce([pick(CREW, incumbent, 14, rng) for _ in range(300)]).all()


@pytest.mark.parametrize("backend", ["cp-sat", "highs"])
@pytest.mark.parametrize("pick", [some_days, some_people])
def test_reoptimising_gives_a_legal_roster_that_costs_no_more(pick, backend, incumbent):
    free = pick(CREW, incumbent, 10, np.random.default_rng(1))
    found = reoptimise(CREW, incumbent, free, work(100), 3.0, 0, backend=backend)
    assert found is not None
    assert_sound(MANY, CREW, found.solution)
    assert found.bound <= found.cost == CREW.cost(found.solution) <= CREW.cost(incumbent)
    assert np.array_equal(found.solution.rows[~free], incumbent.rows[~free])


def test_the_whole_of_a_small_problem_is_proven_and_its_bound_is_its_cost():
    crew = Crew.of(problem_of(FEW))
    solution = crew.empty()
    found = reoptimise(crew, solution, np.ones((2, 2), dtype=np.bool_), work(50), 50, 0, backend="cp-sat")
    assert found is not None
    assert found.proven
    assert found.bound == found.cost == crew.cost(found.solution)


def test_reoptimising_counts_the_work_it_took_and_leaves_no_solver_behind(incumbent):
    budget = work(100)
    reoptimise(CREW, incumbent, some_days(CREW, incumbent, 6, np.random.default_rng(0)), budget, 3.0, 0, backend="cp-sat")
    assert 0 < budget.spent < 100
    budget.interrupt()


def test_the_same_seed_and_work_give_the_same_roster(incumbent):
    free = some_people(CREW, incumbent, 21, np.random.default_rng(2))
    one, other = (reoptimise(CREW, incumbent, free, work(100), 0.2, 5, backend="cp-sat") for _ in range(2))
    assert one is not None and other is not None
    assert np.array_equal(one.solution.rows, other.solution.rows)
    assert np.array_equal(one.solution.breaks, other.solution.breaks)
