"""Gradient boosted trees on calendar and lags, by LightGBM: an optional extra, as it rarely wins and is 10 MB."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np

from scheduler.demand.forecast.history import CLOSED, Days, Floats, History
from scheduler.demand.forecast.learned import Learned, Method

WHY_ABSENT = "LightGBM is not installed (pip install hotline-scheduler[forecast]), so it does not compete"
_ROUNDS = 300
_LAGS = 4
_SETTINGS = {"objective": "poisson", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 20, "verbose": -1,
             "num_threads": 1, "seed": 0, "deterministic": True}


def is_installed() -> bool:
    """Whether LightGBM can be imported."""
    return find_spec("lightgbm") is not None


def gradient_boosting() -> Method:
    """Trees with Poisson loss on weekday, interval, position in the month, and the same interval some weeks before.

    Raises
    ------
    ModuleNotFoundError
        If LightGBM is not installed.
    """
    if not is_installed():
        raise ModuleNotFoundError(WHY_ABSENT)

    def method(learned: Learned, target: Days) -> Floats:
        import lightgbm

        history = learned.history
        features = _features(history, target)
        known = len(history.days) * history.calls.shape[1]
        calls = history.calls.ravel()
        weights = np.repeat(np.where(history.is_known, history.weights, 0.0), history.calls.shape[1])
        usable = ~np.isnan(calls) & (weights > 0)
        data = lightgbm.Dataset(features[:known][usable], calls[usable], weight=weights[usable])
        model = lightgbm.train(_SETTINGS, data, _ROUNDS)
        foretold = np.asarray(model.predict(features[known:])).reshape(len(target), -1)
        return np.where(_is_open(history, target), foretold, np.nan)

    return method


def _is_open(history: History, target: Days) -> np.ndarray:
    """Whether an interval was ever known on a day of the same kind."""
    ever = np.array([(~np.isnan(history.calls[history.days.kinds == kind])).any(axis=0) for kind in range(7)])
    return np.asarray(ever[target.kinds] & (target.kinds != CLOSED)[:, None])


def _features(history: History, target: Days) -> Floats:
    """One row for each interval of the history and of the target; lags are as many weeks as lie before all targets."""
    size = history.calls.shape[1]
    calls = np.vstack([history.calls, np.full((len(target), size), np.nan)])
    dates = history.days.dates + target.dates
    kinds = np.concatenate([history.days.kinds, target.kinds])
    nearest = -(-len(target) // 7)
    lags = np.full((_LAGS, *calls.shape), np.nan)
    for index, week in enumerate(range(nearest, nearest + _LAGS)):
        lags[index, 7 * week :] = calls[: max(0, len(calls) - 7 * week)]
    counts = (~np.isnan(lags)).sum(axis=0)
    mean = np.where(counts > 0, np.nansum(lags, axis=0) / np.maximum(counts, 1), np.nan)
    total = np.nansum(lags, axis=(0, 2)) / np.maximum((~np.isnan(lags)).any(axis=2).sum(axis=0), 1)
    of_day = (kinds, [date.day for date in dates], [(_month_end(date.year, date.month) - date.day) for date in dates], total)
    return np.column_stack([*(np.repeat(np.asarray(column, dtype=float), size) for column in of_day),
                            np.tile(np.arange(size), len(dates)), mean.ravel(), *(lag.ravel() for lag in lags)])


def _month_end(year: int, month: int) -> int:
    import calendar

    return calendar.monthrange(year, month)[1]
