"""The forecast's uncertainty as factors on the load with weights: what an expectation is taken over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.calls_grid import bounds_by_interval, calls_by_interval
from scheduler.instance.instance import Instance

Floats = NDArray[np.float64]

NODES = 7
"""Gauss-Hermite nodes: exact for polynomials of degree 13 in the normal variable."""
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
    sigma = np.sqrt(np.log1p(np.square(variation)))[:, None]
    factors = np.exp(sigma * z - sigma**2 / 2)
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
    """Uncertainty of a queue's load by the quantiles of the forecast; None if it has none."""
    p10, p90 = bounds_by_interval(instance, name)
    if np.isnan(p10).all():
        return None
    calls, _ = calls_by_interval(instance, name)
    return lognormal_factors(variation_of_rate(np.nan_to_num(calls), p10, p90))
