"""Annealing: elementary moves, a million a second: a break, a start, a length, a day, a trade between two shifts."""

from __future__ import annotations

import time

import numpy as np

from scheduler.engine.bound.price_units import understaffing_cost
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.cooling import Cooling
from scheduler.engine.parameters import Count, Parameters, Positive
from scheduler.model.solution import Solution


class AnnealingParams(Parameters):
    """Temperatures of the annealing by elementary moves, in multiples of what the first missing operator of a cell costs.

    Parameters
    ----------
    share
        Of the time in which nothing gains.
    coldest, hottest
        Range from which the first temperature is drawn, evenly in its logarithm: a hot start rebuilds much, a cold one only
        mends. Above a tenth nothing was gained with 200 operators (6,125 where a thirtieth gave 6,045); between 0.001 and 0.1
        it made no difference with 20 (docs/results/failed.md).
    cooling
        Last temperature in parts of the first.
    move_s
        Seconds of an elementary move before any is timed, and of its counted work, always.
    least_moves
        Elementary moves of a cooling at least.
    """

    share: Positive = 2.0
    coldest: Positive = 0.015
    hottest: Positive = 0.15
    cooling: Positive = 0.2
    move_s: Positive = 1e-6
    least_moves: Count = 1000


class Annealer:
    """Anneals rosters for so many seconds; knows how long an elementary move takes here."""

    def __init__(self, crew: Crew, monitor: Monitor, params: AnnealingParams) -> None:
        self._crew, self._budget, self._params = crew, monitor.budget, params
        self._unit, self._move_s = understaffing_cost(crew.problem), params.move_s

    def anneal(self, solution: Solution, seconds: float, hottest: float, rng: np.random.Generator) -> None:
        """Change a roster by elementary moves for so long, from so many times the cost of understaffing down."""
        hot, budget, params = self._unit * hottest, self._budget, self._params
        moves = max(params.least_moves, int(budget.at_most(seconds) / self._move_s))
        began = time.monotonic()
        self._crew.anneal(solution, moves, hot=hot, cold=params.cooling * hot, seed=int(rng.integers(2**31)),
                          halt=budget.halt)
        budget.charge(moves * params.move_s)
        if not budget.deterministic and not budget.halt[0]:
            self._move_s = (time.monotonic() - began) / moves


class Annealing:
    """Cool by elementary moves."""

    name = "annealing"

    def __init__(self, annealer: Annealer, cooling: Cooling, params: AnnealingParams) -> None:
        self._annealer, self._cooling, self._params = annealer, cooling, params

    def apply(self, base: Solution, rng: np.random.Generator) -> Solution:
        """Cool once, from a temperature drawn anew."""
        hottest = float(np.exp(rng.uniform(np.log(self._params.coldest), np.log(self._params.hottest))))
        seconds = self._cooling.seconds
        return self._cooling.cool(base, rng, lambda solution: self._annealer.anneal(solution, seconds, hottest, rng))
