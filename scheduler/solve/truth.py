"""The truth loop: solve, simulate, correct the load that intervals are planned with, until promise and phones agree.

The correction is a factor for each interval on the handling time it is planned with (`demand.effective_load`): above 1
where callers are served worse than Erlang's formulas say, below 1 where they are served better. So requirement, staffing
curves and promised service level all follow from it, and the engine learns nothing new.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.check.result import check_result
from scheduler.demand.demand import Demand, demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.errors import InterruptedEmptyError, NoRosterError
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.roster import InstanceRef, LoadFactor, Roster, Truth
from scheduler.simulate.correction import Round, by_moment, compare, corrected
from scheduler.simulate.service import SimulatedService, simulated_service
from scheduler.solve.options import Options
from scheduler.solve.prepared import Prepared, prepare
from scheduler.solve.recipe import refuse_breaches, search

Floats = NDArray[np.float64]

MOST_ROUNDS = 5
_DAMPED = 0.7
"""How far the factors follow what is found from the second round on, so that they do not swing between two rosters."""
_SLACK = 1.3
"""So far from the truth, in the most that counts as true, the last round is taken all the same: it alone had time to search."""
_SHARE = 0.5
"""Of a time limit that the rounds share, the part for all but the last."""


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
    shares_time
        Whether all rounds together have the time limit; otherwise each has it.
    """

    rounds: int = MOST_ROUNDS
    replications: int = 100
    uncertainty: tuple[float, float] = (0.0, 0.0)
    shares_time: bool = False

    def seconds(self, number: int, options: Options, *, last: bool) -> float:
        """Time limit of a round: of a shared one, the last has all that the earlier ones leave."""
        if not self.shares_time or self.rounds == 1:
            return options.seconds
        part = _SHARE / (self.rounds - 1)
        return options.seconds * (1 - part * (number - 1) if last else part)


def needs_truth(instance: Instance, demand: Demand) -> bool:
    """Whether no formula tells what callers meet: some operators answer a part of the queues of others, or prefer some; or they
    handle several contacts at a time, all of which are to end before a break.

    Not where there are no calls.
    """
    mixed = any(not each.queues.whole for each in demand.sets) or any(each.preferred_queues for each in instance.operators)
    several = any(each.concurrency > 1 for each in instance.queues.values())
    return instance.calls.are_given and (mixed or several)


@dataclass
class _Best:
    """The roster whose promise is nearest to its simulation so far; of those true enough, the last."""

    roster: Roster | None = None
    distance: float = field(default=np.inf)

    def take(self, roster: Roster, distance: float, true_enough: float = 1.0) -> None:
        if self.roster is None or distance <= max(true_enough, self.distance):
            self.roster, self.distance = roster, distance


def solve_truly(
    prepared: Prepared, options: Options, loop: Loop, on_round: Callable[[int, Round, Roster], None] = lambda *_: None
) -> Roster:
    """Solve and correct until promised and simulated service level agree, or the rounds are used up.

    Every round but the first begins with the roster of the one before. In rounds that share the time limit the last goes on
    from the factors that are true enough, as soon as some are.
    The roster whose promise is nearest to its simulation is returned, with its load factors and what was simulated.

    Parameters
    ----------
    on_round
        Called with the number of each round, from 1, what it found, and its roster.

    Raises
    ------
    InfeasibleError, NoRosterError, InterruptedEmptyError, CheckError
        As `recipe.search`; an interrupt after the first roster returns the best one so far.
    """
    instance, best, last = prepared.instance, _Best(), loop.rounds == 1
    factors, planned, start = np.ones((len(instance.queues), instance.grid.intervals)), prepared, None
    for number in range(1, loop.rounds + 1):
        limited = replace(options, seconds=loop.seconds(number, options, last=last))
        try:
            roster, start = search(planned, limited, start)
        except (NoRosterError, InterruptedEmptyError):
            if best.roster is None:
                raise
            break
        if options.is_interrupted:
            if best.roster is None:
                best.take(_with_truth(prepared, roster, factors, None, loop, options), np.inf)
            break
        found = _simulated(prepared, roster, loop, options)
        this = compare(instance, roster, found)
        on_round(number, this, roster)
        best.take(_with_truth(prepared, roster, factors, this, loop, options, number), this.distance,
                  _SLACK if last and loop.shares_time else 1.0)
        if last or options.is_interrupted or (this.agrees and not loop.shares_time):
            break
        last = this.agrees or number == loop.rounds - 1
        if not this.agrees:
            factors = _followed(factors, corrected(instance, prepared.demand, roster, found, factors), number)
            planned = prepare(with_load_factors(instance, by_moment(instance, factors)), prepared.ref, kept=prepared.kept)
    assert best.roster is not None
    return _interrupted(best.roster) if options.is_interrupted else best.roster


def _followed(before: Floats, found: Floats, number: int) -> Floats:
    """Factors for the next round: what was found in the first one, later a part of the way there."""
    part = 1.0 if number == 1 else _DAMPED
    return np.asarray(np.exp((1 - part) * np.log(before) + part * np.log(found)))


def _simulated(prepared: Prepared, roster: Roster, loop: Loop, options: Options) -> SimulatedService:
    return simulated_service(prepared.instance, prepared.demand, roster.shifts, replications=loop.replications,
                             seed=options.seed, uncertainty=loop.uncertainty, purchases=roster.outside)


def _interrupted(result: Roster) -> Roster:
    """Return the result of an earlier round, as one of an interrupted run."""
    return result.model_copy(update={"run": result.run.model_copy(update={"interrupted": True})})


def _with_truth(
    prepared: Prepared, result: Roster, factors: Floats, outcome: Round | None, loop: Loop, options: Options, rounds: int = 1
) -> Roster:
    """Put the load factors and what was simulated into a result, and have the whole checked."""
    truth = Truth(
        rounds=rounds, replications=loop.replications, seed=options.seed,
        simulated=_known(outcome.simulated) if outcome else None,
        standard_error=_known(outcome.standard_error) if outcome else None,
        load_factors=_load_factors(prepared.instance, result, factors),
    )
    whole = result.model_copy(update={"truth": truth})
    refuse_breaches(check_result(prepared.instance, whole, prepared.ref))
    return whole


def simulated_again(instance: Instance, ref: InstanceRef, roster: Roster, truth: Truth | None) -> Roster:
    """A roster that was planned with the load factors of an earlier one, with them and a simulation of its own; checked."""
    if truth is None or not truth.load_factors:
        return roster
    found = simulated_service(instance, demand_of(instance), roster.shifts, replications=truth.replications, seed=truth.seed,
                              purchases=roster.outside)
    own = truth.model_copy(update={"simulated": _known(found.total), "standard_error": _known(found.total_error)})
    whole = roster.model_copy(update={"truth": own})
    refuse_breaches(check_result(instance, whole, ref))
    return whole


def _load_factors(instance: Instance, result: Roster, factors: Floats) -> tuple[LoadFactor, ...]:
    names = list(instance.queues)
    every = (LoadFactor(queue=cover.queue, start=cover.start,
                        factor=float(factors[names.index(cover.queue), interval_of(cover.start, instance.grid)]))
             for cover in result.intervals)
    return tuple(each for each in every if each.factor != 1)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 6)
