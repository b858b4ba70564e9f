"""What is promised where the load is uncertain: a range, and on how many days the goal is met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.demand.queue_demand import QueueDemand
from scheduler.demand.queueing.uncertainty import day_variation, load_factors
from scheduler.instance.calls_grid import days_of_intervals
from scheduler.instance.instance import Instance

Floats = NDArray[np.float64]

_TENTH = NormalDist().inv_cdf(0.9)
_NODES = 15
_PERIOD = 2.5
"""So many handling times of a day count as one independent part of it: as calls wait or not for a while on end. Simulated near
the goal, this is 2 to 2.7 on `admissions`, where nobody is absent; elsewhere absences come to it."""


@dataclass(frozen=True)
class Promise:
    """What callers are promised by a roster.

    Parameters
    ----------
    expected
        Share of all calls that may come which is answered in time.
    bad_day, good_day
        The same on a day on which as many call as on one of ten at most, and as few.
    chance
        Share of the days on which every queue meets its goal.
    """

    expected: float
    bad_day: float
    good_day: float
    chance: float


def promise_of(instance: Instance, demand: Demand, on_phone: Floats, starts: Iterable[dt.datetime]) -> Promise | None:
    """Promise of a roster; None where the load of days is certain, nobody calls, or an outside call centre answers too.

    Parameters
    ----------
    on_phone
        Mean number on the phone who answer a queue of each set, in the order of `Demand.sets`; shape (sets, intervals).
    starts
        When each shift starts: of few shifts a day chance takes now more away, now less.
    """
    variation, day = day_variation(instance), days_of_intervals(instance)
    calls = np.stack([np.nan_to_num(each.queue.calls) for each in demand.queues])
    if not variation.any() or not calls.any() or not instance.calls.are_given or instance.outside is not None:
        return None

    def level(z: float) -> float:
        levels = np.nan_to_num(demand.at_load(load_factors(variation, z)[day]).service_levels(on_phone))
        return float((calls * levels).sum() / calls.sum())

    expected = float((calls * np.nan_to_num(demand.service_levels(on_phone))).sum() / calls.sum())
    uneven = np.hypot(variation, _absence_variation(instance, calls, starts))
    return Promise(expected, level(_TENTH), level(-_TENTH), _chance(instance, demand, on_phone, uneven, day))


def _absence_variation(instance: Instance, calls: Floats, starts: Iterable[dt.datetime]) -> Floats:
    r"""Coefficient of variation of the load of a present operator, by who is absent on a day; shape (days,).

    Of *m* shifts each is missed with the probability *s*, by itself: of :math:`m (1-s)` there in the mean the variance is
    :math:`m s (1-s)`.
    """
    shrinkage = np.array([each.shrinkage_percent / 100 for each in instance.queues.values()])
    missed = float(shrinkage @ calls.sum(axis=1) / calls.sum())
    days = [(start.astimezone(instance.grid.zone).date() - instance.grid.first_day).days for start in starts]
    shifts = np.bincount([day for day in days if 0 <= day < instance.grid.days], minlength=instance.grid.days)
    return np.asarray(np.sqrt(missed / (1 - missed) / np.maximum(shifts, 1)))


def _chance(instance: Instance, demand: Demand, on_phone: Floats, variation: Floats, day: NDArray[np.int64]) -> float:
    r"""Share of days on which every queue meets its goal, over the load of an operator there and what chance does on it.

    At a load that gives the level *p* the share of a day's calls answered in time is normal around it, with the variance
    :math:`p(1-p)/m`. Queues that the same operators answer miss their goals together; others, at a given load, by themselves.
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    chances = np.zeros(len(variation))
    for z, weight in zip(nodes, weights / weights.sum(), strict=True):
        levels = np.nan_to_num(demand.at_load(load_factors(variation, z)[day]).service_levels(on_phone))
        chances += weight * _all_meet(instance, demand, levels, day)
    called = np.bincount(day, np.sum([np.nan_to_num(each.queue.calls) for each in demand.queues], axis=0), len(variation)) > 0
    return float(chances[called].mean())


def _all_meet(instance: Instance, demand: Demand, levels: Floats, day: NDArray[np.int64]) -> Floats:
    """Chance that all queues meet their goals on each day at these levels (queues, intervals); shape (days,)."""
    chance = np.ones(instance.grid.days)
    for numbers in _of_same_operators(demand):
        chance *= np.min([_meets(instance, demand.queues[number], levels[number], day) for number in numbers], axis=0)
    return chance


def _of_same_operators(demand: Demand) -> Iterable[list[int]]:
    """Numbers of the queues, those together that are in the same sets."""
    found: dict[tuple[bool, ...], list[int]] = {}
    for number in range(len(demand.queues)):
        found.setdefault(tuple(number in each.queues.queues for each in demand.sets), []).append(number)
    return found.values()


def _meets(instance: Instance, each: QueueDemand, level: Floats, day: NDArray[np.int64]) -> Floats:
    """Chance that one queue meets its goal on each day; 1 on days without calls."""
    days, calls = instance.grid.days, np.nan_to_num(each.queue.calls)
    worked_s = calls * np.nan_to_num(each.queue.aht_s)
    total, in_time, worked = (np.bincount(day, of, days) for of in (calls, calls * level, worked_s))
    some = np.where(total > 0, total, 1.0)
    share, aht_s = np.clip(in_time / some, 0.0, 1.0), np.where(total > 0, worked / some, 1.0)
    open_s = np.bincount(day, calls > 0, days) * instance.grid.interval_minutes * 60
    sd = np.sqrt(share * (1 - share) * _PERIOD * aht_s / np.maximum(open_s, 1.0))
    above = (share - each.queue.service.target_percent / 100) / np.maximum(sd, 1e-9)
    return np.where(total > 0, [NormalDist().cdf(value) for value in np.clip(above, -9, 9)], 1.0)
