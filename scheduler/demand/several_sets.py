"""Service level of a queue that is in several sets: its callers are in time only if none of the sets is short of operators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Levels = tuple[tuple[int, ...], Floats]
"""Queues of a set, and the service level that it alone would give each of them; shape (queues of the set, intervals)."""

_DRAWS = 1024
"""The chance that several sets are short at once is off by half a point at most with so many."""
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71)


def level_in_several(loads: Floats, sets: Sequence[Levels]) -> Floats:
    r"""Service level of each queue; shape (queues, intervals).

    Each set alone is short of operators for a share of the calls. Sets have queues in common, and so are often short together;
    the more they differ, the more often one of them is. With the calls in progress of each queue about normal around its load
    :math:`a_q` and independent, sets *S* and *T* correlate by :math:`a(S \cap T) / \sqrt{a(S) a(T)}`.
    A caller is in time if all sets with the queue are below their quantiles (a Gaussian copula of the sets; the shares of each
    are kept). In one set alone, or in sets all of whose calls are the same, it is the lowest of their levels.

    Parameters
    ----------
    loads
        Offered load of each queue over the horizon; shape (queues,).
    sets
        Sets in which the queues are; each queue is in at least one.

    References
    ----------
    R. B. Nelsen, "An introduction to copulas", 2006. R. B. Wallace, W. Whitt, "A staffing algorithm for call centers with
    skill-based routing", Manufacturing & Service Operations Management 7, 2005.
    """
    stacked = np.vstack([levels for _, levels in sets])
    known = np.asarray(~np.isnan(stacked).any(axis=0))
    every, back = np.unique(stacked[:, known], axis=1, return_inverse=True)  # days are often alike
    parted = np.split(every, np.cumsum([len(queues) for queues, _ in sets])[:-1])
    busy = _normal(len(loads)) * np.sqrt(loads)
    short = [np.zeros((every.shape[1], _DRAWS)) for _ in loads]
    for (queues, _), levels in zip(sets, parted, strict=True):
        place = _places(busy[:, list(queues)].sum(axis=1))
        for queue, level in zip(queues, levels, strict=True):
            beyond = np.clip(place - _DRAWS * level[:, None] + 1, 0.0, 1.0)
            short[queue] = np.maximum(short[queue], beyond)
    found = np.full((len(loads), len(known)), np.nan)
    found[:, known] = np.stack([1 - each.mean(axis=1) for each in short])[:, back.ravel()]
    return found


def _places(values: Floats) -> Floats:
    """Place of each value among all, from 0."""
    return np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(float)


def _normal(columns: int) -> Floats:
    """Evenly spread normal numbers: a Kronecker sequence of square roots of primes through Box and Muller's transform."""
    steps = np.sqrt(np.array(_PRIMES[: 2 * columns], dtype=float))
    even = (np.arange(1, _DRAWS + 1)[:, None] * steps + 0.5) % 1.0
    return np.asarray(np.sqrt(-2 * np.log1p(-even[:, :columns])) * np.cos(2 * np.pi * even[:, columns:]))
