"""Construction always leaves a complete, legal roster, however it is guided and whenever it is stopped."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.moves.guidance import best_response, guided
from scheduler.instance.instance import Instance
from scheduler.model.solution import Solution
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY, assert_sound, hotlines
from tests.builders.properties import examples

unhurried = settings(max_examples=examples(20), suppress_health_check=list(HealthCheck))


def started(instance: Instance) -> tuple[Crew, Solution]:
    """A first roster, one sweep from nobody working."""
    crew = Crew.of(problem_of(instance))
    assert not crew.impossible_classes()
    solution = crew.empty()
    crew.sweep(solution, np.arange(crew.problem.operators))
    return crew, solution


@unhurried
@given(instance=hotlines())
def test_the_first_sweep_leaves_a_complete_legal_roster(instance):
    crew, solution = started(instance)
    assert_sound(instance, crew, solution)


@unhurried
@given(instance=hotlines(), seed=st.integers(0, 99))
def test_best_response_never_makes_a_roster_dearer_and_says_what_it_costs(instance, seed):
    crew, solution = started(instance)
    before = crew.cost(solution)
    cost = best_response(crew, solution, np.random.default_rng(seed), lambda: False)
    assert cost == crew.cost(solution) <= before
    assert_sound(instance, crew, solution)


@unhurried
@given(instance=hotlines(), early=st.integers(0, 6), late=st.integers(1, 6))
def test_a_guided_roster_is_complete_and_legal_and_leaves_its_start_alone(instance, early, late):
    crew, start = started(instance)
    dual = Dual(crew, crew.presence(start))
    for _ in range(5):
        dual.improve()
    kept = start.copy()
    cost, solution = guided(crew, dual, start, np.random.default_rng(1), lambda: False, early=early, late=late)
    assert cost == crew.cost(solution) >= dual.bound
    assert_sound(instance, crew, solution)
    assert all(np.array_equal(getattr(start, name), getattr(kept, name)) for name in ("rows", "chain", "breaks"))


@pytest.mark.parametrize("sweeps", range(8))
def test_a_construction_stopped_after_any_sweep_leaves_a_complete_legal_roster(sweeps):
    crew, start = started(MANY)
    dual = Dual(crew, crew.presence(start))
    for _ in range(10):
        dual.improve()
    asked = iter(range(sweeps))
    cost, solution = guided(crew, dual, start, np.random.default_rng(1), lambda: next(asked, None) is None, early=4,
                            late=2)
    assert cost == crew.cost(solution)
    assert_sound(MANY, crew, solution)


def test_the_same_seed_builds_the_same_roster():
    crew, start = started(MANY)
    dual = Dual(crew, crew.presence(start))
    for _ in range(10):
        dual.improve()
    one, other = (guided(crew, dual, start, np.random.default_rng(7), lambda: False, early=2, late=2)[1]
                  for _ in range(2))
    assert np.array_equal(one.rows, other.rows)
    assert np.array_equal(one.breaks, other.breaks)


def recreated(crew: Crew, solution: Solution, rounds: int = 40, **choices: Any) -> int:
    """By how much taking operators out and putting them back lowers the cost."""
    usual = {"most_removed": 2, "noise": 5e4, "heat": 0.0, "seed": 0, "halt": np.zeros(1, dtype=np.bool_)}
    return crew.ruin_and_recreate(solution, rounds, **(usual | choices))


@unhurried
@given(instance=hotlines(), most_removed=st.integers(1, 3), seed=st.integers(0, 99), heat=st.sampled_from([0.0, 1e5]))
def test_taking_operators_out_and_putting_them_back_never_makes_a_roster_dearer(instance, most_removed, seed, heat):
    crew, solution = started(instance)
    before, again = crew.cost(solution), solution.copy()
    gain = recreated(crew, solution, most_removed=most_removed, heat=heat, seed=seed)
    assert gain == before - crew.cost(solution) >= 0
    assert_sound(instance, crew, solution)
    assert recreated(crew, again, most_removed=most_removed, heat=heat, seed=seed) == gain
    assert np.array_equal(again.rows, solution.rows)


def test_a_halt_from_another_thread_ends_it_with_a_complete_legal_roster():
    crew, solution = started(MANY)
    before, halt = crew.cost(solution), np.zeros(1, dtype=np.bool_)
    timer = threading.Timer(0.2, lambda: halt.fill(True))
    timer.start()
    gain = recreated(crew, solution, 10**9, heat=1e5, halt=halt)
    timer.join()
    assert gain == before - crew.cost(solution) >= 0
    assert_sound(MANY, crew, solution)
