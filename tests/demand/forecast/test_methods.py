"""Each method on calls whose law is known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.forecast import CLOSED, Days, History, boosting
from scheduler.demand.forecast.learned import Learned
from scheduler.demand.forecast.methods import DRIFTS, completed, factorised, methods_for, seasonal_naive, weekday_means
from scheduler.demand.forecast.profile import profiles, smoother
from scheduler.demand.forecast.totals import Level

from .conftest import LEVELS, MONDAY, SHAPE, expected

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


def test_profiles_find_alike_weekdays_and_the_shape(made):
    learned = profiles(made())
    assert len(set(learned.groups[:5])) == 1
    np.testing.assert_allclose(learned.shares[0, 8:20], SHAPE[8:20], atol=0.01)
    np.testing.assert_allclose(np.nansum(learned.shares, axis=1), 1)


def test_weekdays_with_another_shape_stay_apart(made):
    history = made()
    history.calls[5::7, 8:20] = history.calls[5::7, 8:20][:, ::-1] * np.linspace(0, 2, 12)
    learned = profiles(history)
    assert learned.groups[5] not in set(learned.groups[[0, 1, 2, 3, 4]])


def test_a_day_known_in_part_is_completed(made, changed):
    whole = made()
    part = changed(whole, (82, slice(8, 14)), np.nan)
    assert profiles(part).totals[82] == pytest.approx(profiles(whole).totals[82], rel=0.12)


def test_smoothing_keeps_straight_lines_and_totals():
    line = np.linspace(1, 5, 12)
    np.testing.assert_allclose(smoother(12, 50) @ line, line)
    bumpy = line + np.resize([1, -1], 12)
    assert np.abs(np.diff(smoother(12, 50) @ bumpy, 2)).max() < 0.1 * np.abs(np.diff(bumpy, 2)).max()
    assert (smoother(12, 50) @ bumpy).sum() == pytest.approx(bumpy.sum())


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


@pytest.mark.skipif(not boosting.is_installed(), reason=boosting.WHY_ABSENT)
def test_gradient_boosting_learns_weekday_and_hour(made):
    history = made(140)
    foretold = boosting.gradient_boosting()(Learned(history), next_days(history))
    assert error(foretold, expected(7)) < 0.15
    assert np.isnan(foretold[:, :8]).all()
    np.testing.assert_array_equal(foretold, boosting.gradient_boosting()(Learned(history), next_days(history)))


def test_without_the_library_the_other_methods_compete(made, monkeypatch):
    monkeypatch.setattr(boosting, "is_installed", lambda: False)
    assert "LightGBM" not in methods_for(made())
    with pytest.raises(ModuleNotFoundError, match=r"hotline-scheduler\[forecast\]"):
        methods_for(made(), with_boosting=True)
