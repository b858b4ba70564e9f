"""Queues of unequal priority that the same operators answer: what callers of one of them meet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.demand.queueing.erlang import Performance
from scheduler.demand.queueing.patience import queue_masses
from scheduler.instance.service import Service

Floats = NDArray[np.float64]

_FAR = 6.0
"""More departures than their mean and so many standard deviations are left out: less than one in 10⁸."""
_ROOM = 12
_BLOCK = 2048


class Ranked(Service):
    """Promise to callers who share their operators with callers of other priorities.

    Parameters
    ----------
    before, upto
        Shares of all these calls whose priority is higher, and higher or equal.
    """

    before: float
    upto: float

    @classmethod
    def among(cls, service: Service, before: float, upto: float) -> Ranked:
        """A promise as it was written, among so many others."""
        return cls.model_construct(**dict(service), before=before, upto=upto)


def ranked(
    whole: Performance, service: Service, load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, before: ArrayLike,
    upto: ArrayLike,
) -> Performance:
    r"""What callers of one priority meet, given what all of them together do; broadcasts.

    Whether all agents are busy does not depend on the order in which callers are taken, as no call is broken off. While they
    are, callers of at least this priority come at the rate :math:`\lambda u` and leave at the rate :math:`n/h + j\theta` if
    *j* of them wait: with :math:`q_j \propto \prod_{i \leq j} \lambda u / (n/h + i\theta)` of them a new one waits behind. A
    turn comes at the first passage to 0 of those ahead, who grow by the :math:`\lambda b` of higher priority; it is found by
    uniformisation. This is exact where calls last equally long in the mean and callers are equally patient; with one
    priority it is Erlang A or C. The mean waits are Cobham's without hang-ups, else the patience times the hang-ups.

    Parameters
    ----------
    whole
        All callers of all priorities together, first come, first served.
    service
        Patience and threshold of these callers.
    load
        Offered load of all attempts of all priorities, in erlangs.
    agents, aht_s
        As in `erlang_a`.
    before, upto
        Shares *b* and *u* of all calls whose priority is higher, and higher or equal.

    References
    ----------
    A. Cobham, "Priority assignment in waiting line problems", Operations Research 2, 1954. O. Kella, U. Yechiali, "Waiting
    times in the non-preemptive priority M/M/c queue", Stochastic Models 1, 1985. O. Jouini, A. Roubos, "On multiple priority
    multi-server queues with impatience", Journal of the Operational Research Society 65, 2014.
    """
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (load, agents, aht_s, before, upto)))
    shape = arrays[0].shape
    a, n, h, b, u = (np.ravel(values) for values in arrays)
    waits, blocked = (np.ravel(np.broadcast_to(values, shape)) for values in (whole.probability_of_wait, whole.blocked))
    usual = np.flatnonzero((a > 0) & (n > 0))
    level, hung_up = (np.ravel(np.broadcast_to(values, shape)).copy() for values in (whole.service_level, whole.abandonment))
    wait_s = np.ravel(np.broadcast_to(whole.mean_wait_s, shape)).copy()
    theta = 0.0 if service.patience_s is None else 1 / service.patience_s
    for first in range(0, len(usual), _BLOCK):
        at = usual[first:first + _BLOCK]
        capacity, arrivals = n[at] / h[at], a[at] / h[at]
        ahead, none_before, none_upto = _found_waiting(capacity, arrivals * b[at], arrivals * u[at], theta,
                                                       service.answer_within_s)
        in_time = _passes(ahead, capacity, arrivals * b[at], theta, service.answer_within_s)
        level[at] = np.clip(1 - blocked[at] - waits[at] * (1 - in_time), 0.0, 1.0)
        if theta:
            leaving = arrivals * (u[at] - b[at]) - capacity * (none_before - none_upto)
            some = arrivals * (u[at] - b[at])
            hung_up[at] = np.where(some > 0, waits[at] * leaving / np.where(some > 0, some, 1.0), hung_up[at])
            wait_s[at] = hung_up[at] / theta
        else:
            spare = np.maximum(capacity - arrivals * b[at], 0.0) * np.maximum(capacity - arrivals * u[at], 0.0)
            wait_s[at] = np.where(spare > 0, waits[at] * capacity / np.where(spare > 0, spare, 1.0), np.inf)
    found = {"service_level": level, "abandonment": np.clip(hung_up, 0.0, 1.0), "mean_wait_s": wait_s}
    return replace(whole, **{name: values.reshape(shape)[()] for name, values in found.items()})


def _found_waiting(
    capacity: Floats, before: Floats, upto: Floats, theta: float, within_s: float
) -> tuple[Floats, Floats, Floats]:
    """Chances to wait behind 0, 1, … callers, as far as their turn can come in time, shape (n, most + 1); and of nobody
    waiting among those of higher priority, and among those of higher or equal one, shape (n,); all while nobody is idle.
    """
    first = _nobody_waits(capacity, upto, theta)
    departures = float((capacity * within_s).max(initial=0.0))
    most = (departures + _FAR * np.sqrt(departures) + _ROOM) * np.exp(min(theta * within_s, 3.0))
    steps = upto[:, None] / (capacity[:, None] + np.arange(1, int(most) + 1) * theta)
    with np.errstate(over="ignore", invalid="ignore"):
        ahead = first[:, None] * np.cumprod(np.hstack([np.ones((len(first), 1)), steps]), axis=1)
    return np.clip(np.nan_to_num(ahead), 0.0, 1.0), _nobody_waits(capacity, before, theta), first


def _nobody_waits(capacity: Floats, arrivals: Floats, theta: float) -> Floats:
    """Chance that nobody of these waits while all agents are busy; 0 where their queue grows for ever."""
    if not theta:
        return np.clip(1 - arrivals / capacity, 0.0, 1.0)
    chance, some = np.ones_like(capacity), arrivals > 0
    x = capacity[some] / theta
    mass = queue_masses(x, arrivals[some] / theta, np.zeros(int(some.sum())))
    chance[some] = np.maximum(mass.nobody, 1e-300) / (x * mass.waiting)
    return np.clip(chance, 0.0, 1.0)


def _passes(ahead: Floats, capacity: Floats, before: Floats, theta: float, within_s: float) -> Floats:
    """Chance that one's turn comes within the threshold, and that one has not hung up by then; shape (n,)."""
    people = np.arange(ahead.shape[1])
    down = capacity[:, None] + people * theta
    up = np.broadcast_to(before[:, None], ahead.shape).copy()
    up[:, -1] = 0.0
    rate = (down + up).max(axis=1)[:, None] + theta
    down, up = down / rate, up / rate
    stays = 1 - down - up - theta / rate
    jumps = rate[:, 0] * within_s
    weight, log_jumps = -jumps, np.log(np.maximum(jumps, 1e-300))
    served, total, state = np.zeros(len(ahead)), np.zeros(len(ahead)), ahead.copy()
    most = float(jumps.max(initial=0.0))
    for jump in range(1, int(most + _FAR * np.sqrt(most)) + _ROOM + 1):
        served = served + state[:, 0] * down[:, 0]
        falls, rises = state * down, state * up
        state = state * stays
        state[:, :-1] += falls[:, 1:]
        state[:, 1:] += rises[:, :-1]
        weight = weight + log_jumps - np.log(jump)
        total += np.exp(weight) * served
    return total
