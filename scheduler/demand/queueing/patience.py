"""The integrals of Erlang A, by quadrature of positive integrands, so that no digits cancel at any size or patience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_Weight = Callable[[Floats], Floats]

_CUT = 40.0
"""Exponents further than this below the peak are left out: e^-40 is below the rounding error of the sum."""
_LONG = 40.0
"""Beyond so many patiences past the peak, nobody new has stayed, and the integrand is a plain exponential."""
_BLOCK = 512
_LEGENDRE = np.polynomial.legendre.leggauss(64)
_NODES, _WEIGHTS = (_LEGENDRE[0] + 1) / 2, _LEGENDRE[1] / 2  # on [0, 1]
_SERIES = tuple((-1) ** j / factorial(j + 2) for j in reversed(range(15)))


@dataclass(frozen=True, eq=False)
class QueueMasses:
    r"""Masses of the virtual wait, all divided by the same factor (the peak of the integrand); shape (queues,).

    Parameters
    ----------
    nobody
        The 1 that stands for callers who need not wait, after the division.
    waiting, leaving, served, in_time
        :math:`\int w(z)\,e^{y(1-e^{-z}) - xz}\,dz` over the wait *z* in patiences, with weight 1, :math:`1-e^{-z}`,
        :math:`e^{-z}`, and :math:`e^{-z}` up to the threshold only.
    """

    nobody: Floats
    waiting: Floats
    leaving: Floats
    served: Floats
    in_time: Floats


def queue_masses(x: Floats, y: Floats, threshold: Floats) -> QueueMasses:
    """Masses of queues with service capacity `x` and arrivals `y` during one patience, both above 0; shape (queues,).

    The integrand is log-concave with its peak where arrivals that stay equal capacity. Gauss-Legendre rules with 64
    nodes on each side of the peak are exact to rounding there. `threshold` is in patiences.
    """
    log_peak, (waiting, leaving, served) = _integrals(
        x, y, np.full_like(x, np.inf), (None, lambda z: -np.expm1(-z), lambda z: np.exp(-z))
    )
    log_peak_in_time, (in_time,) = _integrals(x + 1.0, y, threshold, (None,))
    return QueueMasses(np.exp(-log_peak), waiting, leaving, served, in_time * np.exp(log_peak_in_time - log_peak))


def _integrals(x: Floats, y: Floats, end: Floats, weights: tuple[_Weight | None, ...]) -> tuple[Floats, list[Floats]]:
    """Log of the integrand's peak on [0, end], and the integrals divided by the peak, one for each weight (None: 1).

    Relative to the peak at z*, with p = y e^-z*, the exponent at z* + u is -((x - p) u + p q(u)), q(u) = e^-u - 1 + u:
    two terms of one sign, so that nothing cancels.
    """
    peak = np.minimum(np.log1p(np.maximum(y - x, 0.0) / x), end)
    pull = np.where((y > x) & (peak < end), x, y * np.exp(-peak))
    slope = x - pull
    reach_left = np.minimum(peak, _left_reach(slope, pull))
    reach_right = np.minimum(end - peak, _right_reach(slope, pull))
    near = np.minimum(reach_right, _LONG)
    sums = [np.zeros_like(x) for _ in weights]
    for begin, width in ((-reach_left, reach_left), (np.zeros_like(x), near), (near, reach_right - near)):
        for used in _blocks(np.flatnonzero(width > 0)):
            u = begin[used, None] + width[used, None] * _NODES
            mass = np.exp(-(slope[used, None] * u + pull[used, None] * _excess(u)))
            for total, weight in zip(sums, weights, strict=True):
                of_all = mass if weight is None else mass * weight(peak[used, None] + u)
                total[used] += of_all @ _WEIGHTS * width[used]
    return pull * _excess(-peak) - slope * peak, sums


def _blocks(indices: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """Pieces that fit into the cache, and keep a year of five-minute intervals within a few megabytes."""
    for first in range(0, len(indices), _BLOCK):
        yield indices[first : first + _BLOCK]


def _left_reach(slope: Floats, pull: Floats) -> Floats:
    """Distance left of the peak after which the exponent has fallen by `_CUT`; never too short."""
    fall = _CUT / np.maximum(pull, 1e-300)
    reach = np.sqrt(2.0 * fall)
    for _ in range(3):
        reach = np.log1p(fall + reach)  # e^v = 1 + fall + v, from above
    return np.minimum(reach, _CUT / np.maximum(-slope, 1e-300))


def _right_reach(slope: Floats, pull: Floats) -> Floats:
    """Distance right of the peak after which the exponent has fallen by `_CUT`; never too short."""
    fall = _CUT / np.maximum(pull, 1e-300)
    return np.minimum(fall + np.sqrt(2.0 * fall), _CUT / np.maximum(slope, 1e-300))


def _excess(u: Floats) -> Floats:
    """q(u) = e^-u - 1 + u without cancellation: its power series where u is small."""
    values, is_small = np.asarray(np.expm1(-u) + u), np.abs(u) <= 0.5
    near = u[is_small]
    series = np.zeros_like(near)
    for coefficient in _SERIES:
        series *= near
        series += coefficient
    values[is_small] = near * near * series
    return values
