"""Means and ratios over replications, with 95 % confidence intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class Estimate:
    """Estimates of several groups; NaN where there is nothing to estimate from.

    Parameters
    ----------
    value, standard_error
        Shape (groups,); the error is NaN with one replication.
    replications
        Number of independent replications they come from.
    """

    value: Floats
    standard_error: Floats
    replications: int

    @property
    def half_width(self) -> Floats:
        """Half of the confidence interval, from Student's t distribution; shape (groups,)."""
        if self.replications < 2:
            return np.full_like(self.value, np.nan)
        return np.asarray(self.standard_error * student_t(self.replications - 1))


def mean(values: NDArray[np.generic]) -> Estimate:
    """Mean over replications; `values` of shape (replications, groups)."""
    return ratio(values, np.ones(values.shape))


def ratio(numerator: NDArray[np.generic], denominator: NDArray[np.generic]) -> Estimate:
    r"""Ratio of two means, such as calls answered in time over calls offered; both of shape (replications, groups).

    :math:`R = \sum x_r / \sum n_r` with standard error :math:`\sqrt{\sum (x_r - R n_r)^2 / (m (m-1))} / \bar n` (the
    classical ratio estimator): replications with many calls weigh more, and one without calls does no harm.

    References
    ----------
    W. G. Cochran, "Sampling techniques", 3rd edition, 1977, section 6.4.
    """
    above, below = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    count, total = len(above), below.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(total > 0, above.sum(axis=0) / total, np.nan)
        squares = ((above - value * below) ** 2).sum(axis=0)
        error = np.sqrt(squares / (count * (count - 1))) / (total / count) if count > 1 else np.full_like(value, np.nan)
    return Estimate(value, error, count)


@lru_cache(maxsize=64)
def student_t(degrees: int, confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile t of Student's distribution: abs(T) ≤ t with probability `confidence`; whole degrees of freedom."""
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, degrees) < confidence else (low, middle)
    return math.sqrt(degrees) * math.tan((low + high) / 2)


def _within(angle: float, degrees: int) -> float:
    """Probability of abs(T) ≤ tan(angle) · √degrees.

    References
    ----------
    M. Abramowitz, I. A. Stegun, "Handbook of mathematical functions", 1964, 26.7.3 and 26.7.4.
    """
    sine, cosine = math.sin(angle), math.cos(angle)
    if degrees % 2:
        term = total = cosine if degrees > 1 else 0.0
        for k in range(3, degrees - 1, 2):
            term *= cosine**2 * (k - 1) / k
            total += term
        return 2 / math.pi * (angle + sine * total)
    term = total = 1.0
    for k in range(2, degrees - 1, 2):
        term *= cosine**2 * (k - 1) / k
        total += term
    return sine * total


def wilson(successes: int, trials: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Wilson's 95 % interval of a probability; unlike others it does not shrink to nothing where all trials agree.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
    """
    share, weight = successes / trials, z**2 / trials
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / trials + weight / (4 * trials))
    return max(0.0, middle - half), min(1.0, middle + half)
