"""The recipe as a whole: honest about its error, and at home with histories that are short, quiet, broken or moved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from scheduler.demand.forecast import CLOSED, Days, forecast
from scheduler.demand.forecast.forecast import SHORT_METHOD
from scheduler.demand.forecast.methods import methods_for

from .conftest import MONDAY, expected, history_of


@pytest.fixture
def foretell():
    return foretell_after


def foretell_after(history, count=7, gap=0, holidays=None):
    """Forecast the days that follow a history, without LightGBM, which is slow."""
    first = history.days.dates[-1] + dt.timedelta(days=1 + gap)
    return forecast(history, Days.of(first, count, holidays), methods_for(history, with_boosting=False))


@pytest.fixture(scope="module")
def usual():
    """The forecast of the usual history of twelve weeks, made once; with holidays, or of more days, tests make their own."""
    return foretell_after(history_of())


def week(made_forecast) -> float:
    return float(np.nansum(made_forecast.calls))


def test_an_ordinary_history(usual):
    result = usual
    assert week(result) == pytest.approx(expected(7).sum(), rel=0.03)
    assert result.method in result.tested.wape
    assert result.tested.wape[result.method] == min(result.tested.wape.values())
    assert 0.74 <= result.tested.coverage <= 0.9
    assert (result.low[:, 8:20] <= result.calls[:, 8:20]).all()
    assert (result.high[:, 8:20] >= result.calls[:, 8:20] - 1).all()
    assert np.isnan(result.calls[:, :8]).all()
    assert result.oddities == ()


@pytest.mark.heavy
def test_the_bounds_hold_on_the_days_that_come(made, foretell):
    inside = total = 0
    for seed in range(6):
        whole = made(98, seed=seed)
        result = foretell(whole.before(84), count=14)
        came = whole.calls[84:, 8:20]
        inside += int(((came >= result.low[:, 8:20]) & (came <= result.high[:, 8:20])).sum())
        total += came.size
    assert 0.75 <= inside / total <= 0.9  # quiet hours have whole bounds, which hold a little more


def test_lost_days_do_not_lower_the_forecast(made, changed, foretell, usual):
    lost = foretell(changed(made(), [35, 37, 50, 70, 78], 0.0))
    assert week(lost) == pytest.approx(week(usual), rel=0.02)
    assert any("5 days have no record" in note for note in lost.notes)


def test_an_odd_day_does_not_lift_the_forecast(made, changed, foretell, usual):
    odd = foretell(changed(made(), 79, lambda day: day * 3))
    assert week(odd) == pytest.approx(week(usual), rel=0.02)
    assert [oddity.kind for oddity in odd.oddities] == ["odd day"]


def test_a_new_level_is_followed(made, changed, foretell):
    result = foretell(changed(made(), slice(70, 84), lambda days: days * 1.8))
    assert week(result) == pytest.approx(1.8 * expected(7).sum(), rel=0.06)
    assert "new level" in [oddity.kind for oddity in result.oddities]


def test_holidays_are_not_learned_from(made, changed, foretell, usual):
    dates = {MONDAY + dt.timedelta(days=day): CLOSED for day in (77, 78)}
    closed = foretell(changed(replace(made(), days=Days.of(MONDAY, 84, dates)), [77, 78], 3.0))
    assert week(closed) == pytest.approx(week(usual), rel=0.02)
    assert closed.oddities == ()


def test_a_holiday_to_come_is_like_a_sunday(made, foretell):
    result = foretell(made(), holidays={MONDAY + dt.timedelta(days=85): 6})
    assert np.nansum(result.calls[1]) == pytest.approx(np.nansum(result.calls[6]), rel=0.05)


@pytest.mark.parametrize("days", [1, 3, 8])
def test_with_little_history_nothing_is_promised(days, made, foretell, usual):
    result = foretell(made(days))
    assert (result.method, result.tested) == (SHORT_METHOD, None)
    assert f"only {days} days of history" in result.notes[0]
    assert np.nansum(result.calls[0]) == pytest.approx(np.nansum(made(days).calls[0]), rel=0.3)
    assert np.nanmean(result.high - result.low) > 1.5 * np.nanmean(usual.high - usual.low)


def test_fewer_than_two_weeks_are_said_and_have_wider_bounds(made, foretell, usual):
    result = foretell(made(13))
    assert result.tested is not None
    assert "fewer than 2 weeks" in result.notes[0]
    assert np.nanmean(result.high - result.low) > 1.2 * np.nanmean(usual.high - usual.low)
    assert not any("weeks" in note for note in foretell(made(28)).notes)


def test_quiet_nights(made, foretell):
    rng = np.random.default_rng(5)
    history = made(70)
    history.calls[:, :8] = rng.poisson(0.3, (70, 8))
    history.calls[:, 20:] = rng.poisson(0.3, (70, 4))
    result = foretell(history)
    night = (slice(None), slice(0, 8))
    assert result.calls[night].mean() == pytest.approx(0.3, abs=0.08)
    assert result.calls[night].max() < 0.9
    assert set(np.unique(result.low[night])) == {0}
    assert set(np.unique(result.high[night])) <= {1, 2}
    assert result.oddities == ()


def test_a_horizon_that_begins_later(made, foretell):
    history = made()
    near, far = foretell(history, count=14), foretell(history, count=7, gap=7)
    assert far.days.first == near.days.first + dt.timedelta(days=7)
    assert week(far) == pytest.approx(float(np.nansum(near.calls[7:])), rel=0.02)
    assert far.calls.shape == (7, 24)


def test_days_that_are_known_already_are_refused(made):
    with pytest.raises(ValueError, match="2026-03-29"):
        forecast(made(), Days.of(dt.date(2026, 3, 29), 7))


def test_the_same_history_gives_the_same_forecast(made, foretell, usual):
    one, other = usual, foretell(made())
    np.testing.assert_array_equal(one.calls, other.calls)
    np.testing.assert_array_equal(one.high, other.high)


@pytest.mark.heavy
@pytest.mark.parametrize("per_day", [0.5, 4, 30])
def test_small_hotlines_are_not_overrated(per_day, made, foretell):
    ratios = []
    for seed in range(4):
        history = made(84, per_day=per_day, seed=seed)
        ratios.append(week(foretell(history)) / (np.nansum(history.calls) / 12))
    assert np.mean(ratios) == pytest.approx(1, abs=0.12)
