"""Handling times follow a trend where the past shows one, and stay steady where it does not."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.forecast.handling import handling_times
from scheduler.demand.forecast.handling_choice import RECENT, STEADY, TREND, errors_on_the_past, foretold_handling, trend
from scheduler.demand.forecast.history import Days, History

MONDAY = dt.date(2026, 1, 5)


def past(weeks: int, of_week, noise: float = 0.03, seed: int = 1) -> History:
    """Hours from 8 to 18 on every day, 20 calls each, with the handling time that a function of the week gives."""
    days, rng = weeks * 7, np.random.default_rng(seed)
    calls = np.full((days, 24), np.nan)
    calls[:, 8:18] = 20
    level = np.array([of_week(day / 7) for day in range(days)])
    times = level[:, None] * (1 + 0.1 * np.sin(np.arange(24)))[None] * rng.normal(1, noise, (days, 24))
    return History.of(Days.of(MONDAY, days), 60, calls, np.where(np.isnan(calls), np.nan, times))


def after(history: History, days: int = 14) -> Days:
    return Days.of(history.days.first + dt.timedelta(days=len(history.days)), days)


@pytest.mark.parametrize("weeks", [8, 16, 30])
@pytest.mark.parametrize("percent", [-3, 2, 4])
def test_a_trend_is_followed_where_there_is_one(weeks, percent):
    history = past(weeks, lambda week: 200 * (1 + percent / 100) ** week)
    found = foretold_handling(history, after(history))
    assert found.way == TREND
    right = 200 * (1 + percent / 100) ** (weeks + np.arange(14) / 7) * np.mean(1 + 0.1 * np.sin(np.arange(8, 18)))
    assert np.nanmean(found.aht_s[:, 8:18], axis=1) == pytest.approx(right, rel=0.03)
    assert trend(history)[1] == pytest.approx(np.log(1 + percent / 100), abs=0.003)
    assert "go on along their trend" in found.notes[0]


@pytest.mark.parametrize("weeks", [5, 12])
@pytest.mark.parametrize("seed", range(6))
def test_without_a_trend_it_stays_steady_whatever_the_noise(seed, weeks):
    history = past(weeks, lambda _: 200, noise=0.15, seed=seed)
    found = foretold_handling(history, after(history))
    assert (found.way, found.notes) == (STEADY, ())
    assert np.array_equal(found.aht_s, handling_times(history, after(history)), equal_nan=True)


def test_where_handling_times_go_up_and_down_the_last_weeks_weigh_most():
    history = past(27, lambda week: 260 if week // 6 % 2 == 0 else 200)
    found = foretold_handling(history, after(history))
    assert found.way == RECENT
    assert np.nanmean(found.aht_s) == pytest.approx(250, rel=0.06)
    assert found.errors[RECENT] == pytest.approx(errors_on_the_past(history, 14)[RECENT])


def test_a_trend_is_followed_for_four_weeks_at_most():
    history = past(16, lambda week: 200 * 1.03 ** week)
    found = foretold_handling(history, after(history, 70))
    means = np.nanmean(found.aht_s[:, 8:18], axis=1)
    assert means[28] == pytest.approx(means[63], rel=1e-9)  # the same weekday
    assert means[28] > 1.1 * means[0]


def test_a_short_history_and_one_without_handling_times_are_steady():
    short = past(3, lambda week: 200 * 1.1 ** week)
    assert foretold_handling(short, after(short)).way == STEADY
    silent = History.of(short.days, 60, short.calls)
    assert np.isnan(foretold_handling(silent, after(silent)).aht_s).all()
