"""What calls in: expected calls of each queue and interval, how they vary, and what callers were promised, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.demand.queueing.uncertainty import DAY_SHARE, day_variation, load_distribution, variation_of_rate
from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import bounds_by_interval, days_of_intervals
from scheduler.instance.instance import Instance
from scheduler.roster import Purchase
from scheduler.simulate.outside import share_elsewhere

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Uncertainty:
    r"""How far the load of a replication may lie from the forecast, as relative standard deviations.

    The rate of interval *i* of day *d* is the forecast times :math:`D_d I_{qi}`: a factor common to the whole day and all
    queues, and one of the interval and queue alone. Both are gamma-distributed with mean 1, so that counts are
    overdispersed as those of real hotlines are.

    Parameters
    ----------
    day
        Of each day; shape (days,).
    interval
        Of each queue and interval; shape (queues, intervals).

    References
    ----------
    G. Jongbloed, G. Koole, "Managing uncertainty in call centres using Poisson mixtures", Applied Stochastic Models in
    Business and Industry 17, 2001.
    """

    day: Floats
    interval: Floats

    @classmethod
    def equal(cls, traffic: Traffic, day: float, interval: float) -> Uncertainty:
        """The same relative standard deviations on all days and in all intervals."""
        return cls(np.full(traffic.days, day), np.full(traffic.calls.shape, interval))

    @classmethod
    def of_quantiles(cls, traffic: Traffic, p10: Floats, p90: Floats, day_share: float = DAY_SHARE) -> Uncertainty:
        """From the 10 % and 90 % quantiles of the calls of each interval, NaN where unknown; shape (queues, intervals).

        `day_share` of the variance of the rate that they show is common to the day.
        """
        relative = variation_of_rate(traffic.calls, p10, p90) ** 2
        of_day = np.zeros(traffic.days)
        for day in range(traffic.days):
            inside = traffic.day == day
            weight = traffic.calls[:, inside]
            if weight.sum() > 0:
                of_day[day] = day_share * (relative[:, inside] * weight).sum() / weight.sum()
        rest = np.maximum(relative - of_day[traffic.day], 0)
        return cls(np.sqrt(of_day), np.sqrt(rest))

    def factors(self, day: NDArray[np.int64], rng: np.random.Generator) -> Floats:
        """Draw what the forecast is multiplied by; shape (queues, intervals)."""
        return np.asarray(_gamma(self.day, rng)[day] * _gamma(self.interval, rng))


@dataclass(frozen=True, eq=False)
class Returning:
    """Callers who hang up or find no line and call again.

    Parameters
    ----------
    share, delay_s
        How many of them, and after how many seconds in the mean; shape (queues,).
    opens_s, closes_s
        Windows in which calls are answered, in seconds since the horizon's start; who calls again outside of them is lost;
        shape (windows,).
    """

    share: Floats
    delay_s: Floats
    opens_s: Floats
    closes_s: Floats


@dataclass(frozen=True, eq=False)
class Traffic:
    """The calls that are expected, on the grid of intervals of a horizon.

    Parameters
    ----------
    queues
        Name of each queue; None for the only one of a hotline without queues.
    calls, aht_s
        Expected calls (first ones, where callers call again), 0 where closed, and their mean handling time in seconds; shape
        (queues, intervals).
    patience_s
        Mean time until a waiting caller hangs up, in seconds, infinite where callers never do; shape (queues,).
    answer_within_s, target
        Threshold in seconds, and the share of calls to be answered within it; shape (queues,).
    day
        Day of the horizon in which each interval lies; shape (intervals,).
    interval_s
        Length of an interval in seconds.
    closing_s
        Moments, in seconds since the horizon's start, at which the hotline closes and sends away who still waits.
    absence
        Probability that an operator who serves a queue does not come for a shift; shape (queues,). One who serves
        several has the mean of theirs.
    uncertainty
        How far the load may lie from the forecast; None: calls are Poisson with the forecast's rate.
    returning
        Who calls again; None: nobody.
    elsewhere
        Share of the calls that an outside call centre takes; shape (queues, intervals). None: nothing.
    concurrency
        Contacts that an operator handles at a time; shape (queues,). None: one.
    """

    queues: tuple[str | None, ...]
    calls: Floats
    aht_s: Floats
    patience_s: Floats
    answer_within_s: Floats
    target: Floats
    day: NDArray[np.int64]
    interval_s: float
    closing_s: Floats
    absence: Floats
    uncertainty: Uncertainty | None = None
    returning: Returning | None = None
    elsewhere: Floats | None = None
    concurrency: NDArray[np.int64] | None = None

    @property
    def intervals(self) -> int:
        """Number of intervals."""
        return int(self.calls.shape[1])

    @property
    def days(self) -> int:
        """Number of days."""
        return int(self.day[-1]) + 1

    def with_uncertainty(self, uncertainty: Uncertainty | None) -> Traffic:
        """Return the same calls with another uncertainty."""
        return replace(self, uncertainty=uncertainty)


def traffic_of(instance: Instance, demand: Demand, purchases: Sequence[Purchase] = ()) -> Traffic:
    """Traffic of an instance; calls are Poisson with the rate of its forecast, uncertain where that has quantiles.

    Parameters
    ----------
    purchases
        What an outside call centre takes.

    Raises
    ------
    InputError
        If the requirement is given in place of calls, so that there are none.
    """
    if not instance.calls.are_given:
        raise InputError([Fault("", "calls", "are missing; the requirement is given directly, and a simulation needs calls")])
    grid, services = instance.grid, tuple(instance.queues.values())
    queues = [each.queue for each in demand.queues]
    patience = (np.inf if service.patience_s is None else service.patience_s for service in services)
    traffic = Traffic(
        queues=tuple(instance.queues),
        calls=np.nan_to_num(np.stack([queue.calls for queue in queues])),
        aht_s=np.nan_to_num(np.stack([queue.aht_s for queue in queues])),
        patience_s=np.array(list(patience), dtype=float),
        answer_within_s=np.array([service.answer_within_s for service in services], dtype=float),
        target=np.array([service.target_percent / 100 for service in services]),
        day=days_of_intervals(instance),
        interval_s=grid.interval_minutes * 60.0,
        closing_s=closing_times_s(instance),
        absence=np.array([service.shrinkage_percent / 100 for service in services]),
        returning=_returning(instance),
        concurrency=np.array([service.concurrency for service in services]),
    )
    traffic = replace(traffic, elsewhere=share_elsewhere(instance, purchases, traffic.calls))
    if instance.calls.day_sd_percent is not None:
        return traffic.with_uncertainty(_of_days(instance, traffic))
    low, high = np.stack([bounds_by_interval(instance, name) for name in instance.queues], axis=1)
    if np.isnan(low).all():
        return traffic
    return traffic.with_uncertainty(Uncertainty.of_quantiles(traffic, low, high))


def _of_days(instance: Instance, traffic: Traffic) -> Uncertainty:
    """Uncertainty where the instance says how far days differ: what else the quantiles show is of the intervals."""
    day, found = day_variation(instance), [load_distribution(instance, name) for name in instance.queues]
    total = [np.zeros(traffic.intervals) if each is None else each.variation for each in found]
    return Uncertainty(day, np.sqrt(np.maximum(np.square(total) - np.square(day)[traffic.day], 0.0)))


def closing_times_s(instance: Instance) -> Floats:
    """Moments at which the hotline closes, in seconds since the horizon's start; its end is none if it stays open."""
    closes = np.flatnonzero(np.diff(_is_open(instance)) < 0) + 1
    return np.asarray(closes[closes <= instance.grid.cells] * instance.grid.cell_minutes * 60.0)


