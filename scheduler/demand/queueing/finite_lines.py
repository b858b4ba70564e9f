"""Queues with finitely many lines (M/M/n/K and M/M/n/K+M): a caller who finds all lines taken is blocked."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.demand.queueing.erlang import Performance, erlang_b

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

MOST_LINES = 1_000_000
"""More lines than any hotline has; the search for a number of lines ends here."""


def finite_lines(
    load: ArrayLike, agents: ArrayLike, lines: ArrayLike, aht_s: ArrayLike, answer_within_s: ArrayLike,
    patience_s: ArrayLike = np.inf,
) -> Performance:
    r"""Queue of `agents` *n* on `lines` *K*, each call holding a line while it waits and while it talks; broadcasts.

    With the service rate :math:`1/h`, hang-up rate :math:`\theta` and arrival rate :math:`\lambda`, a state of *j*
    callers is left downwards at :math:`d_j = \min(j, n)/h + \max(j-n, 0)\,\theta`. The share of time in state *j* of
    the system with *j* lines is :math:`b_j = b_{j-1} / (d_j/\lambda + b_{j-1})`, and the mean of any :math:`f` over the
    states becomes :math:`F_j = (1-b_j) F_{j-1} + b_j f_j`: convex combinations only, so that nothing overflows or
    cancels, whatever the sizes. A caller who finds :math:`n+i` others is served within *t* with probability
    :math:`\frac{n/h}{n/h + (i+1)\theta} P(M > i)`, where *M* is negative binomial (Poisson without hang-ups).

    Parameters
    ----------
    load
        Offered load, in erlangs.
    agents, lines
        Whole numbers; never more agents than lines.
    aht_s, answer_within_s
        Mean handling time *h* and threshold *t*, in seconds.
    patience_s
        Mean time until a waiting caller hangs up, in seconds; infinite: never.

    Raises
    ------
    ValueError
        If a number is negative, not finite or not whole, or there are more agents than lines.

    References
    ----------
    C. Palm, "Research on telephone traffic carried by full availability groups", 1957; O. Garnett, A. Mandelbaum,
    M. Reiman, "Designing a call center with impatient customers", 2002 (M/M/n/K+M). The wait behind *i* others is a
    sum of exponentials of equally spaced rates, so :math:`e^{-\theta W}` has a beta distribution.

    Returns
    -------
    Performance
        Shares are of all callers, also of those who are blocked; `mean_wait_s` is the mean time in the queue of the callers
        who get a line.
    """
    _check(load, agents, lines)
    values = (load, agents, lines, aht_s, answer_within_s, patience_s)
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values))
    shape = arrays[0].shape
    a, n, k, h, t, p = (np.ravel(array) for array in arrays)
    order = np.argsort(n - k, kind="stable")  # longest queues first, so that the short ones drop out at the end
    met = _walk(*(values[order] for values in (np.where(a > 0, a, 1.0), n, k, h, t, 1 / p)))
    back = np.argsort(order)
    blocked, queue, in_time, at_once = (values[back] for values in met)
    abandonment = queue * h / (p * np.where(a > 0, a, 1.0))
    no_calls = a == 0

    def shaped(values: Floats, without_calls: float) -> Floats:
        return np.asarray(np.where(no_calls, without_calls, values).reshape(shape))[()]

    entered = 1 - blocked
    with np.errstate(invalid="ignore", divide="ignore"):
        wait = np.where(entered > 0, queue * h / np.where(a > 0, a, 1.0) / entered, np.inf)
        served = np.clip(entered - abandonment, 0.0, 1.0)
        occupancy = np.where(n > 0, served * a / np.maximum(n, 1), 1.0)
    return Performance(
        probability_of_wait=shaped(np.maximum(entered - at_once, 0.0), 0.0),
        abandonment=shaped(abandonment, 0.0),
        mean_wait_s=shaped(wait, 0.0),
        occupancy=shaped(np.minimum(occupancy, 1.0), 0.0),
        service_level=shaped(in_time, 1.0),
        blocked=shaped(blocked, 0.0),
    )


def lines_for_blocking(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, goal: float, patience_s: ArrayLike = np.inf
) -> Counts:
    """Smallest number of lines on which no more than a share `goal` of the callers is blocked; broadcasts.

    -1 stands where no number of lines suffices: callers never hang up, and `agents` cannot serve them.

    Parameters
    ----------
    load, agents, aht_s, patience_s
        As in `finite_lines`; there are never fewer lines than agents, unless fewer suffice for the goal.
    goal
        Largest share of the callers who may be blocked, between 0 and 1.
    """
    if not 0 < goal < 1:
        raise ValueError(f"found a blocking goal of {goal:g}; allowed is a share between 0 and 1")
    _check(load, agents, agents)
    a, n, h, p = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (load, agents, aht_s, patience_s)))
    hopeless = np.isinf(p) & (a > 0) & (n < a * (1 - goal) * (1 + 1e-12))
    needed = np.where(a > 0, -1, 0).astype(np.int64)
    for index in np.ndindex(needed.shape):
        if a[index] > 0 and not hopeless[index]:
            needed[index] = _first_enough(float(a[index]), int(n[index]), float(h[index] / p[index]), goal)
    return needed


def _first_enough(load: float, agents: int, hang_up: float, goal: float) -> int:
    """Walk up the lines until few enough are blocked; `hang_up` is the hang-up rate times the handling time."""
    blocked = 1.0
    for lines in range(1, MOST_LINES):
        down = min(lines, agents) + max(lines - agents, 0) * hang_up
        blocked /= down / load + blocked
        if blocked <= goal:
            return lines
    return -1


def _walk(a: Floats, n: Floats, k: Floats, h: Floats, t: Floats, theta: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Blocked share, mean queue, share in time, share served at once; sorted by falling length of the queue."""
    blocked = np.atleast_1d(erlang_b(a, n)).copy()
    at_once = 1 - blocked
    in_time, queue = at_once.copy(), np.zeros_like(a)  # means over the states below, with what is found there
    behind = _InTimeBehind(n / h, theta, t)
    longest = int((k - n).max(initial=0))
    active = np.searchsorted(n - k, -np.arange(longest + 1), side="right")
    for i in range(1, longest + 1):
        head = slice(0, active[i])
        served = behind.next(int(active[i]))
        before = blocked[head].copy()
        # `in_time` is over all states of the system before; the callers of its last state now find a place in the queue.
        in_time[head] += before * served
        now = before / ((n[head] / h[head] + i * theta[head]) * h[head] / a[head] + before)
        in_time[head] *= 1 - now
        at_once[head] *= 1 - now
        queue[head] += now * (i - queue[head])
        blocked[head] = now
    return blocked, queue, in_time, at_once


