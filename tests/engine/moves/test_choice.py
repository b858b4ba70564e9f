"""The choice between moves: what is remembered of each, and which is chosen."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.budget import Budget
from scheduler.engine.moves.choice import Candidate, ChoiceParams, MoveChoice


class Still:
    """A move that changes nothing."""

    name = "still"

    def apply(self, base, rng):
        return base


def choice_of(*candidates: Candidate, **params: float) -> MoveChoice:
    """A choice in a search with ten minutes to go."""
    return MoveChoice(candidates, Budget(600), ChoiceParams(**params))


def test_a_first_action_teaches_nothing_and_later_ones_fade_with_the_time_worked():
    candidate = Candidate(Still(), 1.0)
    choice = choice_of(candidate)
    choice.learn(candidate, 1000, 1.0)
    assert candidate.gain_per_s == 0
    choice.learn(candidate, 1000, 1.0)
    gained = candidate.gain_per_s
    assert 0 < gained < 1000
    choice.learn(candidate, 0, 1.0)
    assert 0 < candidate.gain_per_s < gained
    choice.learn(candidate, 0, 60.0)
    assert candidate.gain_per_s < 1e-9


def test_those_that_begin_are_tried_first_in_their_order_and_once():
    first, second = Candidate(Still(), 1.0, begins=True), Candidate(Still(), 1.0, begins=True)
    late = Candidate(Still(), 100.0, gain_per_s=1e9)
    choice, rng = choice_of(late, first, second, explore=0.0), np.random.default_rng(0)
    assert [choice.select(rng, 1) for _ in range(3)] == [first, second, late]


def test_what_could_not_close_a_tenth_of_the_gap_in_the_time_left_gives_way_to_shares():
    slow = Candidate(Still(), 2.0, spent_s=20.0, gain_per_s=1.0)
    idle = Candidate(Still(), 0.5)
    choice, rng = choice_of(slow, idle), np.random.default_rng(0)
    assert all(choice.select(rng, 10**6) is idle for _ in range(50))
    assert sum(choice.select(rng, 10) is slow for _ in range(50)) > 25


def test_without_gain_time_goes_by_shares():
    large, small = Candidate(Still(), 3.0), Candidate(Still(), 1.0)
    choice, rng = choice_of(large, small), np.random.default_rng(0)
    for _ in range(400):
        choice.learn(choice.select(rng, 1), 0, 1.0)
    assert large.spent_s == pytest.approx(300, abs=2)


def test_a_move_without_time_waits_for_its_next_turn_and_counts_as_gaining_nothing():
    candidate, other = Candidate(Still(), 1.0, gain_per_s=5.0), Candidate(Still(), 1.0)
    choice = choice_of(candidate, other, passed_over_s=0.5)
    choice.pass_over(candidate, 0.1)
    assert (candidate.gain_per_s, candidate.spent_s) == (0.0, 0.6)
    assert choice.select(np.random.default_rng(0), 1) is other
