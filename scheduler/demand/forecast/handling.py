"""Mean handling time by weekday and time of day, foretold apart from the calls."""

from __future__ import annotations

import numpy as np

from scheduler.demand.forecast.history import CLOSED, Days, Floats, History

_HALF_LIFE_WEEKS = 8.0
_POOL_CALLS = 100.0
"""Calls for which the mean above counts: noise of a call as large as its mean, and means that differ by a tenth."""
_HOUR = 60


def handling_times(history: History, target: Days, half_life_weeks: float = _HALF_LIFE_WEEKS) -> Floats:
    """Expected mean handling time of each interval in seconds, NaN on closed days; shape (days of target, intervals).

    Weighted by calls and drawn to the mean above it where there are few of them: that of the hour and weekday to that of
    the hour, and that of the hour to that of all calls. NaN everywhere if no handling time is known. A day weighs half as
    much as one that is `half_life_weeks` younger.
    """
    weights = np.where(history.is_known, 0.5 ** (history.age_weeks() / half_life_weeks), 0.0)[:, None]
    is_timed = ~np.isnan(history.aht_s) & (np.nan_to_num(history.calls) > 0)
    calls = np.where(is_timed, weights * np.nan_to_num(history.calls), 0.0)
    seconds = calls * np.nan_to_num(history.aht_s)
    if calls.sum() == 0:
        return np.full((len(target), history.calls.shape[1]), np.nan)
    overall = seconds.sum() / calls.sum()
    hour = np.arange(history.calls.shape[1]) * history.interval_minutes // _HOUR
    of_hour = _drawn(_by_hour(seconds.sum(axis=0), hour), _by_hour(calls.sum(axis=0), hour), overall)
    means = np.empty((7, 24))
    for kind in range(7):
        rows = history.days.kinds == kind
        means[kind] = _drawn(_by_hour(seconds[rows].sum(axis=0), hour), _by_hour(calls[rows].sum(axis=0), hour), of_hour)
    return np.where((target.kinds == CLOSED)[:, None], np.nan, means[target.kinds][:, hour])


def _by_hour(values: Floats, hour: np.ndarray) -> Floats:
    return np.bincount(hour, weights=values, minlength=24).astype(np.float64)


def _drawn(seconds: Floats, calls: Floats, above: Floats | float) -> Floats:
    return np.asarray((seconds + _POOL_CALLS * above) / (calls + _POOL_CALLS))
