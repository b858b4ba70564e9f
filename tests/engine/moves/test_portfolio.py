"""The moves of a search: which there are, in which order they begin, and that each makes legal rosters."""

from __future__ import annotations

import numpy as np

from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.construction import DiveParams
from scheduler.engine.moves.cooling import CoolingParams
from scheduler.engine.moves.exact import ExactParams, WholeParams
from scheduler.engine.moves.portfolio import Portfolio
from scheduler.engine.search_params import SearchParams
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS, MANY, assert_sound
from tests.builders.plans import DAY, people, plan

CREW = Crew.of(problem_of(MANY))
BEGINNING = ["annealing", "diving", "destroy and repair"]
BY_CP_SAT, BY_HIGHS = ["some days, cp-sat", "some operators, cp-sat"], ["some days, highs", "some operators, highs"]


def portfolio(crew: Crew, budget: Budget, **params: object) -> Portfolio:
    """Moves of a search that has nothing but a monitor and a proof."""
    monitor = Monitor(crew, budget)
    return Portfolio.of(crew, monitor, Proof(crew, crew.empty(), monitor), SearchParams(**params))


def names(portfolio: Portfolio) -> list[str]:
    """Names of all moves."""
    return [each.move.name for each in portfolio.choice.candidates]


def test_the_moves_of_a_search_and_those_that_begin():
    moves = portfolio(CREW, Budget(600))
    assert names(moves) == [*BEGINNING, *BY_CP_SAT, *BY_HIGHS]
    assert moves.whole is None
    assert [each.move.name for each in moves.choice.candidates if each.begins] == [*BEGINNING, "some days, highs"]


def test_a_deterministic_search_does_without_highs():
    assert names(portfolio(CREW, Budget(600, deterministic=True))) == [*BEGINNING, *BY_CP_SAT]


def test_a_small_problem_is_also_solved_whole():
    small = Crew.of(problem_of(plan(LOADS, shifts=[DAY], operators=people("free", "free"))))
    moves = portfolio(small, Budget(600))
    assert moves.whole is moves.choice.candidates[0]
    assert names(moves)[0] == "whole problem"
    assert portfolio(small, Budget(600), whole=WholeParams(most_pairs=1)).whole is None


def test_every_move_makes_a_legal_roster_and_leaves_its_base_alone():
    budget = Budget(1.5, deterministic=True)
    short = {"exact": ExactParams(longest_s=0.2), "cooling": CoolingParams(first_s=0.05), "dive": DiveParams(polish_s=0.05)}
    moves, base, rng = portfolio(CREW, budget, **short), CREW.empty(), np.random.default_rng(0)
    CREW.sweep(base, np.arange(CREW.problem.operators))
    kept = base.copy()
    for each in moves.choice.candidates:
        solution = each.move.apply(base, rng)
        assert solution is not None, each.move.name
        assert_sound(MANY, CREW, solution)
        assert all(np.array_equal(getattr(base, name), getattr(kept, name)) for name in ("rows", "chain", "breaks"))
