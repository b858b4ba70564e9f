"""Branching on how many work on each day: its bound holds for all rosters, and is better than without."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.hotlines import Size, hotline
from scheduler.engine.bound.branching import Branching
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.moves.guidance import best_response
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY, hotlines
from tests.builders.plans import optimum
from tests.builders.properties import examples

TEN = hotline(Size(10), 0)
"""Ten operators of a generated week: so few that fractions of them hide much of the cost."""


def converged(crew):
    """A dual that rises no more, and the cost of a roster of best responses."""
    solution = crew.empty()
    least = best_response(crew, solution, np.random.default_rng(0), lambda: False)
    dual = Dual(crew, crew.presence(solution))
    while not dual.converged:
        dual.improve()
    return dual, least


@settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
@given(instance=hotlines())
def test_no_branching_lifts_the_bound_above_the_proven_optimum_or_the_best_roster_known(instance):
    crew = Crew.of(problem_of(instance))
    dual, least = converged(crew)
    best = optimum(crew.problem, work=0.3)
    branching, bounds = Branching(dual), [dual.bound]
    for _ in range(8):
        bounds.append(branching.expand(least, lambda: False))
        if branching.done:
            break
    assert bounds == sorted(bounds)
    assert bounds[-1] <= least
    if best is not None:
        assert bounds[-1] <= best[0]


@pytest.mark.heavy
def test_whole_numbers_of_operators_a_day_cost_more_than_fractions():
    crew = Crew.of(problem_of(TEN))
    dual, least = converged(crew)
    root, branching = dual.bound, Branching(dual)
    assert branching.promise == 0
    for _ in range(10):
        bound = branching.expand(least, lambda: False)
        if branching.done:
            break
    assert root < bound <= least
    assert branching.promise > 0


def test_a_bound_on_days_holds_for_the_rosters_that_keep_it_and_for_no_others():
    crew = Crew.of(problem_of(MANY))
    dual, least = converged(crew)
    solution = crew.empty()
    best_response(crew, solution, np.random.default_rng(0), lambda: False)
    days = (solution.rows >= 0).sum(axis=0)
    root, prices = dual.bound, dual.prices
    dual.restrict(days, days, prices, 1.0)
    for _ in range(100):
        dual.improve()
    assert np.abs(dual.days_worked - days).max() < 0.2
    assert root < dual.bound <= least
    nobody = np.zeros_like(days)
    dual.restrict(nobody, nobody, prices, 1.0)
    for _ in range(20):
        dual.improve()
    assert dual.bound > least, "everybody has hours to work, so no roster leaves all days empty"


def test_an_expansion_that_is_stopped_keeps_the_tree_and_its_bound():
    crew = Crew.of(problem_of(MANY))
    dual, least = converged(crew)
    root, branching = dual.bound, Branching(dual)
    assert branching.expand(least, lambda: True) == root
    assert branching.expand(least, lambda: False) >= root


@pytest.mark.heavy
def test_a_tree_whose_every_part_costs_as_much_as_a_known_roster_proves_it():
    crew = Crew.of(problem_of(TEN))
    dual, _ = converged(crew)
    root, branching = dual.bound, Branching(dual)
    bound = root
    while not branching.done:
        bound = branching.expand(root + 1, lambda: False)
    assert bound == root + 1
