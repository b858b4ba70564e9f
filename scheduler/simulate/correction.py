"""What a simulation says about the formulas: how far the promise is off, and the load factors that put it right."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.roster import Roster
from scheduler.simulate.service import SimulatedService

Floats = NDArray[np.float64]

TOLERANCE = 0.008
"""Promised and simulated service level over the horizon agree within this: within a point, then, where other calls come."""

QUEUE_TOLERANCE = 0.015
"""Those of a single queue agree within this, and a standard error: within two points with other calls."""

_ERRORS = 1
_NEWTON_STEPS = 8

_PRIOR_SD = 0.1
"""How far a load factor usually lies from 1, as a standard deviation of its logarithm; steadies what chance shakes."""

_REACH_INTERVALS = 1.5
"""Neighbouring intervals correct each other, with normal weights of this standard deviation."""

_STEP = 0.01


@dataclass(frozen=True)
class Round:
    """What one round found: service levels over the horizon, and the mean absolute difference of an interval.

    All are NaN for a hotline that expects no calls. `by_queue` is the largest difference of a queue, less what chance explains.
    """

    promised: float
    simulated: float
    standard_error: float
    by_interval: float
    by_queue: float = 0.0

    @property
    def distance(self) -> float:
        """How far the promise is from the truth, in the most that counts as true; 0 where nothing is promised."""
        apart = abs(self.promised - self.simulated) / TOLERANCE, self.by_queue / QUEUE_TOLERANCE
        return max((each for each in apart if not math.isnan(each)), default=0.0)

    @property
    def agrees(self) -> bool:
        """Whether the promise is true enough."""
        return self.distance <= 1


def compare(instance: Instance, result: Roster, found: SimulatedService) -> Round:
    """Set what a roster promises beside what was simulated, interval by interval and over the horizon."""
    calls, level = _rows(instance, result)
    known = (calls > 0) & ~np.isnan(level) & ~np.isnan(found.service_level)
    weight = calls[known]
    if not weight.size:
        return Round(math.nan, math.nan, math.nan, math.nan)
    apart = np.abs(level[known] - found.service_level[known])
    promised = float((weight * level[known]).sum() / weight.sum())
    return Round(promised, found.total, found.total_error, float((weight * apart).sum() / weight.sum()),
                 _worst_queue(calls, level, found))


def _worst_queue(calls: Floats, level: Floats, found: SimulatedService) -> float:
    """Largest difference of promised and simulated level of a queue beyond `_ERRORS` standard errors, at least 0."""
    promised, simulated = _of_queues(calls, level), _of_queues(calls, found.service_level)
    weight = np.nan_to_num(calls * np.nan_to_num(found.standard_error))
    error = np.sqrt((weight**2).sum(axis=1)) / np.maximum(calls.sum(axis=1), 1e-9)
    apart = np.nan_to_num(np.abs(promised - simulated)) - _ERRORS * error
    return float(max(apart.max(initial=0.0), 0.0))


def _of_queues(calls: Floats, level: Floats) -> Floats:
    """Service level of each queue over the horizon, NaN without calls; shape (queues,)."""
    known = (calls > 0) & ~np.isnan(level)
    total = np.where(known, calls, 0.0).sum(axis=1)
    answered = np.where(known, calls * np.nan_to_num(level), 0.0).sum(axis=1)
    return np.where(total > 0, answered / np.where(total > 0, total, 1.0), np.nan)


def corrected(
    instance: Instance, demand: Demand, result: Roster, found: SimulatedService, factors: Floats
) -> Floats:
    r"""Load factors with which the formulas say what was simulated; shape (queues, intervals).

    Where the level of an interval has the slope :math:`s` against the logarithm of its factor and was simulated with the
    standard error :math:`e`, the simulation tells the logarithm with the precision :math:`s^2/e^2`. The new logarithm is
    the mean of those of the neighbouring intervals, weighted by precision and nearness, and of 0, the prior. Last, all of
    a queue are moved together until its promise over the horizon is what was simulated.
    """
    calls, _ = _rows(instance, result)
    demand = demand.with_help(instance, result.outside)
    on_phone = on_phone_of_sets(instance, demand, result)
    level = _levels(demand, factors, on_phone)
    slope = (_levels(demand, factors * np.exp(_STEP), on_phone) - level) / _STEP
    error = np.maximum(np.nan_to_num(found.standard_error, nan=1.0), 1e-3)
    open_ = (calls > 0) & ~np.isnan(level) & ~np.isnan(found.service_level) & (slope < -1e-6)
    steep = np.where(open_, slope, 0.0)
    wanted = np.where(open_, np.log(factors) + (found.service_level - level) / np.where(open_, slope, 1.0), 0.0)
    precision = (steep / error) ** 2
    told = _near(precision * np.clip(wanted, -1.0, 1.0)) / (_near(precision) + _PRIOR_SD**-2)
    return np.asarray(np.exp(told + _shift(demand, told, calls, on_phone, found)[:, None]))


def _shift(demand: Demand, logarithms: Floats, calls: Floats, on_phone: Floats, found: SimulatedService) -> Floats:
    """What is added to the logarithms of each queue, so that its promise is what was simulated; shape (queues,).

    By Newton steps with the slope of all queues moved together: those that share operators move each other.
    """
    shift, simulated = np.zeros(len(logarithms)), _of_queues(calls, found.service_level)
    for _ in range(_NEWTON_STEPS):
        moved = logarithms + shift[:, None]
        promised = _of_queues(calls, _levels(demand, np.exp(moved), on_phone))
        slope = (_of_queues(calls, _levels(demand, np.exp(moved + _STEP), on_phone)) - promised) / _STEP
        step = np.where(slope < -1e-6, (simulated - promised) / np.minimum(slope, -1e-6), 0.0)
        shift = np.clip(shift + np.clip(np.nan_to_num(step), -0.2, 0.2), -0.7, 0.7)
    return shift


def _near(values: Floats) -> Floats:
    """Sums over neighbouring intervals with normal weights, 1 for the interval itself; along the last axis."""
    reach = int(np.ceil(3 * _REACH_INTERVALS))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / _REACH_INTERVALS) ** 2)
    return np.stack([np.convolve(row, weights, mode="full")[reach:-reach] for row in values])


def _rows(instance: Instance, result: Roster) -> tuple[Floats, Floats]:
    """Calls and promised level of each queue, NaN where nothing is promised; each (queues, intervals)."""
    names = list(instance.queues)
    calls, level = np.zeros((len(names), instance.grid.intervals)), np.full((len(names), instance.grid.intervals), np.nan)
    for cover in result.intervals:
        at = names.index(cover.queue), interval_of(cover.start, instance.grid)
        calls[at], level[at] = cover.calls, np.nan if cover.service_level is None else cover.service_level
    return calls, level


def on_phone_of_sets(instance: Instance, demand: Demand, result: Roster) -> Floats:
    """Operators on the phone that a result tells of each set of queues; shape (sets, intervals)."""
    number = {each.names: index for index, each in enumerate(demand.sets)}
    on_phone = np.zeros((len(number), instance.grid.intervals))
    for names, start, present in result.on_phone_of_sets():
        if names in number:
            on_phone[number[names], interval_of(start, instance.grid)] = present
    return on_phone


def _levels(demand: Demand, factors: Floats, on_phone: Floats) -> Floats:
    """Service level the formulas give with load factors; shape (queues, intervals)."""
    return demand.with_load_factors(factors).service_levels(on_phone)


def by_moment(instance: Instance, factors: Floats) -> dict[tuple[str | None, dt.datetime], float]:
    """Factors by queue and start of the interval, as `with_load_factors` takes them."""
    grid = instance.grid
    starts = [grid.moment(index * grid.cells_per_interval).astimezone(dt.UTC) for index in range(grid.intervals)]
    return {(name, start): float(factor) for name, row in zip(instance.queues, factors, strict=True)
            for start, factor in zip(starts, row, strict=True)}
