"""Construction of rosters guided by duals: sweeps of best responses at prices that move from the dual's to the true ones.

The schedule of weights is that of ENGINE.md, 3, shortened: first the dual's prices with a pull towards its presence, then the
marginal costs come in and the pull goes, then true costs alone. Measured there: without the duals 12 % worse. After a dive
the turn alone does: it mends what the last stages of the dive left, and keeps what the dual knows.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.model.solution import Solution

_TRUE = 12
_PULL, _LAST_PULL = 0.2, 0.06


def best_response(crew: Crew, solution: Solution, rng: np.random.Generator, stop: Callable[[], bool]) -> int:
    """Sweep at true costs until nothing improves; changes `solution` and returns its cost."""
    cost = crew.cost(solution)
    for _ in range(_TRUE):
        if stop():
            break
        crew.sweep(solution, rng.permutation(crew.problem.operators))
        before, cost = cost, crew.cost(solution)
        if cost >= before:
            break
    return cost


def guided(
    crew: Crew, dual: Dual, start: Solution, rng: np.random.Generator, stop: Callable[[], bool], *, early: int, late: int
) -> tuple[int, Solution]:
    """Build a roster from `start`, guided by the dual.

    A sweep always leaves a complete roster, so that the construction may stop at any of them.

    Parameters
    ----------
    early
        Sweeps at the dual's prices alone.
    late
        Sweeps in which the true costs come in.
    """
    problem, solution = crew.problem, start.copy()
    guide, wanted = np.ascontiguousarray(dual.goods.lines(dual.price)[:, : problem.cells]), dual.wanted
    scale = dual.price_scale
    for own_weight, pull in _weights(early, late):
        if stop():
            break
        crew.sweep(solution, rng.permutation(problem.operators), own_weight=own_weight, guide=guide,
                   pull=pull * scale, wanted=wanted)
    cost = best_response(crew, solution, rng, stop)
    return cost, solution


def _weights(early: int, late: int) -> list[tuple[float, float]]:
    """Weight of the true marginal costs, and strength of the pull in mean prices, sweep by sweep."""
    first = [(0.0, float(pull)) for pull in np.geomspace(_PULL, _LAST_PULL, early)]
    turns = np.linspace(0.0, 1.0, late + 1)[1:]
    return first + [(float(turn), float(_LAST_PULL * (1 - turn))) for turn in turns]
