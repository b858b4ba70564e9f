"""Erlang B, C and A: what callers meet when a load of calls falls on a number of agents. All functions broadcast."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.demand.queueing.patience import queue_masses

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Performance:
    """Steady state of a queue; every field has the broadcast shape of the arguments, or is one number for all.

    Where callers call again, shares are of all attempts, which all meet the same.

    Parameters
    ----------
    probability_of_wait
        Share of the callers who find all agents busy.
    abandonment
        Share of the callers who hang up before they are served; 0 in Erlang C.
    mean_wait_s
        Mean time in the queue of all callers, served or not, in seconds; infinite in Erlang C from load = agents on.
    occupancy
        Share of their time that agents spend with callers; 1 where callers meet no agent at all.
    service_level
        Share of all callers who are served within the threshold; those who hang up count against it.
    blocked
        Share of the callers who find all lines taken; 0 without a limit.
    attempts
        Mean number of calls that a caller makes; 1 where nobody calls again.
    """

    probability_of_wait: Floats
    abandonment: Floats
    mean_wait_s: Floats
    occupancy: Floats
    service_level: Floats
    blocked: Floats = field(default_factory=lambda: np.zeros(()), kw_only=True)
    attempts: Floats = field(default_factory=lambda: np.ones(()), kw_only=True)

    @property
    def unanswered(self) -> Floats:
        """Share of the attempts that end without an answer: hung up, or blocked."""
        return np.asarray(self.abandonment + self.blocked)

    @property
    def in_time_at_last(self) -> Floats:
        """Share of the callers who are answered within the threshold in one of their attempts."""
        return np.asarray(self.attempts * self.service_level)


def erlang_b(load: ArrayLike, agents: ArrayLike) -> Floats:
    r"""Share of the callers who are blocked by `agents` lines without a queue.

    The reciprocal :math:`1/B(a, k) = 1 + (k/a) / B(a, k-1)`, :math:`B(a, 0) = 1`, adds only positive terms and so loses
    no digits, however many agents. Without load it is 0, and 1 on no line at all.

    Parameters
    ----------
    load
        Offered load, in erlangs: calls per second times mean handling time in seconds.
    agents
        Whole number of lines.

    Raises
    ------
    ValueError
        If a load or a number is negative or not finite, or a number is not whole.

    References
    ----------
    A. K. Erlang, "Solution of some problems in the theory of probabilities", 1917.
    """
    loads, counts = _checked(load, agents)
    if loads.size and (loads == loads.flat[0]).all():
        return np.asarray(1.0 / _reciprocals(float(loads.flat[0]), int(counts.max()))[counts])[()]
    return np.asarray((1.0 / _many_reciprocals(loads.ravel(), counts.ravel())).reshape(loads.shape))


def erlang_c(load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, answer_within_s: ArrayLike) -> Performance:
    r"""Queue whose callers never hang up (M/M/n).

    With :math:`\rho = a/n`: :math:`C = 1 / (\rho + (1-\rho)/B)`, mean wait :math:`C\,h/(n-a)`, service level
    :math:`1 - C\,e^{-(n-a)\,t/h}`. From load = agents on the queue grows for ever: everybody waits, nobody is in time.

    Parameters
    ----------
    load, agents
        As in `erlang_b`.
    aht_s
        Mean handling time *h*, in seconds.
    answer_within_s
        Threshold *t* of the service level, in seconds.
    """
    blocked = erlang_b(load, agents)
    loads, counts, aht, within = _broadcast(load, agents, aht_s, answer_within_s)
    blocked, stable = np.broadcast_to(blocked, loads.shape), loads < counts
    spare = np.where(stable, counts - loads, 1.0)
    waits = np.where(stable, blocked / np.where(stable, blocked * loads + spare, 1.0) * counts, 1.0)
    waits = np.where(loads > 0, waits, 0.0)
    stable = stable | (loads == 0)
    return Performance(
        probability_of_wait=waits[()],
        abandonment=np.zeros_like(waits)[()],
        mean_wait_s=np.where(stable, waits * aht / spare, np.inf)[()],
        occupancy=np.where(stable, loads / np.maximum(counts, 1), 1.0)[()],
        service_level=np.where(stable, 1.0 - waits * np.exp(-spare * within / aht), 0.0)[()],
    )


def erlang_a(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike, answer_within_s: ArrayLike
) -> Performance:
    r"""Queue whose callers hang up after an exponential patience (M/M/n+M, Palm).

    With :math:`B = B(a, n-1)` and the masses of `queue_masses`, each measure is a ratio of sums of positive terms: for
    example :math:`P(\text{wait}) = B\,y\,J / (1 + B\,y\,J)` with :math:`J = \int_0^\infty e^{y(1-e^{-z}) - xz}\,dz`,
    :math:`x = n\,p/h`, :math:`y = a\,p/h` and patience *p*; the mean wait of all callers is *p* times the abandonment.

    Parameters
    ----------
    load, agents, aht_s, answer_within_s
        As in `erlang_c`.
    patience_s
        Mean time until a waiting caller hangs up, in seconds.

    References
    ----------
    C. Palm, "Research on telephone traffic carried by full availability groups", 1957.
    A. Mandelbaum, S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007, equations of M/M/n+G.
    """
    _checked(load, agents)
    loads, counts, aht, patience, within = _broadcast(load, agents, aht_s, patience_s, answer_within_s)
    usual = (loads > 0) & (counts > 0)
    a, n, ratio = np.where(usual, loads, 1.0).ravel(), np.where(usual, counts, 1.0).ravel(), (patience / aht).ravel()
    mass = queue_masses(n * ratio, a * ratio, (within / patience).ravel())
    weight = np.atleast_1d(erlang_b(a, n - 1.0)) * a * ratio
    everybody = mass.nobody + weight * mass.waiting

    def shaped(values: Floats, without_load: float, without_agents: float) -> Floats:
        special = np.where(loads > 0, without_agents, without_load)
        return np.asarray(np.where(usual, values.reshape(loads.shape), special))[()]

    served = (mass.nobody + weight * mass.served) / everybody
    abandonment = shaped(weight * mass.leaving / everybody, 0.0, 1.0)
    return Performance(
        probability_of_wait=shaped(weight * mass.waiting / everybody, 0.0, 1.0),
        abandonment=abandonment,
        mean_wait_s=np.asarray(abandonment * patience)[()],
        occupancy=shaped(served * a / n, 0.0, 1.0),
        service_level=shaped((mass.nobody + weight * mass.in_time) / everybody, 1.0, 0.0),
    )


def _checked(load: ArrayLike, agents: ArrayLike) -> tuple[Floats, NDArray[np.int64]]:
    loads, counts = _broadcast(load, agents)
    if not (np.isfinite(loads).all() and (loads >= 0).all()):
        raise ValueError("a load is negative or not finite; allowed are 0 erlangs and more")
    if not (np.isfinite(counts).all() and (counts >= 0).all() and (counts == np.floor(counts)).all()):
        raise ValueError("a number of agents is negative or not whole; allowed are 0, 1, 2, …")
    return loads, counts.astype(np.int64)


def _broadcast(*values: ArrayLike) -> tuple[Floats, ...]:
    return np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values))


def _reciprocals(load: float, most: int) -> Floats:
    """1/B of one load for 0 to `most` agents; shape (most + 1,)."""
    if load == 0:
        return np.concatenate([np.ones(1), np.full(most, np.inf)])
    steps = accumulate(range(1, most + 1), lambda reciprocal, k: 1.0 + reciprocal * k / load, initial=1.0)
    return np.fromiter(steps, dtype=float, count=most + 1)


def _many_reciprocals(loads: Floats, agents: NDArray[np.int64]) -> Floats:
    """1/B of each pair, all in one recursion: sorted by agents, each pair drops out when its number is reached."""
    order = np.argsort(-agents, kind="stable")
    load, remaining = loads[order], agents[order]
    reciprocal = np.ones_like(load)
    most = int(remaining[0]) if remaining.size else 0
    active = np.searchsorted(-remaining, -np.arange(most + 1), side="right")
    with np.errstate(over="ignore", divide="ignore"):
        for k in range(1, most + 1):
            head = reciprocal[: active[k]]
            head *= k / load[: active[k]]
            head += 1.0
    result = np.empty_like(reciprocal)
    result[order] = reciprocal
    return result
