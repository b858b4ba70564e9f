"""Each method on calls whose law is known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.forecast import CLOSED, Days, History
from scheduler.demand.forecast.learned import Learned
from scheduler.demand.forecast.methods import DRIFTS, completed, factorised, methods_for, seasonal_naive, weekday_means
from scheduler.demand.forecast.totals import Level

from .conftest import LEVELS, MONDAY, expected

STEADY = factorised(Level(DRIFTS["steady level"]))


def next_days(history: History, count: int = 7) -> Days:
    return Days.of(history.days.dates[-1] + dt.timedelta(days=1), count)


def error(foretold: np.ndarray, meant: np.ndarray) -> float:
    """Sum of absolute differences over the open hours, as a share of the calls."""
    return float(np.abs(foretold - meant)[:, 8:20].sum() / meant[:, 8:20].sum())


def test_seasonal_naive_repeats_the_last_known_day_of_the_kind(made, changed):
    history = changed(made(), 83 - 7, np.nan)  # a Sunday of which nothing is known is passed over
    foretold = seasonal_naive(Learned(history), next_days(history, 14))
    np.testing.assert_array_equal(foretold[:6], history.calls[77:83])
    np.testing.assert_array_equal(foretold[6], history.calls[83])
    np.testing.assert_array_equal(foretold[7:], foretold[:7])


def test_weekday_means_are_means_of_what_is_known(made, changed):
    history = changed(made(28), (0, slice(None)), np.nan)
    foretold = weekday_means()(Learned(history), next_days(history))
    np.testing.assert_allclose(foretold[0], history.calls[[7, 14, 21]].mean(axis=0))
    np.testing.assert_allclose(foretold[1], history.calls[[1, 8, 15, 22]].mean(axis=0))


@pytest.mark.parametrize("seed", range(3))
def test_the_factorised_method_is_closer_to_the_truth_than_means(seed, made):
    history = made(56, per_day=150, seed=seed)
    meant = expected(7, per_day=150)
    ours, means = (error(method(Learned(history), next_days(history)), meant) for method in (STEADY, weekday_means()))
    assert ours < 0.8 * means


def test_a_closed_day_is_not_foretold(made):
    history = made()
    target = Days(MONDAY + dt.timedelta(days=84), np.array([0, CLOSED, 2]))
    for name, method in methods_for(history, with_boosting=False).items():
        foretold = completed(method(Learned(history), target), Learned(history), target)
        assert np.isnan(foretold[1]).all(), name
        assert not np.isnan(foretold[[0, 2], 8:20]).any(), name


def test_a_holiday_is_like_the_day_it_is_treated_as(made):
    history = made()
    target = Days.of(MONDAY + dt.timedelta(days=84), 7, {MONDAY + dt.timedelta(days=85): 6})
    foretold = np.nansum(STEADY(Learned(history), target), axis=1)
    assert foretold[1] == pytest.approx(foretold[6], rel=0.02)
    assert foretold[1] == pytest.approx(600 * LEVELS[6], rel=0.15)
