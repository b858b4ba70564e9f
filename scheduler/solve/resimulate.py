"""The truth that a result speaks of, simulated again: a file cannot vouch for its own load factors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from math import isnan

from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand, demand_of
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.roster import Roster, Truth
from scheduler.simulate.correction import Round, compare, on_phone_of_sets
from scheduler.simulate.service import SimulatedService, simulated_service

NAME = "truth"
_ROUNDED = 1e-6
_TOLERANCE = 0.01
_ERRORS = 3
"""By so many standard errors chance alone hardly ever misleads."""


def check_truth(instance: Instance, result: Roster) -> Iterator[Violation]:
    """Yield a violation for each figure of the truth loop that its simulation, run again, does not show.

    The seed and the replications that the result names give the service level it names. And its load factors do what
    they are for: with them the promise is no further from the simulation than it would be without them.
    """
    truth = result.truth
    if truth is None:
        return
    if truth.simulated is None or truth.standard_error is None:
        if truth.load_factors:
            yield Violation(NAME, len(truth.load_factors), "load factors", "truth.load_factors: no simulation stands behind "
                            "them; truth.simulated is null")
        return
    yield from _without_interval(result, truth)
    demand = demand_of(instance)
    found = simulated_service(instance, demand, result.shifts, replications=truth.replications, seed=truth.seed,
                              purchases=result.outside)
    yield from _figures(truth, found)
    if truth.load_factors:
        yield from _factors(instance, result, _without_factors(instance, demand, result), found)


def _without_interval(result: Roster, truth: Truth) -> Iterator[Violation]:
    """Load factors that speak of no interval of the roster, or of one that another speaks of."""
    intervals = {(row.queue, row.start.astimezone(UTC)) for row in result.intervals}
    for each in truth.load_factors:
        key = each.queue, each.start.astimezone(UTC)
        if key not in intervals:
            yield Violation(NAME, 1, "load factors", f"truth.load_factors: {each.start.isoformat()} is no open interval, or "
                            "stands there twice")
        intervals.discard(key)


def _figures(truth: Truth, found: SimulatedService) -> Iterator[Violation]:
    error = found.total_error
    for name, said, right, allowed in (("simulated", truth.simulated, found.total, error),
                                       ("standard_error", truth.standard_error, error, error / 2)):
        if said is not None and not abs(said - right) <= allowed + _ROUNDED:
            yield Violation(NAME, abs(said - right), "of 1", f"truth.{name}: {said:.6g}; simulated again, with seed "
                            f"{truth.seed} and {truth.replications} replications: {right:.6g}")


def _factors(instance: Instance, result: Roster, bare: Roster, found: SimulatedService) -> Iterator[Violation]:
    with_them, without = compare(instance, result, found), compare(instance, bare, found)
    allowed = _TOLERANCE + _ERRORS * found.total_error
    for what, one, other in (("over the horizon", _distance(with_them), _distance(without)),
                             ("in an interval, in the mean", with_them.by_interval, without.by_interval)):
        if one > other + allowed:
            yield Violation(NAME, one - other, "of 1", f"truth.load_factors: {what} the promise is {100 * one:.1f} points from "
                            f"the simulation; without the factors it would be {100 * other:.1f}")


def _distance(of: Round) -> float:
    return abs(of.promised - of.simulated)


def _without_factors(instance: Instance, demand: Demand, result: Roster) -> Roster:
    """Return the result with the service levels that the formulas promise for the forecast as it is."""
    levels = demand.with_help(instance, result.outside).service_levels(on_phone_of_sets(instance, demand, result))
    number = {name: index for index, name in enumerate(instance.queues)}
    known = (float(levels[number[row.queue], interval_of(row.start, instance.grid)]) for row in result.intervals)
    rows = (row.model_copy(update={"service_level": None if isnan(level) else level})
            for row, level in zip(result.intervals, known, strict=True))
    return result.model_copy(update={"intervals": tuple(rows)})
