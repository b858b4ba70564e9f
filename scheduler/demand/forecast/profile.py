"""How a day's calls spread over its intervals: a profile for each weekday, pooled with alike weekdays and smoothed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from scheduler.demand.forecast.history import CLOSED, Floats, History, Ints

_ALIKE_DISTANCE = 0.12
"""Weekdays of which at most this share of the calls would have to move to make the profiles equal are alike."""
_ALIKE_RATIO = 1.5
"""… and whose totals differ by at most this factor."""
_SMOOTHING = (0.0, 1.0, 5.0, 25.0, 125.0)
_POOLING_DAYS = (0.0, 1.0, 4.0, 16.0)
_HALF_LIFE_WEEKS = 10.0
_QUIET_CALLS = 2.0
"""Intervals with fewer expected calls are quiet: a few chance calls must not make a pattern of the night."""
_QUIET_REACH_MINUTES = 120
_QUIET_POOL_CALLS = 8.0


@dataclass(frozen=True)
class Profiles:
    """Share of a day's calls in each interval.

    Parameters
    ----------
    shares
        By weekday and interval, summing to 1 over a weekday's known intervals; NaN: never known; shape (7, intervals).
    totals
        Calls of each day of the history as if all its intervals were known; NaN: nothing known; shape (days,).
    groups
        Number of the group of alike weekdays; shape (7,).
    smoothing, pooling_days
        What was chosen by leaving out one day at a time: the penalty on second differences of a profile, and how many
        days the profile of the group counts as.
    """

    shares: Floats
    totals: Floats
    groups: Ints
    smoothing: float
    pooling_days: float


def profiles(history: History) -> Profiles:
    """Learn the profiles of a history, recent weeks weighing more (half as much after ten weeks)."""
    calls, kinds, known = history.calls, history.days.kinds, history.is_known
    weights = np.where(known, 0.5 ** (history.age_weeks() / _HALF_LIFE_WEEKS), 0.0) * np.maximum(history.weights, 0.05)
    totals = np.where(known, np.nansum(calls, axis=1), np.nan)
    shares = np.full((7, calls.shape[1]), np.nan)
    for _ in range(2):  # a day known in part is completed by the profile that the others give
        for kind in range(7):
            rows = (kinds == kind) & known
            if rows.any():
                shares[kind] = _shares(*_sums(calls[rows], totals[rows], weights[rows]))
        totals = _completed(calls, kinds, known, shares)
    groups = alike(kinds, shares, totals, weights)
    smoothing, pooling = _chosen(history, totals, weights, groups)
    shares = _final(calls, kinds, known, totals, weights, groups, smoothing, pooling, history.interval_minutes)
    return Profiles(shares, totals, groups, smoothing, pooling)


def alike(kinds: Ints, shares: Floats, totals: Floats, weights: Floats) -> Ints:
    """Group the weekdays whose profiles and totals are alike; a weekday without history is a group of its own.

    Two profiles are compared in blocks of an eighth of the day, as single intervals are noisy, by half the sum of
    their absolute differences.
    """
    groups = np.arange(7)
    blocks = np.array([part.sum(axis=1) for part in np.array_split(np.nan_to_num(shares), 8, axis=1)]).T
    size = np.array([np.nansum((totals * weights)[kinds == kind]) / max(weights[(kinds == kind)].sum(), 1e-12)
                     for kind in range(7)])
    for one, other in product(range(7), range(7)):
        if one < other and size[one] > 0 and size[other] > 0:
            distance = np.abs(blocks[one] - blocks[other]).sum() / 2
            ratio = max(size[one], size[other]) / min(size[one], size[other])
            if distance <= _ALIKE_DISTANCE and ratio <= _ALIKE_RATIO:
                groups[groups == groups[other]] = groups[one]
    return groups


@cache
def smoother(size: int, penalty: float) -> Floats:
    """Matrix that smooths a profile: least squares with a penalty on second differences (Whittaker 1923)."""
    if penalty == 0 or size < 4:
        return np.eye(size)
    differences = np.diff(np.eye(size), 2, axis=0)
    return np.asarray(np.linalg.inv(np.eye(size) + penalty * differences.T @ differences))


def _sums(calls: Floats, totals: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted calls, and weighted totals of the days on which the interval is known; both of shape (intervals,)."""
    is_known = ~np.isnan(calls)
    weighted = weights[:, None] * is_known
    return (weighted * np.nan_to_num(calls)).sum(axis=0), (weighted * np.nan_to_num(totals)[:, None]).sum(axis=0)


def _shares(counts: Floats, exposure: Floats) -> Floats:
    shares = np.where(exposure > 0, counts / np.maximum(exposure, 1e-12), np.nan)
    total = np.nansum(shares)
    return shares / total if total > 0 else shares


def _completed(calls: Floats, kinds: Ints, known: np.ndarray, shares: Floats) -> Floats:
    """Calls of each day over the share of the day that is known."""
    covered = np.where(np.isnan(calls), 0.0, np.nan_to_num(shares[kinds])).sum(axis=1)
    counts = np.nansum(calls, axis=1)
    return np.where(known, np.where(covered > 0.2, counts / np.maximum(covered, 0.2), np.nan), np.nan)


