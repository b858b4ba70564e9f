"""The forecast's uncertainty as factors on the load with weights: what an expectation is taken over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NODES = 7
"""Gauss-Hermite nodes: exact for polynomials of degree 13 in the normal variable."""
_Z90 = 1.2815515655446004
"""90 % quantile of the standard normal distribution."""


@dataclass(frozen=True, eq=False)
class LoadFactors:
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

    def at(self, intervals: NDArray[np.bool_] | NDArray[np.intp]) -> LoadFactors:
        """The factors of some intervals only."""
        return LoadFactors(self.factors[intervals], self.weights)


def certain(intervals: int) -> LoadFactors:
    """No uncertainty: a single node, the expected load."""
    return LoadFactors(np.ones((intervals, 1)), np.ones(1))


def lognormal_factors(variation: Floats) -> LoadFactors:
    r"""Factors of a lognormal rate of mean 1 and coefficient of variation *v*, by Gauss-Hermite quadrature.

    :math:`\sigma^2 = \ln(1 + v^2)`; nodes :math:`e^{\sigma z - \sigma^2/2}`, divided by their weighted mean so that
    the mean is 1 exactly.
    """
    z, weights = np.polynomial.hermite_e.hermegauss(NODES)
    weights = weights / weights.sum()
    sigma = np.sqrt(np.log1p(np.square(variation)))[:, None]
    factors = np.exp(sigma * z - sigma**2 / 2)
    return LoadFactors(factors / (factors @ weights)[:, None], weights)


def variation_of_rate(calls: Floats, p10: Floats, p90: Floats) -> Floats:
    r"""Coefficient of variation of the arrival *rate*, from quantiles of the *number* of calls; shape as `calls`.

    The number of calls varies by chance even at a known rate (Poisson: variance = mean), and Erlang's formulas already
    hold that chance. Only what is left of the variance is uncertainty of the rate. With :math:`\sigma = \ln(q_{90} /
    q_{10}) / 2z` the variance of a lognormal number is :math:`m^2 (e^{\sigma^2} - 1)`; where the lower quantile is 0,
    that of a normal number, :math:`((q_{90} - q_{10}) / 2z)^2`, is taken.

    Uncertainty that all intervals of a day share and that of single intervals count alike here: an expected number of
    missed calls is a sum over intervals, and only each interval's own distribution enters it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        log_spread = np.log(p90 / p10) / (2 * _Z90)
        lognormal = np.square(calls) * np.expm1(np.square(log_spread))
    normal = np.square((p90 - p10) / (2 * _Z90))
    variance = np.where(p10 > 0, lognormal, normal)
    safe = np.where(calls > 0, calls, 1.0)
    return np.asarray(np.where(calls > 0, np.sqrt(np.maximum(variance - calls, 0.0)) / safe, 0.0))

