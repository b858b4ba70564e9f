"""The proof shares its time between the dual and its branches."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.hotlines import Size, hotline
from scheduler.engine.bound.branching import Branching
from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.guidance import best_response
from tests.builders.derived import problem_of


@pytest.mark.heavy
@pytest.mark.parametrize(("promises", "least_share", "most_share"), [(False, 0.2, 0.25), (True, 0.3, 0.4)])
def test_branches_that_promise_nothing_get_little_of_the_time(monkeypatch, promises, least_share, most_share):
    crew, budget = Crew.of(problem_of(hotline(Size(50), 1))), Budget(60, deterministic=True)
    start, monitor = crew.empty(), Monitor(crew, budget)
    cost = best_response(crew, start, np.random.default_rng(0), lambda: False)
    monitor.offer(start, monitor.incumbent, "best response")
    proof = Proof(crew, start, monitor)
    while not proof.dual.converged:
        proof.improve(1.0)
    if promises:
        monkeypatch.setattr(Branching, "promise", cost)
    converged_at = budget.spent
    budget.charge(5.0)
    proof.improve(1.0)
    assert least_share < (budget.spent - converged_at - 5.0) / budget.spent < most_share
