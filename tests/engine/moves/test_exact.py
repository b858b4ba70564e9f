"""Exact moves: how they find the size that can be solved, and that the bound of the whole is proven."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.backends import Improvement
from scheduler.engine.moves.exact import ExactNeighbourhood, ExactParams, WholeParams, WholeProblem
from scheduler.engine.moves.neighbourhoods import some_days
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS
from tests.builders.plans import DAY, people, plan

CREW = Crew.of(problem_of(plan(LOADS, horizon=3, shifts=[DAY], operators=people(*["free"] * 6))))
PAIRS = CREW.problem.operators * CREW.problem.days


class Solver:
    """A back end that always gives the same."""

    name = "solver"

    def __init__(self, found: Improvement | None) -> None:
        self.found, self.slices = found, []

    def reoptimise(self, base, free, seconds, seed):
        self.slices.append(seconds)
        return self.found


def monitor() -> Monitor:
    """A monitor of a search with a first roster."""
    monitor, solution = Monitor(CREW, Budget(600)), CREW.empty()
    CREW.sweep(solution, np.arange(CREW.problem.operators))
    monitor.offer(solution, monitor.incumbent, "first")
    return monitor


def exact(solver: Solver, size: int, monitor: Monitor) -> ExactNeighbourhood:
    """Days of a small problem, with slices of two to four seconds."""
    return ExactNeighbourhood(CREW, some_days, solver, monitor, ExactParams(), size=size, seconds=2.0, most_s=4.0)


def test_it_is_named_by_what_it_frees_and_what_solves_it():
    assert exact(Solver(None), 4, monitor()).name == "some days, solver"


def test_it_shrinks_once_it_has_had_its_longest_slice_even_with_everything_free():
    solver, base, rng = Solver(None), CREW.empty(), np.random.default_rng(0)
    move = exact(solver, PAIRS, monitor())
    for _ in range(60):
        assert move.apply(base, rng) is base
    assert solver.slices == sorted(solver.slices)
    assert (solver.slices[0], max(solver.slices)) == (2.0, 4.0)
    assert move.size == 4


def test_it_grows_with_what_is_proven_and_no_further_than_everything():
    base, rng = CREW.empty(), np.random.default_rng(0)
    move = exact(Solver(Improvement(base, 0, proven=True)), 6, monitor())
    move.apply(base, rng)
    assert move.size > 6
    for _ in range(60):
        move.apply(base, rng)
    assert move.size == PAIRS


@pytest.mark.parametrize(("size", "bound", "proven"), [(PAIRS, 7, 7), (PAIRS, None, 0), (1, 7, 0)])
def test_a_bound_is_proven_where_everything_is_free_and_the_solver_has_one(size, bound, proven):
    shared = monitor()
    exact(Solver(Improvement(CREW.empty(), 0, proven=True, bound=bound)), size, shared).apply(
        CREW.empty(), np.random.default_rng(0))
    assert shared.bound == proven


def test_the_whole_problem_proves_its_bound_and_gets_twice_the_time_after_each_slice_in_vain():
    shared, base, rng = monitor(), CREW.empty(), np.random.default_rng(0)
    solver = Solver(None)
    whole = WholeProblem(CREW, solver, shared, WholeParams(first_s=3.0))
    assert whole.apply(base, rng) is base
    solver.found = Improvement(base, 0, proven=False, bound=5)
    assert whole.apply(base, rng) is base
    solver.found = Improvement(base, 0, proven=True, bound=6)
    whole.apply(base, rng)
    whole.apply(base, rng)
    assert solver.slices == [3.0, 6.0, 12.0, 12.0]
    assert shared.bound == 6


@pytest.mark.parametrize(("seconds", "expected"), [(10, 4.0), (60, 9.0), (600, 15.0)])
def test_the_longest_slice_of_highs_follows_the_length_of_the_search(seconds, expected):
    assert ExactParams().longest_slice_s(seconds) == pytest.approx(expected)
