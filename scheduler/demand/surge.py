"""Days on which more call than all on the phone can answer: what callers then meet, and what one operator more would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.opening import open_cells_of_intervals
from scheduler.demand.queueing.pooled import PooledQueue, pooled
from scheduler.demand.queueing.queue import Queue, queue_of
from scheduler.instance.calls_grid import days_of_intervals
from scheduler.instance.instance import Instance

Floats = NDArray[np.float64]

_LEAST_MINUTES = 60
"""A day is one of these if for so long, in all, the load exceeds the operators."""
_HOURS_NAMED = 3


@dataclass(frozen=True)
class OneMore:
    """What one operator more on the phone would give in an hour.

    Parameters
    ----------
    start
        When the hour begins.
    queues
        Whose callers they would answer.
    lost
        Callers of this hour who are never answered.
    answered
        How many of them then would be.
    """

    start: dt.datetime
    queues: tuple[str | None, ...]
    lost: float
    answered: float


@dataclass(frozen=True)
class Surge:
    """A day on which more call than all on the phone can answer.

    Parameters
    ----------
    day
        Number of the day.
    callers, attempts
        Expected callers, and the calls they make; where nobody calls again, the same.
    in_time, answered
        Share of the callers whose first call is answered in time, and of those who are answered at last.
    mean_wait_s
        Mean seconds that a call waits which finds a line, answered or not; infinite where nobody hangs up.
    hours
        The hours in which most callers are lost, worst first, with what one operator more would give.
    """

    day: int
    callers: float
    attempts: float
    in_time: float
    answered: float
    mean_wait_s: float
    hours: tuple[OneMore, ...]

    @property
    def redials(self) -> float:
        """Calls beyond the first one of each caller."""
        return self.attempts - self.callers


def surges(instance: Instance, sets: Sequence[tuple[str | None, ...]], on_phone: Floats) -> tuple[Surge, ...]:
    """All such days, in order, by the expected calls; none where nothing is known of calls, or an outside centre answers too.

    Parameters
    ----------
    sets
        Queues that are staffed together and share no operators with others; each queue is in one of them.
    on_phone
        Mean number on the phone who answer one of the queues of each set; shape (sets, intervals).
    """
    if not instance.calls.are_given or instance.outside is not None:
        return ()
    queues = {name: queue_of(instance, name) for name in instance.queues}
    pools = [pooled([queues[name] for name in names], [None] * len(names)) for names in sets]
    met = [_met(pool, present) for pool, present in zip(pools, on_phone, strict=True)]
    day, minutes = days_of_intervals(instance), open_cells_of_intervals(instance) * instance.grid.cell_minutes
    beyond = np.max([np.bincount(day, minutes * _is_beyond(pool, present), instance.grid.days)
                     for pool, present in zip(pools, on_phone, strict=True)], axis=0)
    more = [_met(pool, present + 1).answered for pool, present in zip(pools, on_phone, strict=True)]
    return tuple(_surge(instance, number, met, more, sets) for number in np.flatnonzero(beyond >= _LEAST_MINUTES).tolist())


@dataclass(frozen=True, eq=False)
class _Met:
    """What the callers of a set meet, 0 where closed; each of shape (intervals,)."""

    callers: Floats
    attempts: Floats
    in_time: Floats
    answered: Floats
    entered: Floats
    waited_s: Floats


def _met(callers: PooledQueue, on_phone: Floats) -> _Met:
    """Numbers of callers and calls, summed over the queues of a set.

    Where callers never hang up and the queue grows for ever, no more are answered than those present can talk to.
    """
    parts = []
    for view, queue in zip(callers.views, callers.queues, strict=True):
        met, calls = view.met(on_phone), np.nan_to_num(queue.calls)
        attempts = calls * np.nan_to_num(met.attempts)
        entered = attempts * (1 - np.nan_to_num(met.blocked))
        waited = np.where(entered > 0, entered * np.where(entered > 0, np.nan_to_num(met.mean_wait_s, posinf=np.inf), 0.0), 0.0)
        present, load = on_phone * (1 - view.service.shrinkage_percent / 100), _busy(view)
        served = np.where(np.isinf(met.mean_wait_s), np.minimum(1.0, present / np.where(load > 0, load, 1.0)),
                          1 - np.nan_to_num(met.unanswered))
        parts.append((calls, attempts, calls * np.nan_to_num(met.service_level), attempts * served, entered, waited))
    return _Met(*(np.sum(of, axis=0) for of in zip(*parts, strict=True)))


def _is_beyond(callers: PooledQueue, on_phone: Floats) -> NDArray[np.bool_]:
    """Whether more call at a time than those present can talk to."""
    view = callers.views[0]
    return np.asarray(_busy(view) > on_phone * (1 - view.service.shrinkage_percent / 100))


def _busy(view: Queue) -> Floats:
    """Operators whom the load of a queue keeps busy; shape (intervals,)."""
    return np.asarray(np.nan_to_num(view.load) / view.service.concurrency)


def _surge(
    instance: Instance, number: int, met: Sequence[_Met], more: Sequence[Floats], sets: Sequence[tuple[str | None, ...]]
) -> Surge:
    at = days_of_intervals(instance) == number

    def total(name: str) -> float:
        return float(sum(getattr(each, name)[at].sum() for each in met))

    callers, entered = total("callers"), total("entered")
    return Surge(number, callers, total("attempts"), total("in_time") / callers, total("answered") / callers,
                 total("waited_s") / entered if entered else 0.0, _worst_hours(instance, at, met, more, sets))


def _worst_hours(
    instance: Instance, at: NDArray[np.bool_], met: Sequence[_Met], more: Sequence[Floats],
    sets: Sequence[tuple[str | None, ...]],
) -> tuple[OneMore, ...]:
    """Hours of a day in which most callers are lost; none where nobody ever is."""
    grid = instance.grid
    per_hour = max(1, 60 // grid.interval_minutes)
    hour = np.arange(grid.intervals) // per_hour
    found = []
    for queues, of, then in zip(sets, met, more, strict=True):
        lost, gained = (np.bincount(hour, at * values) for values in (of.callers - of.answered, then - of.answered))
        for each in np.flatnonzero(lost > 0.5).tolist():
            start = grid.moment(each * per_hour * grid.cells_per_interval)
            found.append(OneMore(start, queues, float(lost[each]), float(gained[each])))
    return tuple(sorted(found, key=lambda each: -each.lost)[:_HOURS_NAMED])
