"""Construction dives where there is time for it, and else goes on from what is there."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves import construction as module
from scheduler.engine.moves.annealing import Annealer, AnnealingParams
from scheduler.engine.moves.construction import Construction, Dive, DiveParams
from scheduler.engine.moves.elite import EliteSet
from scheduler.engine.moves.guidance import SweepParams
from scheduler.model.legal import is_legal
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS
from tests.builders.plans import DAY, people, plan

CREW = Crew.of(problem_of(plan(LOADS, horizon=3, shifts=[DAY], operators=people(*["free"] * 6))))


@pytest.fixture
def dived(monkeypatch) -> list[tuple[int, float]]:
    """Steps and noise of every dive, which gives nobody work."""
    found: list[tuple[int, float]] = []
    monkeypatch.setattr(module, "dive", lambda dual, rng, stop, depth, *, noise, params: found.append((depth.steps, noise))
                        or CREW.empty())
    return found


def begun(seconds: float) -> tuple[Construction, Monitor, DiveParams]:
    """A construction in a search of so many seconds of counted work."""
    monitor, params = Monitor(CREW, Budget(seconds, deterministic=True)), DiveParams()
    proof = Proof(CREW, CREW.empty(), monitor)
    return Construction(CREW, monitor, proof, params, SweepParams()), monitor, params


@pytest.mark.parametrize(("seconds", "dives"), [(600.0, 1), (1e-6, 0)])
def test_construction_dives_where_there_is_time_for_it_and_else_goes_on_from_what_is_there(dived, seconds, dives):
    construction, _, _ = begun(seconds)
    solution = construction.build(CREW.empty(), np.random.default_rng(0))
    assert is_legal(CREW.problem, solution, range(CREW.problem.operators))
    assert len(dived) == dives


def test_a_construction_takes_a_quick_dive_and_a_move_the_most_thorough_that_it_affords(dived):
    construction, monitor, params = begun(600.0)
    construction.build(CREW.empty(), np.random.default_rng(0))
    elite = EliteSet(CREW, 2)
    move = Dive(construction, Annealer(CREW, monitor, AnnealingParams(move_s=1e-2)), elite, monitor, params, coldest=0.015)
    assert move.apply(CREW.empty(), np.random.default_rng(0)) is not None
    assert move.apply(CREW.empty(), np.random.default_rng(2)) is not None
    steps, noises = zip(*dived, strict=True)
    assert steps == (10, 100, 100)
    assert noises[:2] == (0.0, 0.0)
    assert noises[2] in params.noises
    assert elite.draw(np.random.default_rng(0)) is not None


def test_a_dive_without_time_gives_nothing(dived):
    construction, monitor, params = begun(1e-6)
    annealer = Annealer(CREW, monitor, AnnealingParams())
    move = Dive(construction, annealer, EliteSet(CREW, 2), monitor, params, coldest=0.015)
    assert move.apply(CREW.empty(), np.random.default_rng(0)) is None
    assert not dived
