"""Totals of days: levels, drifts, the position in the month, days of other kinds."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.forecast import Days, History
from scheduler.demand.forecast.learned import Learned
from scheduler.demand.forecast.methods import DRIFTS, completed, factorised, methods_for
from scheduler.demand.forecast.totals import Level

from .conftest import expected

STEADY = factorised(Level(DRIFTS["steady level"]))


def next_days(history: History, count: int = 7) -> Days:
    return Days.of(history.days.dates[-1] + dt.timedelta(days=1), count)


def error(foretold: np.ndarray, meant: np.ndarray) -> float:
    """Sum of absolute differences over the open hours, as a share of the calls."""
    return float(np.abs(foretold - meant)[:, 8:20].sum() / meant[:, 8:20].sum())


def test_a_quick_level_follows_a_drift_that_a_steady_one_misses(made):
    history = made()
    history.calls[:] = np.round(history.calls * np.exp(np.linspace(0, -0.7, 84))[:, None])
    meant = expected(7) * np.exp(-0.7)
    quick = factorised(Level(DRIFTS["quick level"]))
    assert error(quick(Learned(history), next_days(history)), meant) < 0.1
    assert error(STEADY(Learned(history), next_days(history)), meant) > 0.15


def test_the_position_in_the_month_is_learned(made):
    history = made(150)
    first = np.array([date.day == 1 for date in history.days.dates])
    history.calls[first] *= 2
    target = Days.of(dt.date(2026, 7, 1), 2)
    with_month = factorised(Level(0.001, with_month=True))(Learned(history), target)
    without = STEADY(Learned(history), target)
    ratio = np.nansum(with_month, axis=1) / np.nansum(without, axis=1)
    assert ratio[0] > 1.4
    assert ratio[1] == pytest.approx(1, abs=0.08)


def test_a_weekday_without_history_takes_the_mean_of_the_others(made):
    history = made()
    calls = history.calls.copy()
    calls[6::7] = np.nan
    history = History.of(history.days, 60, calls)
    target = next_days(history)
    for name, method in methods_for(history, with_boosting=False).items():
        foretold = completed(method(Learned(history), target), Learned(history), target)
        assert np.nansum(foretold[6]) == pytest.approx(np.nansum(calls, axis=1)[np.arange(84) % 7 != 6].mean()), name


def test_short_histories_have_no_effect_of_the_month(made):
    assert not any("month" in name for name in methods_for(made(60), with_boosting=False))
    assert any("month" in name for name in methods_for(made(80), with_boosting=False))
