"""The truth loop: solve, simulate, correct the load that intervals are planned with, until promise and phones agree.

The correction is a factor for each interval on the handling time it is planned with (`demand.effective_load`): above 1
where callers are served worse than Erlang's formulas say, below 1 where they are served better. So requirement, staffing
curves and promised service level all follow from it, and the engine learns nothing new.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.check.result import check_result
from scheduler.demand.effective_load import with_load_factors
from scheduler.engine.budget import Budget
from scheduler.engine.search import Outcome, Progress
from scheduler.errors import CheckError, InterruptedEmptyError, NoRosterError
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.roster import InstanceRef, LoadFactor, Result, Truth
from scheduler.simulate.correction import Round, by_moment, compare, corrected
from scheduler.simulate.service import simulated_service
from scheduler.solve.recipe import Settings, prepare, search

Floats = NDArray[np.float64]

MOST_ROUNDS = 5


@dataclass(frozen=True)
class Loop:
    """How the loop goes.

    Parameters
    ----------
    rounds
        Most rosters that are made and simulated.
    replications
        Of each simulation.
    uncertainty
        Relative standard deviations of the load, of a day and of an interval, as in `simulated_service`.
    """

    rounds: int = MOST_ROUNDS
    replications: int = 100
    uncertainty: tuple[float, float] = (0.0, 0.0)


class Budgets:
    """A fresh budget for each round; an interrupt ends the round and the loop."""

    def __init__(self, seconds: float, deterministic: bool = False) -> None:
        self.seconds, self.deterministic, self.interrupted = seconds, deterministic, False
        self._current: Budget | None = None

    def next(self) -> Budget:
        """Budget of the next round, whose time begins now."""
        self._current = Budget(self.seconds, self.deterministic)
        if self.interrupted:
            self._current.interrupt()
        return self._current

    def interrupt(self) -> None:
        """Stop as soon as possible; may be called from a signal handler."""
        self.interrupted = True
        if self._current is not None:
            self._current.interrupt()


def solve_truly(
    instance: Instance, ref: InstanceRef, settings: Settings, budgets: Budgets, loop: Loop,
    progress: Callable[[Progress], None] = lambda _: None,
    told: Callable[[int, Round, Result], None] = lambda *_: None,
) -> Result:
    """Solve and correct until promised and simulated service level agree, or the rounds are used up.

    Every round but the first begins with the roster of the one before.
    The roster whose promise is nearest to its simulation is returned, with its load factors and what was simulated.

    Parameters
    ----------
    told
        Called with the number of each round, from 1, what it found, and its roster.

    Raises
    ------
    InfeasibleError, NoRosterError, InterruptedEmptyError, CheckError
        As `solve.solve`; an interrupt after the first roster returns the best one so far.
    """
    factors = np.ones((len(instance.queues), instance.grid.intervals))
    best: tuple[float, Result] | None = None
    outcomes: list[Outcome] = []
    for number in range(1, loop.rounds + 1):
        planned = with_load_factors(instance, by_moment(instance, factors))
        try:
            start = outcomes[-1].solution if outcomes else None
            result = search(planned, ref, prepare(planned), settings, budgets.next(), progress, start, outcomes.append)
        except (NoRosterError, InterruptedEmptyError):
            if best is None:
                raise
            break
        if budgets.interrupted:
            best = best or (np.inf, _with_truth(instance, ref, result, factors, None, loop, settings))
            break
        found = simulated_service(instance, result.shifts, replications=loop.replications, seed=settings.seed,
                                  uncertainty=loop.uncertainty)
        this = compare(instance, result, found)
        told(number, this, result)
        distance = abs(this.promised - this.simulated)
        if best is None or distance < best[0]:
            best = distance, _with_truth(instance, ref, result, factors, this, loop, settings, number)
        if this.agrees or budgets.interrupted:
            break
        factors = corrected(instance, result, found, factors)
    assert best is not None
    return _interrupted(best[1]) if budgets.interrupted else best[1]


def _interrupted(result: Result) -> Result:
    """Return the result of an earlier round, as one of an interrupted run."""
    return result.model_copy(update={"run": result.run.model_copy(update={"interrupted": True})})


def _with_truth(
    instance: Instance, ref: InstanceRef, result: Result, factors: Floats, outcome: Round | None, loop: Loop,
    settings: Settings, rounds: int = 1,
) -> Result:
    """Put the load factors and what was simulated into a result, and have the whole checked."""
    names = list(instance.queues)
    told = tuple(
        LoadFactor(queue=cover.queue, start=cover.start,
                   factor=float(factors[names.index(cover.queue), interval_of(cover.start, instance.grid)]))
        for cover in result.intervals
    )
    truth = Truth(
        rounds=rounds, replications=loop.replications, seed=settings.seed,
        simulated=_known(outcome.simulated) if outcome else None,
        standard_error=_known(outcome.standard_error) if outcome else None,
        load_factors=tuple(factor for factor in told if factor.factor != 1),
    )
    whole = result.model_copy(update={"truth": truth})
    if violations := check_result(instance, whole, ref):
        found = "\n".join(map(str, violations[:20]))
        raise CheckError(f"the roster found breaks rules and is not published; please report this:\n{found}")
    return whole


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 6)
