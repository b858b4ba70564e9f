"""The arms of a search: what they remember, which is chosen, and how an exact one finds the size it can solve."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.moves import arms as module
from scheduler.engine.moves.arms import Arm, Arms
from scheduler.engine.moves.improve import Improvement
from scheduler.model.legal import is_legal
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS
from tests.builders.plans import DAY, people, plan

CREW = Crew.of(problem_of(plan(LOADS, horizon=3, shifts=[DAY], operators=people(*["free"] * 6))))
PAIRS = CREW.problem.operators * CREW.problem.days


@pytest.fixture
def arms() -> Arms:
    """Arms of a search with ten minutes to go."""
    budget, start = Budget(600), CREW.empty()
    return Arms(CREW, budget, Proof(CREW, start, budget, lambda _: None, lambda: False), lambda _: None, lambda: False)


def every(arms: Arms) -> list[Arm]:
    """All arms."""
    return arms._arms


def by_name(arms: Arms, name: str) -> Arm:
    """The arm of a name."""
    return next(arm for arm in every(arms) if arm.name == name)


def test_a_first_action_teaches_nothing_and_later_ones_fade_with_the_time_worked():
    arm = Arm("any", lambda *_: None)
    arm.learn(1000, 1.0)
    assert arm.rate == 0
    arm.learn(1000, 1.0)
    gained = arm.rate
    assert 0 < gained < 1000
    arm.learn(0, 1.0)
    assert 0 < arm.rate < gained
    arm.learn(0, 60.0)
    assert arm.rate < 1e-9


def test_what_could_not_close_a_tenth_of_the_gap_in_the_time_left_gives_way_to_shares(arms):
    for arm in every(arms):
        arm.begins, arm.spent = False, 10.0 * arm.share
    slow, idle = by_name(arms, "annealing"), by_name(arms, "ruin and recreate")
    slow.rate, idle.spent = 1.0, 0.0
    rng = np.random.default_rng(0)
    assert all(arms.choose(rng, 10**6) is idle for _ in range(50))
    assert sum(arms.choose(rng, 10) is slow for _ in range(50)) > 25


@pytest.mark.parametrize("name", ["some days, highs", "some people, highs", "some days, cp-sat"])
def test_an_exact_arm_shrinks_once_it_has_had_its_longest_slice_even_with_everything_free(arms, monkeypatch, name):
    monkeypatch.setattr(module, "reoptimise", lambda *_, **__: None)
    arm, rng = by_name(arms, name), np.random.default_rng(0)
    arm.size = PAIRS
    for _ in range(60):
        assert arm.act(arm, CREW.empty(), rng) is None
        assert arm.seconds <= arm.most_seconds
    assert arm.size == 4


def test_an_exact_arm_grows_with_what_is_proven_and_no_further_than_everything(arms, monkeypatch):
    solution = CREW.empty()
    monkeypatch.setattr(module, "reoptimise", lambda *_, **__: Improvement(solution, 0, 0, proven=True))
    arm, rng = by_name(arms, "some days, highs"), np.random.default_rng(0)
    before = arm.size
    arm.act(arm, solution, rng)
    assert arm.size > before
    for _ in range(60):
        arm.act(arm, solution, rng)
    assert arm.size == PAIRS


def test_construction_dives_where_there_is_time_for_it_and_else_goes_on_from_what_is_there(arms, monkeypatch):
    dived = []
    monkeypatch.setattr(module, "dive", lambda *given, **choices: dived.append(choices) or CREW.empty())
    arms._proof.improve(lambda: 0, 0.1)
    for seconds, expected in ((600.0, 1), (1e-6, 1)):
        arms._budget.seconds = seconds
        solution = arms.construct(CREW.empty(), np.random.default_rng(0))
        assert is_legal(CREW.problem, solution, range(CREW.problem.operators))
        assert len(dived) == expected
