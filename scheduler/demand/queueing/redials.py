"""Callers who hang up or find no line and call again: how many attempts they make, and what these meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.demand.queueing.erlang import Performance

Floats = NDArray[np.float64]
Meet = Callable[..., Performance]
"""What attempts meet at a load of all attempts, with so many agents and whatever else there is; flat arrays of one shape."""

MOST_ATTEMPTS = 1_000.0
"""Calls of a caller in the mean, at most: where all call again and not all can be answered they would grow for ever."""

_EXACT = 1e-12
_STEPS = 100


def with_redials(meet: Meet, share: float, load: ArrayLike, agents: ArrayLike, *others: ArrayLike) -> Performance:
    r"""What attempts meet where a share *r* of those who are not answered calls again; broadcasts.

    An attempt ends without an answer with probability :math:`q`, which grows with the load of all attempts: that of the
    first ones, *a*, times the mean number of attempts of a caller, *x*. Both fit if :math:`x = 1 + r\,q(x a)\,x`. As the
    load that is carried, :math:`x a\,(1 - q(x a))`, rises with *x* and never above the agents,
    :math:`x (1 - r\,q(x a))` rises, too: there is one solution, at most :math:`1/(1-r)`. If all call again it is infinite
    from load = agents on; then `MOST_ATTEMPTS` stands for it, at which hardly an attempt is answered.

    Redials are taken to come as if at random (*retrials see time averages*), so that every attempt meets the same: the share
    answered in time is that of first attempts and that of all.

    Parameters
    ----------
    meet
        What attempts meet, as a function of the load, the agents and what else is given.
    share
        *r*, between 0 and 1.
    load
        Offered load of the first attempts, in erlangs.
    agents
        Whole number of agents.
    others
        Further arguments of `meet`, such as the handling time.

    References
    ----------
    M. S. Aguir, F. Karaesmen, O. Z. Akşin, F. Chauvet, "The impact of retrials on call center performance", OR Spectrum 26,
    2004: forecasts that take redials for first attempts mislead; the fixed point of stationary offered load. B. S. Greenberg,
    R. W. Wolff, "An upper bound on the performance of queues with returning customers", Journal of Applied Probability 24,
    1987: retrials see time averages. G. I. Falin, J. G. C. Templeton, "Retrial queues", 1997.
    """
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (load, agents, *others)))
    first, *given = (np.ravel(values) for values in arrays)
    attempts = _attempts(meet, share, first, given)
    met = meet(first * attempts, *given)

    def shaped(values: Floats) -> Floats:
        return np.asarray(np.broadcast_to(values, first.shape).reshape(arrays[0].shape))[()]

    return replace(Performance(**{name: shaped(getattr(met, name)) for name in Performance.__dataclass_fields__}),
                   attempts=shaped(attempts))


def _attempts(meet: Meet, share: float, first: Floats, given: list[Floats]) -> Floats:
    """Mean attempts of a caller: secants from below, inside a bracket that shrinks.

    What is missing to 1, :math:`x (1 - r q) - 1`, rises and bends downwards, so that secants through two points below the
    solution do not pass it; where they do by a rounding error, the bracket holds them.
    """
    most = MOST_ATTEMPTS if share >= 1 else min(MOST_ATTEMPTS, 1 / (1 - share))
    low, high = _fluid(share, first, given[0], most), np.full_like(first, most)
    before, lacking_before = low.copy(), _lacking(meet, share, low, first, given)
    now = np.minimum(low - lacking_before, high)
    moving = np.flatnonzero((now - before > _EXACT * now) & (first > 0))
    for _ in range(_STEPS):
        if not moving.size:
            break
        x, x0, f0 = now[moving], before[moving], lacking_before[moving]
        f = _lacking(meet, share, x, first[moving], [each[moving] for each in given])
        below = f <= 0
        low[moving], high[moving] = np.where(below, x, low[moving]), np.where(below, high[moving], x)
        slope = (f - f0) / np.where(x != x0, x - x0, 1.0)
        step = np.where(slope > 0, x - f / np.where(slope > 0, slope, 1.0), most)
        inside = (step >= low[moving]) & (step <= high[moving])
        step = np.where(inside, step, (low[moving] + high[moving]) / 2)
        before[moving], lacking_before[moving], now[moving] = x, f, step
        moving = moving[np.abs(step - x) > _EXACT * x]
    return np.where(first > 0, now, 1.0)


def _lacking(meet: Meet, share: float, x: Floats, first: Floats, given: list[Floats]) -> Floats:
    return np.asarray(x * (1 - share * meet(first * x, *given).unanswered) - 1)


def _fluid(share: float, first: Floats, n: Floats, most: float) -> Floats:
    """Attempts if exactly as many calls were answered as the agents can handle: never more than there are."""
    if share >= 1:
        return np.where(n <= first, most, 1.0)
    lost = np.maximum(1 - n / np.where(first > 0, first, 1.0), 0.0)
    return np.minimum(np.maximum((1 - share * (1 - lost)) / (1 - share), 1.0), most)