def _is_open(instance: Instance) -> NDArray[np.int8]:
    """Whether calls are answered in each cell of the horizon and of the day after it."""
    is_open = np.zeros(instance.grid.day_starts[-1] + 1, dtype=np.int8)
    for windows in instance.opening_with_following_days:
        for start, end in windows:
            is_open[start:end] = 1
    return is_open


def _returning(instance: Instance) -> Returning | None:
    """Who calls again, by the redials of each queue; windows that go on after the horizon end with it."""
    redials = [service.redials for service in instance.queues.values()]
    if not any(redials):
        return None
    share, delay_s = (np.array([getattr(each, name) if each else otherwise for each in redials], dtype=float)
                      for name, otherwise in (("share", 0), ("delay_s", 1)))
    edges = np.diff(_is_open(instance)[: instance.grid.cells], prepend=0, append=0)
    opens_s, closes_s = (np.asarray(np.flatnonzero(edges == way) * instance.grid.cell_minutes * 60.0) for way in (1, -1))
    return Returning(share, delay_s, opens_s, closes_s)


def _gamma(relative_sd: Floats, rng: np.random.Generator) -> Floats:
    """Gamma variates with mean 1; 1 where the standard deviation is 0."""
    variance = np.maximum(relative_sd, 1e-6) ** 2
    return np.where(relative_sd > 0, rng.gamma(1 / variance, variance), 1.0)

