"""Calls drawn from what is expected, or taken from a real log: when they arrive, how long they last, who hangs up when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from scheduler.simulate.kernel import Calls
from scheduler.simulate.traffic import Floats, Traffic

HANDLING_CV = 1.28
"""Standard deviation of handling times over their mean: of the 31,244 calls that a bank handled in August 1999."""


@dataclass(frozen=True, eq=False)
class HandlingTime:
    """Distribution of handling times around the mean of their interval.

    Parameters
    ----------
    kind
        ``lognormal`` with coefficient of variation `cv`; ``exponential``; or ``empirical``: one of `ratios` at random.
    cv
        Standard deviation over mean, of the lognormal distribution; 0: all last equally long.
    ratios
        Real handling times over their mean, for ``empirical``.

    References
    ----------
    L. Brown, N. Gans, A. Mandelbaum, A. Sakov, H. Shen, S. Zeltyn, L. Zhao, "Statistical analysis of a telephone call
    center: a queueing-science perspective", JASA 100, 2005: service times are very nearly lognormal.
    """

    kind: Literal["lognormal", "exponential", "empirical"] = "lognormal"
    cv: float = HANDLING_CV
    ratios: Floats | None = None

    @classmethod
    def empirical(cls, handling_s: Floats) -> HandlingTime:
        """Distribution of real handling times, in seconds.

        Raises
        ------
        ValueError
            If there is none above 0.
        """
        real = handling_s[handling_s > 0]
        if not real.size:
            raise ValueError("no handling time above 0 s")
        return cls("empirical", float(real.std() / real.mean()), real / real.mean())

    def draw(self, count: int, rng: np.random.Generator) -> Floats:
        """Handling times over their mean; shape (count,)."""
        if self.kind == "exponential":
            return rng.standard_exponential(count)
        if self.kind == "empirical":
            if self.ratios is None:
                raise ValueError("empirical handling times need ratios")
            return rng.choice(self.ratios, count)
        variance = math.log1p(self.cv**2)
        return np.asarray(np.exp(rng.standard_normal(count) * math.sqrt(variance) - variance / 2))


class CallSource(Protocol):
    """Where the calls of a replication come from."""

    def draw(self, rng: np.random.Generator) -> Calls:
        """Calls of one replication, in order of arrival."""
        ...


@dataclass(frozen=True, eq=False)
class Forecast:
    """Calls as a Poisson process whose rate is constant in each interval; see `Uncertainty` for how the rate may vary."""

    traffic: Traffic
    handling: HandlingTime

    def draw(self, rng: np.random.Generator) -> Calls:
        """Calls of one replication, in order of arrival."""
        traffic = self.traffic
        rate = traffic.calls
        if traffic.uncertainty is not None:
            rate = rate * traffic.uncertainty.factors(traffic.day, rng)
        counts = rng.poisson(rate)
        cell = np.repeat(np.arange(counts.size), counts.ravel())
        queue, interval = cell // traffic.intervals, cell % traffic.intervals
        arrival_s = (interval + rng.random(len(cell))) * traffic.interval_s
        order = np.argsort(arrival_s, kind="stable")
        arrival_s, queue, interval = arrival_s[order], queue[order], interval[order]
        handling_s = traffic.aht_s[queue, interval] * self.handling.draw(len(cell), rng)
        return Calls(arrival_s, queue, handling_s, patience(traffic, queue, rng), interval)


@dataclass(frozen=True, eq=False)
class RealCalls:
    """Calls that came: arrivals and handling times as they were, patience drawn, as nobody knows it of those answered.

    Parameters
    ----------
    arrival_s
        Seconds since the horizon's start, in order; shape (calls,).
    queue
        Queue of each call; shape (calls,).
    handling_s
        Handling time in seconds, NaN where the call was not answered: drawn then; shape (calls,).
    """

    traffic: Traffic
    handling: HandlingTime
    arrival_s: Floats
    queue: NDArray[np.int64]
    handling_s: Floats

    def draw(self, rng: np.random.Generator) -> Calls:
        """The calls, with what nobody knows of them drawn anew."""
        traffic = self.traffic
        interval = (self.arrival_s // traffic.interval_s).astype(np.int64)
        drawn = traffic.aht_s[self.queue, interval] * self.handling.draw(len(interval), rng)
        handling_s = np.where(np.isnan(self.handling_s), drawn, self.handling_s)
        return Calls(self.arrival_s, self.queue, handling_s, patience(traffic, self.queue, rng), interval)


def patience(traffic: Traffic, queue: NDArray[np.int64], rng: np.random.Generator) -> Floats:
    """Exponential patience of each caller in seconds, infinite where callers of the queue never hang up."""
    mean = traffic.patience_s[queue]
    never = np.isinf(mean)
    return np.where(never, np.inf, rng.standard_exponential(len(queue)) * np.where(never, 0.0, mean))
