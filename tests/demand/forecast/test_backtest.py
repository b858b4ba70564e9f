"""The backtest sees only the past, and chooses what was best in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.demand.forecast.backtest import BLEND, Backtest, Fold, choose, days_ahead_for, origins, wape
from scheduler.demand.forecast.history import Days
from scheduler.demand.forecast.methods import methods_for, weekday_means

from .conftest import MONDAY


def fold(came: float, **foretold: float) -> Fold:
    return Fold(0, Days.of(MONDAY, 1), {name: np.array([[value]]) for name, value in foretold.items()}, np.array([[came]]))


def test_wape_by_hand():
    pairs = [(np.array([8.0, np.nan, 3]), np.array([10.0, 5, np.nan])), (np.array([6.0]), np.array([5.0]))]
    assert wape(pairs) == pytest.approx(3 / 15)
    assert np.isnan(wape([]))


def test_the_best_is_chosen():
    choice = choose([fold(100, good=103, bad=150), fold(100, good=103, bad=150)], ["bad", "good"])
    assert (choice.name, choice.parts) == ("good", ("good",))
    assert choice.wape["bad"] == 0.5


def test_a_blend_whose_errors_cancel_is_better():
    choice = choose([fold(100, over=110, under=90), fold(100, over=110, under=90)], ["over", "under"])
    assert choice.name == BLEND
    assert set(choice.parts) == {"over", "under"}
    assert choice.wape[BLEND] == 0


def test_nothing_after_an_origin_is_seen(made):
    history = made()
    spoiled = replace(history, calls=history.calls.copy())
    spoiled.calls[60:] = 1e6
    methods = methods_for(history, with_boosting=False)
    clean_folds, spoiled_folds = (Backtest(each, methods, 7).fold(60) for each in (history, spoiled))
    for name in methods:
        np.testing.assert_array_equal(clean_folds.foretold[name], spoiled_folds.foretold[name])
    assert (spoiled_folds.came[:, 8:20] == 1e6).all()


def test_the_folds_before_a_moment_end_before_it(made):
    folds = Backtest(made(), {"means": weekday_means()}, 14).folds(before=70)
    assert len(folds) >= 3
    assert max(each.origin + len(each.target) for each in folds) == 70
    assert all(len(each.target) == 14 for each in folds)


@pytest.mark.parametrize("days", [11, 14, 20, 31, 60, 200, 1000])
def test_origins_lie_inside_the_history(days):
    ahead = days_ahead_for(days, 14)
    found = origins(days, ahead)
    assert 1 <= len(found) <= 16
    assert min(found) >= 7
    assert max(found) + ahead == days
    assert found == sorted(set(found))


def test_where_there_are_few_calls_forecasting_nothing_is_not_best():
    came = np.random.default_rng(0).poisson(0.3, (1, 1000)).astype(float)
    nothing, mean = np.zeros((1, 1000)), np.full((1, 1000), 0.3)
    folds = [Fold(0, Days.of(MONDAY, 1), {"nothing": nothing, "mean": mean}, came)]
    assert wape([(nothing, came)]) < wape([(mean, came)])
    assert choose(folds, ["nothing", "mean"]).name == "mean"