def _chosen(history: History, totals: Floats, weights: Floats, groups: Ints) -> tuple[float, float]:
    """Smoothing and pooling with which each day is best foretold by the others, by squared error over expected calls."""
    usable = history.is_known & ~np.isnan(totals)
    weekdays = [_left_out(history.calls, totals, weights, rows, pool)
                for rows, pool in _weekdays(history.days.kinds, usable, groups)]
    return min(product(_SMOOTHING, _POOLING_DAYS), key=lambda pair: sum(each.error(*pair) for each in weekdays))


@dataclass(frozen=True)
class _LeftOut:
    """The days of one weekday, each to be foretold by the others: all that no smoothing and no pooling changes.

    Parameters
    ----------
    calls, totals
        Of each day; shapes (days, intervals) and (days,).
    counts, exposure
        Weighted calls, and weighted totals, of the other days of the weekday; shape (days, intervals).
    group_counts, group_exposure
        The same of the other days of the group.
    is_open
        Whether the interval is known on some day; shape (intervals,).
    variance
        Expected squared error, up to a factor; shape (intervals,).
    mean_total
        Weighted total of a mean day.
    """

    calls: Floats
    totals: Floats
    counts: Floats
    exposure: Floats
    group_counts: Floats
    group_exposure: Floats
    is_open: np.ndarray
    variance: Floats
    mean_total: float

    def error(self, smoothing: float, pooling: float) -> float:
        """Sum of the squared errors, each over what is expected of it."""
        share = _pooled(self.counts, self.exposure, self.group_counts, self.group_exposure, pooling * self.mean_total)
        share[:, self.is_open] = share[:, self.is_open] @ smoother(int(self.is_open.sum()), smoothing).T
        expected = np.maximum(share * self.totals[:, None], 0.05)
        return float(np.nansum((self.calls - expected) ** 2 / self.variance))


def _left_out(calls: Floats, totals: Floats, weights: Floats, rows: np.ndarray, pool: np.ndarray) -> _LeftOut:
    counts, exposure = _sums(calls[rows], totals[rows], weights[rows])
    others = _sums(calls[pool], totals[pool], weights[pool])
    own = np.where(np.isnan(calls[rows]), 0.0, weights[rows, None])
    own_counts, own_exposure = own * np.nan_to_num(calls[rows]), own * totals[rows, None]
    return _LeftOut(
        calls[rows], totals[rows], counts - own_counts, exposure - own_exposure, others[0] - own_counts,
        others[1] - own_exposure, exposure > 0, np.maximum(counts / weights[rows].sum(), 0.5),
        float(np.mean(weights[rows] * totals[rows])))


def _final(
    calls: Floats, kinds: Ints, known: np.ndarray, totals: Floats, weights: Floats, groups: Ints, smoothing: float,
    pooling: float, interval_minutes: int,
) -> Floats:
    shares = np.full((7, calls.shape[1]), np.nan)
    usable = known & ~np.isnan(totals)
    for rows, pool in _weekdays(kinds, usable, groups):
        counts, exposure = _sums(calls[rows], totals[rows], weights[rows])
        others = _sums(calls[pool], totals[pool], weights[pool])
        mean = _pooled(counts, exposure, *others, pooling * np.mean(weights[rows] * totals[rows]))
        is_open = exposure > 0
        smooth = np.maximum(smoother(int(is_open.sum()), smoothing) @ mean[is_open], 0)
        total, days = float(np.average(totals[rows], weights=weights[rows])), float(weights[rows].sum()) + pooling
        smooth = _quiet_pooled(smooth, total, days, reach=_QUIET_REACH_MINUTES // interval_minutes)
        if smooth.sum() > 0:
            shares[kinds[rows][0], is_open] = smooth / smooth.sum()
    return shares


def _quiet_pooled(shares: Floats, total: float, days: float, reach: int) -> Floats:
    """Shares in which a quiet interval is drawn to the mean of the quiet ones around it, as if these were 8 calls more.

    Parameters
    ----------
    shares
        Share of a day's calls in each interval; shape (intervals,).
    total, days
        Calls of a mean day, and days seen.
    reach
        How many intervals away the influence ends.
    """
    means = shares * total
    is_quiet = means < _QUIET_CALLS
    distance = np.abs(np.subtract.outer(np.arange(len(means)), np.arange(len(means))))
    kernel = np.maximum(0.0, 1 - distance / (reach + 1)) * is_quiet
    around = kernel @ means / np.maximum(kernel.sum(axis=1), 1e-12)
    drawn = (means * days + _QUIET_POOL_CALLS) / (days + _QUIET_POOL_CALLS / np.maximum(around, 1e-9))
    return np.where(is_quiet & (around > 0), drawn, means) / max(total, 1e-12)


def _pooled(counts: Floats, exposure: Floats, of_group: Floats, group_exposure: Floats, strength: float) -> Floats:
    """Share of a weekday, drawn to that of its group as if `strength` calls more had been seen of the latter."""
    mean = of_group / np.maximum(group_exposure, 1e-9)
    return (counts + (strength + 1e-9) * mean) / np.maximum(exposure + strength + 1e-9, 1e-9)


def _weekdays(kinds: Ints, usable: np.ndarray, groups: Ints) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the days of each weekday, and those of its group."""
    alike_kind = np.where(kinds == CLOSED, CLOSED, groups[kinds])
    for kind in range(7):
        rows = usable & (kinds == kind)
        if rows.any():
            yield rows, usable & (alike_kind == groups[kind])
