"""Annealing by elementary moves: legal whatever it tries, true in what it says it gained, and the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.engine.crew import Crew
from scheduler.engine.moves.guidance import best_response
from scheduler.instance.activities import Activity
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY, assert_sound, hotlines
from tests.builders.properties import examples

HALT = np.zeros(1, dtype=np.bool_)


def annealed(instance, moves, *, hot, cold, seed=0):
    """Crew, roster of best responses, the same annealed, and the gain that was reported."""
    crew = Crew.of(problem_of(instance))
    start = crew.empty()
    best_response(crew, start, np.random.default_rng(seed), lambda: False)
    solution = start.copy()
    return crew, start, solution, crew.anneal(solution, moves, hot=hot, cold=cold, seed=seed, halt=HALT)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(instance=hotlines(), hot=st.sampled_from([1.0, 1e4, 1e6]), seed=st.integers(0, 2**31 - 1))
def test_what_annealing_leaves_is_legal_and_costs_what_it_says(instance, hot, seed):
    crew, start, solution, gain = annealed(instance, 3000, hot=hot, cold=hot / 10, seed=seed)
    assert gain >= 0
    assert crew.cost(solution) == crew.cost(start) - gain
    assert_sound(instance, crew, solution)


@pytest.mark.parametrize("hot", [1e3, 1e5])
def test_rules_over_weeks_hold_at_any_temperature(hot):
    crew, start, solution, gain = annealed(MANY, 400_000, hot=hot, cold=hot / 10)
    assert gain > 0, "best responses alone are not the best of six operators over two weeks"
    assert (solution.rows != start.rows).any()
    assert crew.cost(solution) == crew.cost(start) - gain
    assert_sound(MANY, crew, solution)


def test_the_same_seed_gives_the_same_roster():
    first, second = (annealed(MANY, 20_000, hot=1e4, cold=1e3)[2] for _ in range(2))
    assert (first.rows == second.rows).all()
    assert (first.breaks == second.breaks).all()


def test_a_halted_loop_gives_its_start_back():
    crew = Crew.of(problem_of(MANY))
    solution = crew.empty()
    best_response(crew, solution, np.random.default_rng(0), lambda: False)
    before = solution.copy()
    assert crew.anneal(solution, 10**9, hot=1e4, cold=1e3, seed=0, halt=np.ones(1, dtype=np.bool_)) == 0
    assert (solution.rows == before.rows).all()
    assert (solution.breaks == before.breaks).all()


BUSY = MANY.model_copy(update={"activities": (Activity.model_validate(
    {"name": "talk", "minutes": 30, "between": "12:00-16:00", "per": "week", "times": [1, 2]}),)})


def test_activities_after_breaks_count_as_what_they_are():
    crew, start, solution, gain = annealed(BUSY, 20_000, hot=1e5, cold=1e3)
    orders, held = crew.problem.chain_orders[0], 0
    for operator, day in np.argwhere(start.rows >= 0).tolist():
        first, *others = start.breaks[operator, day, : len(orders[start.chain[operator, day]].breaks)].tolist()
        held += orders[start.chain[operator, day]].breaks[0].kind == "activity talk" and any(at < first for at in others)
    assert held, "of somebody a break lies before the activity"
    assert_sound(BUSY, crew, solution)
    assert crew.cost(solution) == crew.cost(start) - gain
