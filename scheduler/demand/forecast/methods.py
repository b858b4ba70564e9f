"""The methods that compete: each foretells the calls of coming days from a cleaned history."""

from __future__ import annotations

import numpy as np

from scheduler.demand.forecast import boosting, seasons
from scheduler.demand.forecast.history import CLOSED, Days, Floats, History
from scheduler.demand.forecast.learned import Learned, Method
from scheduler.demand.forecast.totals import MONTH_NEEDS_DAYS, Level, day_totals

DRIFTS = {"steady level": 0.001, "moving level": 0.02, "quick level": 0.3}


def seasonal_naive(learned: Learned, target: Days) -> Floats:
    """Calls of the last day of the same kind."""
    history = learned.history
    calls = np.full((len(target), history.calls.shape[1]), np.nan)
    for row, kind in enumerate(target.kinds.tolist()):
        same = np.flatnonzero(history.is_known & (history.days.kinds == kind))
        if kind != CLOSED and same.size:
            calls[row] = history.calls[same[-1]]
    return calls


def weekday_means(half_life_weeks: float | None = None) -> Method:
    """Means by weekday and time; with a half-life, a day of that age counts half."""

    def method(learned: Learned, target: Days) -> Floats:
        history = learned.history
        weights = history.weights * (1.0 if half_life_weeks is None else 0.5 ** (history.age_weeks() / half_life_weeks))
        means = np.full((7, history.calls.shape[1]), np.nan)
        for kind in range(7):
            rows = history.is_known & (history.days.kinds == kind)
            exposure = (weights[rows, None] * ~np.isnan(history.calls[rows])).sum(axis=0)
            counts = np.nansum(weights[rows, None] * history.calls[rows], axis=0)
            means[kind] = np.where(exposure > 0, counts / np.maximum(exposure, 1e-12), np.nan)
        return np.where((target.kinds == CLOSED)[:, None], np.nan, means[target.kinds])

    return method


def factorised(level: Level) -> Method:
    """Total of the day times the profile of its weekday."""

    def method(learned: Learned, target: Days) -> Floats:
        shares = learned.profiles.shares[target.kinds]
        return day_totals(learned.history, learned.profiles, target, level)[:, None] * shares

    return method


def methods_for(history: History, *, with_boosting: bool | None = None) -> dict[str, Method]:
    """Methods that a history of this length allows, by name; gradient boosting where LightGBM is installed.

    Raises
    ------
    ModuleNotFoundError
        If `with_boosting` is true and LightGBM is not installed.
    """
    methods: dict[str, Method] = {
        "weekday means": weekday_means(),
        "seasonal naive": seasonal_naive,
        "recent weekday means": weekday_means(3),
    }
    methods |= {f"profile and total, {name}": factorised(Level(drift)) for name, drift in DRIFTS.items()}
    if len(history.days) >= MONTH_NEEDS_DAYS + 14:
        methods |= {f"profile and total, {name}, position in month": factorised(Level(drift, with_month=True))
                    for name, drift in DRIFTS.items()}
    if len(history.days) >= seasons.NEEDS_DAYS:
        methods[seasons.NAME] = seasons.same_weeks_last_year(methods["profile and total, moving level"])
    if with_boosting or (with_boosting is None and boosting.is_installed()):
        methods["LightGBM"] = boosting.gradient_boosting()
    return methods


def completed(calls: Floats, learned: Learned, target: Days) -> Floats:
    """Calls with what a method could not tell taken from the mean over all weekdays of the same time.

    Nothing is known of a weekday on which the hotline was closed so far; still NaN: nothing is known of that time at all.
    """
    history = learned.history
    known = history.calls[history.is_known]
    counts = (~np.isnan(known)).sum(axis=0)
    means = np.where(counts > 0, np.nansum(known, axis=0) / np.maximum(counts, 1), np.nan)
    is_missing = np.isnan(calls) & (target.kinds != CLOSED)[:, None]
    return np.where(is_missing, means, calls)
