"""The forecast's uncertainty as factors on the load with weights: what an expectation is taken over."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.instance.calls_grid import bounds_by_interval, calls_by_interval, days_of_intervals
from scheduler.instance.instance import Instance

Floats = NDArray[np.float64]

NODES = 7
"""Gauss-Hermite nodes: exact for polynomials of degree 13 in the normal variable."""
DAY_SHARE = 0.5
"""Part of the variance that quantiles show which is common to a day, as errors of a forecast mostly go one way for hours."""
P10_TO_P90 = 2.5631031310892007
"""Standard deviations of a normal distribution between its 10 % and its 90 % quantile."""


@dataclass(frozen=True, eq=False)
class LoadDistribution:
    """Possible loads of each interval, as multiples of the expected one.

    Parameters
    ----------
    factors
        Multiples, whose weighted mean is 1 in each interval; shape (intervals, nodes).
    weights
        Probability of each node, the same in all intervals; shape (nodes,).
    """

    factors: Floats
    weights: Floats

    @property
    def variation(self) -> Floats:
        """Coefficient of variation of each interval; shape (intervals,)."""
        return np.asarray(np.sqrt(np.maximum(np.square(self.factors) @ self.weights - 1.0, 0.0)))

    def at(self, intervals: NDArray[np.bool_] | NDArray[np.intp]) -> LoadDistribution:
        """The factors of some intervals only."""
        return LoadDistribution(self.factors[intervals], self.weights)


def certain(intervals: int) -> LoadDistribution:
    """No uncertainty: a single node, the expected load."""
    return LoadDistribution(np.ones((intervals, 1)), np.ones(1))


def lognormal_factors(variation: Floats) -> LoadDistribution:
    r"""Factors of a lognormal rate of mean 1 and coefficient of variation *v*, by Gauss-Hermite quadrature.

    :math:`\sigma^2 = \ln(1 + v^2)`; nodes :math:`e^{\sigma z - \sigma^2/2}`, divided by their weighted mean so that
    the mean is 1 exactly.
    """
    z, weights = np.polynomial.hermite_e.hermegauss(NODES)
    weights = weights / weights.sum()
    factors = load_factors(variation[:, None], z)
    return LoadDistribution(factors / (factors @ weights)[:, None], weights)


def variation_of_rate(calls: Floats, p10: Floats, p90: Floats) -> Floats:
    r"""Coefficient of variation of the arrival *rate*, from quantiles of the *number* of calls; shape as `calls`.

    The number of calls varies by chance even at a known rate (Poisson: variance = mean), and Erlang's formulas already
    hold that chance. Only what is left of the variance :math:`((q_{90} - q_{10}) / 2z)^2` is uncertainty of the rate.
    NaN quantiles are unknown ones: no uncertainty is taken for them.

    Uncertainty that all intervals of a day share and that of single intervals count alike here: an expected number of
    missed calls is a sum over intervals, and only each interval's own distribution enters it.
    """
    variance = np.square((p90 - p10) / P10_TO_P90)
    safe = np.where(calls > 0, calls, 1.0)
    relative = np.sqrt(np.maximum(np.nan_to_num(variance) - calls, 0.0)) / safe
    return np.asarray(np.where(calls > 0, relative, 0.0))


def load_distribution(instance: Instance, name: str | None = None) -> LoadDistribution | None:
    """Uncertainty of a queue's load, by the quantiles of the forecast and what days differ by; None if it has none."""
    quantiles, of_day = _variation(instance, name), instance.calls.day_sd_percent
    if quantiles is None and not of_day:
        return None
    variation = np.zeros(instance.grid.intervals) if quantiles is None else quantiles
    return lognormal_factors(np.maximum(variation, (of_day or 0) / 100))


def day_variation(instance: Instance) -> Floats:
    """Coefficient of variation of the load that all intervals of a day share, on all queues; (days,), 0 where it is certain.

    Without `day_sd_percent` half of what the quantiles show, in the mean over the calls of the day.
    """
    grid, given = instance.grid, instance.calls.day_sd_percent
    if given is not None:
        return np.full(grid.days, given / 100)
    day, shared, total = days_of_intervals(instance), np.zeros(grid.days), np.zeros(grid.days)
    for name in instance.queues:
        if (variation := _variation(instance, name)) is not None:
            calls = np.nan_to_num(calls_by_interval(instance, name)[0])
            shared += np.bincount(day, calls * variation**2, grid.days)
            total += np.bincount(day, calls, grid.days)
    return np.asarray(np.sqrt(DAY_SHARE * shared / np.where(total > 0, total, 1.0)))


def interval_distribution(instance: Instance, name: str | None = None) -> LoadDistribution | None:
    """Uncertainty of a queue's load that is left once the load of the day is known; None if there is none."""
    total = load_distribution(instance, name)
    if total is None:
        return None
    of_day = day_variation(instance)[days_of_intervals(instance)]
    left = np.sqrt(np.maximum((1 + total.variation**2) / (1 + of_day**2) - 1, 0.0))
    return lognormal_factors(left) if (left > 1e-6).any() else None


def load_quantile(instance: Instance, share: float) -> Floats:
    """Multiple of the expected load that is not exceeded on a share of the days; shape (intervals,)."""
    return load_factors(day_variation(instance), NormalDist().inv_cdf(share))[days_of_intervals(instance)]


def load_factors(variation: Floats, z: ArrayLike) -> Floats:
    r"""Lognormal multiples of mean 1 and coefficients of variation *v* at normal scores *z*; broadcasts.

    :math:`e^{\sigma z - \sigma^2/2}` with :math:`\sigma^2 = \ln(1 + v^2)`.
    """
    sigma = np.sqrt(np.log1p(np.square(variation)))
    return np.asarray(np.exp(sigma * np.asarray(z) - sigma**2 / 2))


def _variation(instance: Instance, name: str | None) -> Floats | None:
    """Coefficient of variation of the rate by the quantiles of the forecast; shape (intervals,); None without them."""
    p10, p90 = bounds_by_interval(instance, name)
    if np.isnan(p10).all():
        return None
    calls, _ = calls_by_interval(instance, name)
    return variation_of_rate(np.nan_to_num(calls), p10, p90)
