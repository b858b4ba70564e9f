"""Diving: everybody ends with a legal roster, better than best responses and no cheaper than the bound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.hotlines import Size, hotline
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.moves.diving import DiveDepth, dive, stages
from scheduler.engine.moves.guidance import best_response, guided
from scheduler.model.legal import is_legal
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY, hotlines
from tests.builders.properties import examples


def begun(crew, steps=60):
    """A dual after some steps."""
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(steps):
        dual.improve()
    return dual


@settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
@given(instance=hotlines())
def test_everybody_gets_a_legal_roster_that_costs_no_less_than_the_bound(instance):
    crew = Crew.of(problem_of(instance))
    dual = begun(crew)
    solution = dive(dual.fork(), np.random.default_rng(0), lambda: False, DiveDepth(steps=5, share=0.3), noise=0.2)
    assert solution is not None
    assert is_legal(crew.problem, solution, range(crew.problem.operators))
    assert crew.cost(solution) >= dual.bound


@pytest.mark.heavy
def test_a_dive_beats_best_responses_by_far():
    crew = Crew.of(problem_of(hotline(Size(10), 0)))
    plain = crew.empty()
    plain_cost = best_response(crew, plain, np.random.default_rng(0), lambda: False)
    solution = dive(begun(crew, 400), np.random.default_rng(0), lambda: False, DiveDepth(steps=40, share=0.05))
    assert solution is not None
    cost = best_response(crew, solution, np.random.default_rng(0), lambda: False)
    assert cost < 0.9 * plain_cost


@pytest.mark.heavy
def test_a_turn_to_true_costs_keeps_more_of_a_dive_than_best_responses_do():
    crew = Crew.of(problem_of(hotline(Size(50), 0)))
    dual = begun(crew, 300)
    dived = dive(dual.fork(), np.random.default_rng(0), lambda: False, DiveDepth(steps=10, share=0.2))
    assert dived is not None
    turned, _ = guided(crew, dual, dived, np.random.default_rng(0), lambda: False, early=0, late=4)
    plain = best_response(crew, dived, np.random.default_rng(0), lambda: False)
    assert dual.bound <= turned < plain


def test_a_dive_that_is_stopped_gives_nothing():
    crew = Crew.of(problem_of(MANY))
    assert dive(begun(crew), np.random.default_rng(0), lambda: True, DiveDepth(steps=5, share=0.1)) is None


@pytest.mark.parametrize(("operators", "share", "expected"), [(0, 0.5, 0), (1, 0.1, 1), (4, 0.5, 3), (20, 0.05, 20)])
def test_stages_of_a_dive(operators, share, expected):
    assert stages(operators, share) == expected
