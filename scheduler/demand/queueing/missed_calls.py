"""Expected calls that are not answered within the threshold, for every number of operators on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.convex import convex_minorant
from scheduler.demand.queueing.queue import FUZZ, Queue, performance
from scheduler.demand.queueing.uncertainty import LoadDistribution, certain
from scheduler.instance.service import Service

Floats = NDArray[np.float64]

Measure = Literal["service_level", "in_time_at_last"]

_STRIDE = 8
_SETTLED = 1e-10
"""Between two numbers of operators with both service levels this near to 0 or to 1, none is computed."""


@dataclass(frozen=True, eq=False)
class MissedCalls:
    """Expected missed calls of each interval with k operators planned; shape (intervals, most + 1), 0 where closed.

    Parameters
    ----------
    expected
        As the queueing formula has it: falling in k, but convex only from about the load on. Far below it nearly
        all calls are missed, and one operator more changes nothing.
    convex
        Greatest convex minorant of `expected`: what is priced. Where it is below, a lack of operators so deep is priced
        as if a part of the calls were answered.
    """

    expected: Floats
    convex: Floats

    @property
    def deviation(self) -> Floats:
        """Largest difference of the two in each interval, in calls; shape (intervals,)."""
        return np.asarray((self.expected - self.convex).max(axis=1))


def missed_calls(queue: Queue, most: int, load: LoadDistribution | None = None, lines: int | None = None) -> MissedCalls:
    """Expected calls not answered within the threshold, for 0 to `most` operators planned before shrinkage.

    Where callers call again, a caller is missed of whom no attempt is answered within it.

    Parameters
    ----------
    load
        Possible loads of each interval; left out: the expected one for certain. Their expectation is taken with calls
        and load varying together: where the load is high, more calls are there to be missed.
    lines
        Telephone lines; those who find all taken are missed. Left out: as many as are needed.
    """
    is_open = queue.is_open
    expected = np.zeros((len(is_open), most + 1))
    rows = np.column_stack([queue.load, queue.aht_s])[is_open]
    factors = (load or certain(len(is_open))).at(is_open)
    distinct, index = np.unique(np.column_stack([rows, factors.factors]), axis=0, return_inverse=True)
    shares = missed_share(queue.service, distinct[:, 0], distinct[:, 1], most,
                          LoadDistribution(distinct[:, 2:], factors.weights), lines, "in_time_at_last")
    expected[is_open] = queue.calls[is_open, None] * shares[index.ravel()]
    return MissedCalls(expected, convex_minorant(expected))


def missed_share(
    service: Service, load: Floats, aht_s: Floats, most: int, factors: LoadDistribution, lines: int | None = None,
    measure: Measure = "service_level",
) -> Floats:
    """Share of the expected calls that is missed, with 0 to `most` operators planned; shape (n, most + 1).

    Parameters
    ----------
    measure
        Which calls are not: first attempts answered in time, or callers of whom any attempt is.
    """
    planned = np.arange(most + 1) * (1 - service.shrinkage_percent / 100)
    whole = np.floor(planned * (1 + FUZZ)).astype(np.int64)
    between = np.clip(planned - whole, 0.0, 1.0)
    total = np.zeros((len(load), most + 1))
    for node, weight in enumerate(factors.weights):
        factor = factors.factors[:, node]
        levels = service_levels(service, load * factor, aht_s, int(whole[-1]) + 1, lines, measure)
        level = (1 - between) * levels[:, whole] + between * levels[:, whole + 1]
        total += weight * factor[:, None] * (1 - level)
    return np.minimum.accumulate(total, axis=1)  # a rounding error must not let more operators miss more


def service_levels(
    service: Service, load: Floats, aht_s: Floats, most: int, lines: int | None = None, measure: Measure = "service_level"
) -> Floats:
    """Service level, or share of the callers answered in time at last, with 0 to `most` present; shape (n, most + 1).

    It rises with the operators, so that only some are computed where it is all but 0 or all but 1.
    """
    coarse = np.unique([*range(0, most + 1, _STRIDE), most])
    levels = np.zeros((len(load), most + 1))
    levels[:, coarse] = _level(service, load[:, None], coarse[None, :], aht_s[:, None], lines, measure)
    for low, high in pairwise(coarse.tolist()):
        left, right = levels[:, low], levels[:, high]
        settled = (right < _SETTLED) | (left > 1 - _SETTLED)
        levels[:, low + 1 : high] = left[:, None]
        if high - low > 1 and (moving := np.flatnonzero(~settled)).size:
            inside = np.arange(low + 1, high)
            levels[np.ix_(moving, inside)] = _level(
                service, load[moving, None], inside[None, :], aht_s[moving, None], lines, measure
            )
    return levels


def _level(
    service: Service, load: Floats, agents: NDArray[np.int64], aht_s: Floats, lines: int | None, measure: Measure
) -> Floats:
    found: Floats = getattr(performance(service, load, agents, aht_s, lines), measure)
    return np.clip(found, 0.0, 1.0)
