"""What a call log says of calls, handling times and patience, beside what was planned."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.reviewed import Measured
from scheduler.simulate.replay import placed_in
from scheduler.simulate.traffic import Traffic

Floats = NDArray[np.float64]

_LEAST_ABANDONED = 20
"""Mean patience is not estimated from fewer callers who hung up."""
_SURE = 2.5
"""Standard errors by which a figure must be off before it counts as more than chance."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What came.

    Parameters
    ----------
    traffic
        What was expected.
    calls
        Calls by queue and interval; shape (queues, intervals).
    handling_ratio
        Mean handling time over what was planned for the same calls; 1 where no call of a queue was answered; (queues,).
    measured
        Calls, handling time and patience of every queue.
    in_time
        Share of the calls that the log says were answered in time; None: it has no waits.
    left_out
        Calls outside the horizon, and outside the opening hours.
    """

    traffic: Traffic
    calls: Floats
    handling_ratio: Floats
    measured: tuple[Measured, ...]
    in_time: float | None
    left_out: tuple[int, int]

    def is_sure(self, name: str, queue: int) -> bool:
        """Whether a figure of a queue is off by more than chance makes it."""
        each = next(one for one in self.measured if one.name == name and one.queue == self.traffic.queues[queue])
        if each.planned is None or each.found is None or not each.error:
            return False
        return abs(each.found - each.planned) > _SURE * each.error


def seen(instance: Instance, traffic: Traffic, log: pd.DataFrame, place: str) -> Seen:
    """Measure a call log.

    Parameters
    ----------
    log
        One row a call, with `start`, `queue`, `wait_s`, `handling_s` and `outcome`.

    Raises
    ------
    InputError
        If a call is of no queue of the hotline, or none falls into the opening hours.
    """
    placed = placed_in(instance, traffic, log, place)
    own = log[placed.during].assign(queue=placed.queue[placed.during],
                                    interval=(placed.arrival_s[placed.during] // traffic.interval_s).astype(np.int64))
    calls = np.zeros(traffic.calls.shape)
    np.add.at(calls, (own["queue"].to_numpy(), own["interval"].to_numpy()), 1.0)
    measured, ratios = [], np.ones(len(traffic.queues))
    for number, name in enumerate(traffic.queues):
        mine = own[own["queue"] == number]
        planned = float(traffic.calls[number].sum())
        measured.append(Measured("calls", name, planned, len(mine), math.sqrt(max(planned, 1.0))))
        handling, ratios[number] = _handling(traffic, number, mine)
        measured += [handling, _patience(instance, name, mine)]
    outside = int((~placed.inside).sum()), int((placed.inside & ~placed.during).sum())
    return Seen(traffic, calls, ratios, tuple(measured), _in_time(traffic, own), outside)


def _handling(traffic: Traffic, number: int, own: pd.DataFrame) -> tuple[Measured, float]:
    """Mean handling time of the calls answered, beside what the forecast says for these very calls, and their ratio."""
    known = own[own["handling_s"] > 0]
    planned = traffic.aht_s[number][known["interval"].to_numpy()]
    known, planned = known[planned > 0], planned[planned > 0]
    name = traffic.queues[number]
    if not len(known):
        return Measured("aht_s", name, None, None), 1.0
    found = known["handling_s"].to_numpy(dtype=float)
    error = float(found.std() / math.sqrt(len(found)))
    return (Measured("aht_s", name, float(planned.mean()), float(found.mean()), error),
            float(found.sum() / planned.sum()))


def _patience(instance: Instance, name: str | None, own: pd.DataFrame) -> Measured:
    r"""Mean patience by the estimate for exponential patience under censoring: all time waited over those who hung up.

    References
    ----------
    L. Brown et al., "Statistical analysis of a telephone call center", JASA 100, 2005, section 5.
    """
    planned = instance.queues[name].patience_s
    known, hung_up = own[own["wait_s"].notna()], int(((own["outcome"] == "abandoned") & own["wait_s"].notna()).sum())
    if hung_up < _LEAST_ABANDONED or len(known) < 0.9 * len(own):
        return Measured("patience_s", name, planned, None)
    found = float(known["wait_s"].sum() / hung_up)
    return Measured("patience_s", name, planned, found, found / math.sqrt(hung_up))


def _in_time(traffic: Traffic, own: pd.DataFrame) -> float | None:
    """Share answered within the threshold of their queue, of all whose wait is known; None: too few are."""
    known = own[own["wait_s"].notna()]
    if not len(own) or len(known) < 0.9 * len(own):
        return None
    within = known["wait_s"].to_numpy() <= traffic.answer_within_s[known["queue"].to_numpy()]
    return float((within & (known["outcome"] == "answered").to_numpy()).mean())


def corrected(traffic: Traffic, calls: Floats) -> Floats:
    r"""The forecast that somebody could have made who knew how much it was off: in all, on each day, at each hour of the day.

    One after the other, a queue's calls of such a group are multiplied by :math:`N / F`, those that came over those forecast,
    where :math:`|N - F| > 2.5 \sqrt F`: by more than the chance of a Poisson number makes it. What is left is chance.

    Returns
    -------
    Calls; shape (queues, intervals).
    """
    rate = traffic.calls.copy()
    per_hour = max(1, round(3600 / traffic.interval_s))
    of_the_day = np.concatenate([np.arange(count) // per_hour for count in np.bincount(traffic.day).tolist()])
    for queue in range(len(rate)):
        for groups in (np.zeros_like(traffic.day), traffic.day, of_the_day):
            for group in np.unique(groups):
                at = groups == group
                planned, found = rate[queue, at].sum(), calls[queue, at].sum()
                if planned > 0 and abs(found - planned) > _SURE * math.sqrt(planned):
                    rate[queue, at] *= found / planned
    return rate


def largest_errors(traffic: Traffic, calls: Floats) -> Iterator[tuple[int, float]]:
    """Days on which the forecast was off by more than chance, with the ratio of what came to it; the largest first."""
    found = []
    for day in range(traffic.days):
        at = traffic.day == day
        planned, came = traffic.calls[:, at].sum(), calls[:, at].sum()
        if planned > 0 and abs(came - planned) > _SURE * math.sqrt(planned):
            found.append((day, float(came / planned)))
    yield from sorted(found, key=lambda each: -abs(each[1] - 1))