class _InTimeBehind:
    """Chance to be served within *t* with 0, 1, 2, … others in the queue before; in logs, as the terms may underflow."""

    def __init__(self, capacity: Floats, theta: Floats, t: Floats) -> None:
        self._capacity, self._theta = capacity, theta
        self._span = np.where(theta > 0, -np.expm1(-theta * t) / np.where(theta > 0, theta, 1.0), t)
        self._log_term = -(capacity + theta) * t
        self._late = np.exp(self._log_term)
        self._others = 0

    def next(self, size: int) -> Floats:
        """Chance behind one more than before, of the first `size` queues; later sizes are never larger."""
        capacity, theta, i = self._capacity[:size], self._theta[:size], self._others
        if i:  # P(M > i) = 1 - the first i + 1 terms of M, each found from the one before by its ratio
            with np.errstate(divide="ignore"):
                ratio = self._span[:size] * (capacity + i * theta) / i
                self._log_term = self._log_term[:size] + np.log(ratio)
            self._late = self._late[:size] + np.exp(self._log_term)
        self._others += 1
        share = np.where(capacity > 0, capacity / np.maximum(capacity + (i + 1) * theta, 1e-300), 0.0)
        return np.asarray(share * np.clip(1 - self._late[:size], 0.0, 1.0))


def _check(load: ArrayLike, agents: ArrayLike, lines: ArrayLike) -> None:
    erlang_b(load, agents)
    erlang_b(load, lines)
    if (np.asarray(agents, dtype=float) > np.asarray(lines, dtype=float)).any():
        raise ValueError("there are more agents than lines; allowed is at most one agent a line")
