"""What the replications show: service by interval, day and queue, the chance of the goal, the worst intervals, breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.roster import IntervalCover
from scheduler.simulate.estimate import Estimate, mean, ratio, wilson
from scheduler.simulate.run import Runs

Floats = NDArray[np.float64]
Array = NDArray[np.generic]
Sum = Callable[[Array], Array]

AGAINST = "callers who hang up, are blocked or sent away count against it"
"""What callers the service level does not leave out."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Service that callers of some groups meet.

    Parameters
    ----------
    offered
        Calls; where callers call again, all of their attempts.
    service_level
        Calls answered within the threshold, over calls offered; where callers call again, of their first attempts.
    mean_wait_s, speed_of_answer_s
        Mean seconds that all who were not blocked spend waiting, served or not; and those who were answered.
    abandonment, blocked, sent_away
        Share of the calls offered that hung up, found no line, or still waited when the hotline closed.
    occupancy
        Share of their time on the phone that operators spend with callers, where they handle several at a time that of the
        places taken; None where it cannot be told apart.
    callers, attempts, got_through
        Where callers call again: how many there are, how often each calls, and the share that is answered at last, by the
        interval of the first call; None where nobody does.
    """

    offered: Estimate
    service_level: Estimate
    mean_wait_s: Estimate
    speed_of_answer_s: Estimate
    abandonment: Estimate
    blocked: Estimate
    sent_away: Estimate
    occupancy: Estimate | None
    callers: Estimate | None = None
    attempts: Estimate | None = None
    got_through: Estimate | None = None


@dataclass(frozen=True, eq=False)
class Goal:
    """How surely the goal is met.

    Parameters
    ----------
    met, replications
        In how many replications every queue meets its target over the whole horizon, of how many.
    interval
        Wilson's 95 % interval of that chance.
    days
        Share of days on which every queue meets its target.
    by_day
        The same for each day; shape (days,).
    """

    met: int
    replications: int
    interval: tuple[float, float]
    days: Estimate
    by_day: Estimate


@dataclass(frozen=True, eq=False)
class Punctuality:
    """Breaks and shift ends, of each day or in total; latest in seconds over all replications."""

    breaks: Estimate
    late_share: Estimate
    lateness_s: Estimate
    lateness_of_late_s: Estimate
    latest_s: Floats
    shifts: Estimate
    absent: Estimate
    over_share: Estimate
    overtime_s: Estimate
    """Of a shift, in the mean."""
    overtime_hours: Estimate
    """Of all shifts together."""


@dataclass(frozen=True, eq=False)
class Report:
    """All that a simulation shows; `by_interval` is of shape (queues · intervals,), queue by queue."""

    total: Figures
    by_queue: Figures
    by_day: Figures
    by_interval: Figures
    goal: Goal
    punctuality: Punctuality
    punctuality_by_day: Punctuality


def report(runs: Runs) -> Report:
    """Sum up replications in every way that is reported."""
    days = runs.traffic.days
    in_day = (runs.traffic.day[:, None] == np.arange(days)).astype(float)

    def whole(values: Array) -> Array:
        return np.asarray(values.reshape(len(values), -1).sum(axis=1, keepdims=True))

    def by_day(values: Array) -> Array:
        return np.asarray((values.sum(axis=1) if values.ndim == 3 else values) @ in_day)

    def by_interval(values: Array) -> Array:
        return np.asarray(values.reshape(len(values), -1))

    def on_every_queue(values: Array) -> Array:
        return np.asarray(np.tile(values, len(runs.traffic.queues)))

    return Report(
        figures(runs, whole, whole), figures(runs, lambda values: np.asarray(values.sum(axis=2)), None),
        figures(runs, by_day, by_day), figures(runs, by_interval, on_every_queue), goal(runs),
        punctuality(runs, whole, whole_max), punctuality(runs, np.asarray, lambda values: values.max(axis=0)),
    )


def whole_max(values: Floats) -> Floats:
    """Largest of all values; shape (1,)."""
    return np.array([values.max(initial=0.0)])


def figures(runs: Runs, of_calls: Sum, of_time: Sum | None) -> Figures:
    """Service of groups of calls.

    Parameters
    ----------
    of_calls
        Sums (replications, queues, intervals) to (replications, groups).
    of_time
        Sums (replications, intervals) to the same; None where time on the phone belongs to no group alone.
    """
    offered, answered, blocked = map(of_calls, (runs.offered, runs.answered, runs.blocked))
    first, again = of_calls(runs.first), runs.traffic.returning is not None
    occupancy = None
    if of_time is not None:
        places = np.ones(1) if runs.traffic.concurrency is None else runs.traffic.concurrency
        talking = (runs.handling_s / places[:, None]).sum(axis=1)[:, :-1]
        occupancy = ratio(of_time(talking), of_time(runs.on_phone_s[:, :-1]))
    return Figures(
        offered=mean(offered),
        service_level=ratio(of_calls(runs.first_in_time), first),
        mean_wait_s=ratio(of_calls(runs.waited_s), offered - blocked),  # type: ignore[operator]
        speed_of_answer_s=ratio(of_calls(runs.waited_answered_s), answered),
        abandonment=ratio(of_calls(runs.abandoned), offered),
        blocked=ratio(blocked, offered),
        sent_away=ratio(of_calls(runs.sent_away), offered),
        occupancy=occupancy,
        callers=mean(first) if again else None,
        attempts=ratio(offered, first) if again else None,
        got_through=ratio(of_calls(runs.got_through), first) if again else None,
    )


def goal(runs: Runs) -> Goal:
    """Compare service with its target, replication by replication and day by day; days without calls do not count."""
    target, days = runs.traffic.target[None, :, None], runs.traffic.days
    in_day = (runs.traffic.day[:, None] == np.arange(days)).astype(float)
    in_time, offered = runs.first_in_time @ in_day, runs.first @ in_day
    kept = (in_time >= target * offered - 1e-9).all(axis=1)
    called = (offered > 0).any(axis=1)
    over_all = (in_time.sum(axis=2) >= target[:, :, 0] * offered.sum(axis=2) - 1e-9).all(axis=1)
    met, count = int(over_all.sum()), runs.replications
    kept_days = kept & called
    return Goal(met, count, wilson(met, count), ratio(kept_days.sum(axis=1, keepdims=True), called.sum(axis=1, keepdims=True)),
                ratio(kept_days, called))


def punctuality(runs: Runs, total: Sum, most: Callable[[Floats], Floats]) -> Punctuality:
    """How late breaks start and shifts end, by day or in total."""
    breaks, late, lateness = map(total, (runs.breaks, runs.breaks_late, runs.lateness_s))
    shifts, absent, overtime = map(total, (runs.shifts, runs.absent, runs.overtime_s))
    return Punctuality(
        breaks=mean(breaks), late_share=ratio(late, breaks), lateness_s=ratio(lateness, breaks),
        lateness_of_late_s=ratio(lateness, late), latest_s=most(runs.latest_s), shifts=mean(shifts),
        absent=ratio(absent, shifts + absent),  # type: ignore[operator]
        over_share=ratio(total(runs.shifts_over), shifts), overtime_s=ratio(overtime, shifts),
        overtime_hours=mean(np.asarray(overtime, dtype=float) / 3600),
    )


def worst_intervals(runs: Runs, count: int) -> NDArray[np.int64]:
    """Intervals, as (queue, interval) pairs, in which most calls are missing to the target; shape (at most count, 2).

    Missing to it are, in the mean, target × offered - answered in time: an interval of few calls cannot be among the
    worst for a single caller who waited.
    """
    missing = (runs.traffic.target[:, None] * runs.first - runs.first_in_time).mean(axis=0)
    order = np.argsort(-missing, axis=None, kind="stable")[:count]
    chosen = [index for index in order.tolist() if missing.flat[index] > 1e-9]
    return np.array([divmod(index, missing.shape[1]) for index in chosen], dtype=np.int64).reshape(-1, 2)


def promised(covers: Sequence[IntervalCover]) -> float | None:
    """Service level a roster promises over its horizon: that of its intervals, weighted by their calls."""
    told = [(cover.calls, cover.service_level) for cover in covers if cover.service_level is not None]
    calls = sum(weight for weight, _ in told)
    return sum(weight * level for weight, level in told) / calls if calls else None
