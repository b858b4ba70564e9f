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

TOLERANCE = 0.01
"""Promised and simulated service level over the horizon agree within this."""

_PRIOR_SD = 0.1
"""How far a load factor usually lies from 1, as a standard deviation of its logarithm; steadies what chance shakes."""

_REACH_INTERVALS = 1.5
"""Neighbouring intervals correct each other, with normal weights of this standard deviation."""

_STEP = 0.01


@dataclass(frozen=True)
class Round:
    """What one round found: service levels over the horizon, and the mean absolute difference of an interval.

    All are NaN for a hotline that expects no calls.
    """

    promised: float
    simulated: float
    standard_error: float
    by_interval: float

    @property
    def agrees(self) -> bool:
        """Whether the promise is true enough."""
        return not abs(self.promised - self.simulated) > TOLERANCE


def compare(instance: Instance, result: Roster, found: SimulatedService) -> Round:
    """Set what a roster promises beside what was simulated, interval by interval and over the horizon."""
    calls, level = _rows(instance, result)
    known = (calls > 0) & ~np.isnan(level) & ~np.isnan(found.service_level)
    weight = calls[known]
    if not weight.size:
        return Round(math.nan, math.nan, math.nan, math.nan)
    apart = np.abs(level[known] - found.service_level[known])
    promised = float((weight * level[known]).sum() / weight.sum())
    return Round(promised, found.total, found.total_error, float((weight * apart).sum() / weight.sum()))


def corrected(
    instance: Instance, demand: Demand, result: Roster, found: SimulatedService, factors: Floats
) -> Floats:
    r"""Load factors with which the formulas say what was simulated; shape (queues, intervals).

    Where the level of an interval has the slope :math:`s` against the logarithm of its factor and was simulated with the
    standard error :math:`e`, the simulation tells the logarithm with the precision :math:`s^2/e^2`. The new logarithm is
    the mean of those of the neighbouring intervals, weighted by precision and nearness, and of 0, the prior. Last, all
    are moved together until the promise over the horizon is what was simulated.
    """
    calls, _ = _rows(instance, result)
    on_phone = on_phone_of_sets(instance, demand, result)
    level = _levels(demand, factors, on_phone)
    slope = (_levels(demand, factors * np.exp(_STEP), on_phone) - level) / _STEP
    error = np.maximum(np.nan_to_num(found.standard_error, nan=1.0), 1e-3)
    open_ = (calls > 0) & ~np.isnan(level) & ~np.isnan(found.service_level) & (slope < -1e-6)
    steep = np.where(open_, slope, 0.0)
    wanted = np.where(open_, np.log(factors) + (found.service_level - level) / np.where(open_, slope, 1.0), 0.0)
    precision = (steep / error) ** 2
    told = _near(precision * np.clip(wanted, -1.0, 1.0)) / (_near(precision) + _PRIOR_SD**-2)
    return np.asarray(np.exp(told + _shift(demand, told, calls, on_phone, found)))


def _shift(demand: Demand, logarithms: Floats, calls: Floats, on_phone: Floats, found: SimulatedService) -> float:
    """What is added to all logarithms, so that the promise over the horizon is what was simulated; by bisection."""
    low, high = -0.7, 0.7
    known = calls > 0
    for _ in range(20):
        middle = (low + high) / 2
        level = _levels(demand, np.exp(logarithms + middle), on_phone)
        promised = np.nansum(calls[known] * level[known]) / calls[known].sum()
        low, high = (middle, high) if promised > found.total else (low, middle)
    return (low + high) / 2


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
