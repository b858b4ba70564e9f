"""The search's own guard: caps, and counters at their boundaries; all rules together are in `test_agreement`."""

from __future__ import annotations

import numpy as np

from scheduler.model.legal import is_kept, keeps_caps
from scheduler.model.solution import Solution
from scheduler.rules.basis.statement import Run
from tests.builders.derived import problem_of
from tests.builders.plans import HOURLY, people, plan


def test_no_more_on_the_phone_than_a_cap():
    problem = problem_of(plan(operators=people("free", "free"), hotline=HOURLY | {"seats": 1}))
    solution = Solution.empty(2, problem.days, problem.chains.cells.shape[1])
    assert keeps_caps(problem, solution)
    solution.rows[0, 0], solution.chain[0, 0] = 0, 0
    assert keeps_caps(problem, solution)
    solution.rows[1, 0], solution.chain[1, 0] = 0, 0
    assert not keeps_caps(problem, solution)


def test_a_run_within_the_horizon_is_as_long_as_is_asked():
    run = Run("consecutive_days", np.array([True]), least=2, most=3, before=0)
    kept = {worked: is_kept(run, [0 if day in worked else -1 for day in range(6)])
            for worked in [(1, 2), (1, 2, 3), (2,), (1, 2, 3, 4), (5,)]}
    assert kept == {(1, 2): True, (1, 2, 3): True, (2,): False, (1, 2, 3, 4): False, (5,): True}
