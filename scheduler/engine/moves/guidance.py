"""Construction of rosters guided by duals: sweeps of best responses at prices that move from the dual's to the true ones.

First the dual's prices with a pull towards its presence, then the marginal costs come in and the pull goes, then true costs
alone; without the duals, rosters were 12 % dearer (docs/inside/algorithm.md). After a dive the turn to true costs alone
does: it mends what the last stages of the dive left, and keeps what the dual knows.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.parameters import Count, Parameters, Positive
from scheduler.model.solution import Solution


class SweepParams(Parameters):
    """Sweeps over all operators, each of whom gets their cheapest roster.

    Parameters
    ----------
    early
        Sweeps at the dual's prices alone, of a construction without a dive.
    late
        Sweeps of such a construction in which the true costs come in.
    most_true
        Sweeps at true costs at most; they end before, once nothing improves.
    first_pull, last_pull
        Strength of the pull to the dual's presence in the first early sweep and in the last, in mean dual prices. Pulls of
        0.06 to 0.4 made no difference (docs/results/failed.md).
    """

    early: Count = 6
    late: Count = 3
    most_true: Count = 12
    first_pull: Positive = 0.2
    last_pull: Positive = 0.06


_DEFAULT = SweepParams()


def best_response(
    crew: Crew, solution: Solution, rng: np.random.Generator, stop: Callable[[], bool], params: SweepParams = _DEFAULT
) -> int:
    """Sweep at true costs until nothing improves; changes `solution` and returns its cost."""
    cost = crew.cost(solution)
    for _ in range(params.most_true):
        if stop():
            break
        crew.sweep(solution, rng.permutation(crew.problem.operators))
        before, cost = cost, crew.cost(solution)
        if cost >= before:
            break
    return cost


def guided(
    crew: Crew, dual: Dual, start: Solution, rng: np.random.Generator, stop: Callable[[], bool], *, early: int, late: int,
    params: SweepParams = _DEFAULT,
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
    guide, wanted = np.ascontiguousarray(dual.presence_prices[:, : problem.cells]), dual.skill_presence
    scale = dual.price_scale
    for own_weight, pull in _weights(early, late, params):
        if stop():
            break
        crew.sweep(solution, rng.permutation(problem.operators), own_weight=own_weight, guide=guide,
                   pull=pull * scale, wanted=wanted)
    cost = best_response(crew, solution, rng, stop, params)
    return cost, solution


def _weights(early: int, late: int, params: SweepParams) -> list[tuple[float, float]]:
    """Weight of the true marginal costs, and strength of the pull in mean prices, sweep by sweep."""
    first = [(0.0, float(pull)) for pull in np.geomspace(params.first_pull, params.last_pull, early)]
    turns = np.linspace(0.0, 1.0, late + 1)[1:]
    return first + [(float(turn), float(params.last_pull * (1 - turn))) for turn in turns]
