"""Back ends: re-optimising a neighbourhood never makes a roster worse, and leaves nothing behind."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.crew import Crew
from scheduler.engine.moves.backends import CpSat, Highs
from scheduler.engine.moves.neighbourhoods import some_days, some_operators
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


@pytest.mark.parametrize("backend", [CpSat, Highs])
@pytest.mark.parametrize("pick", [some_days, some_operators])
def test_reoptimising_gives_a_legal_roster_that_costs_no_more(pick, backend, incumbent):
    free = pick(CREW, incumbent, 10, np.random.default_rng(1))
    found = backend(CREW, work(100)).reoptimise(incumbent, free, 0.5, 0)
    assert found is not None
    assert_sound(MANY, CREW, found.solution)
    assert found.bound is None or found.bound <= found.cost
    assert found.cost == CREW.cost(found.solution) <= CREW.cost(incumbent)
    assert np.array_equal(found.solution.rows[~free], incumbent.rows[~free])


def test_the_whole_of_a_small_problem_is_proven_and_its_bound_is_its_cost():
    crew = Crew.of(problem_of(FEW))
    solution = crew.empty()
    found = CpSat(crew, work(50)).reoptimise(solution, np.ones((2, 2), dtype=np.bool_), 50, 0)
    assert found is not None
    assert found.proven
    assert found.bound == found.cost == crew.cost(found.solution)


def test_reoptimising_counts_the_work_it_took_and_leaves_no_solver_behind(incumbent):
    budget = work(100)
    CpSat(CREW, budget).reoptimise(incumbent, some_days(CREW, incumbent, 6, np.random.default_rng(0)), 0.5, 0)
    assert 0 < budget.spent < 100
    budget.interrupt()


@pytest.mark.heavy
def test_the_same_seed_and_work_give_the_same_roster(incumbent):
    free = some_operators(CREW, incumbent, 21, np.random.default_rng(2))
    one, other = (CpSat(CREW, work(100)).reoptimise(incumbent, free, 0.2, 5) for _ in range(2))
    assert one is not None and other is not None
    assert np.array_equal(one.solution.rows, other.solution.rows)
    assert np.array_equal(one.solution.breaks, other.solution.breaks)
