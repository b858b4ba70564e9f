"""A season of the year that comes again is foretold by the same weeks last year; without such a year by the level."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.forecast import Days, History, forecast
from scheduler.demand.forecast.methods import DRIFTS, Learned, factorised, methods_for
from scheduler.demand.forecast.seasons import NAME, NEEDS_DAYS, same_weeks_last_year
from scheduler.demand.forecast.totals import Level

LEVEL = factorised(Level(DRIFTS["moving level"]))
METHOD = same_weeks_last_year(LEVEL)
FIRST = dt.date(2024, 9, 2)


def seasonal(days: int, growth: float = 1.2) -> History:
    """Calls of two intervals a day: three times as many in December, and more in the second year."""
    dates = [FIRST + dt.timedelta(days=day) for day in range(days)]
    level = np.array(
        [(300.0 if date.month == 12 else 100.0) * (growth if day >= 364 else 1.0) for day, date in enumerate(dates)]
    )
    return History.of(Days.of(FIRST, days), 720, level[:, None] * np.array([0.4, 0.6]))


def test_december_comes_again_at_the_level_of_this_year():
    history = seasonal((dt.date(2025, 11, 24) - FIRST).days)
    target = Days.of(dt.date(2025, 12, 8), 7)
    calls = METHOD(Learned(history), target)
    assert calls.sum(axis=1) == pytest.approx(np.full(7, 360), rel=0.03)
    assert calls[0] / calls[0].sum() == pytest.approx([0.4, 0.6], abs=0.01)


def test_without_last_year_it_is_the_moving_level():
    history, target = seasonal(120), Days.of(FIRST + dt.timedelta(days=120), 7)
    level = LEVEL(Learned(history), target)
    assert (METHOD(Learned(history), target) == level).all()


def test_it_competes_from_more_than_a_year_on():
    assert NAME not in methods_for(seasonal(NEEDS_DAYS - 1), with_boosting=False)
    assert NAME in methods_for(seasonal(NEEDS_DAYS), with_boosting=False)


@pytest.mark.heavy
def test_it_beats_the_level_where_seasons_are_strong():
    history = seasonal((dt.date(2026, 1, 26) - FIRST).days)
    made = forecast(history, Days.of(history.days.dates[-1] + dt.timedelta(days=1), 14), {NAME: METHOD, "level": LEVEL})
    assert made.tested is not None
    assert made.tested.wape[NAME] < made.tested.wape["level"]
