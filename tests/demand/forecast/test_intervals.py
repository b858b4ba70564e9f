"""Bounds: the quantiles of the distributions, and the promise that four of five intervals lie between them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scheduler.demand.forecast.backtest import Choice, Fold
from scheduler.demand.forecast.history import Days
from scheduler.demand.forecast.intervals import (
    Bounds,
    Errors,
    calibrated,
    coverage,
    far_factor,
    negative_binomial,
    student_factor,
)

from .conftest import MONDAY

CHOICE = Choice("m", ("m",), {})
GROUPS = np.arange(7)


def poisson_quantile(mean: float, level: float) -> int:
    total, count = math.exp(-mean), 0
    term = total
    while total < level:
        count += 1
        term *= mean / count
        total += term
    return count


@pytest.mark.parametrize("mean", [0.02, 0.3, 1.0, 2.5, 9.0, 30.0])
@pytest.mark.parametrize("level", [0.1, 0.9])
def test_without_dispersion_they_are_those_of_poisson(mean, level):
    assert negative_binomial(np.array([mean]), 0.0, level)[0] == poisson_quantile(mean, level)


def test_a_third_of_a_call():
    assert negative_binomial(np.array([0.3]), 0.0, 0.1)[0] == 0
    assert negative_binomial(np.array([0.3]), 0.0, 0.9)[0] == 1


def test_dispersion_widens_them_as_drawn_numbers_do():
    drawn = np.random.default_rng(1).poisson(np.random.default_rng(2).gamma(4, 8 / 4, 200_000))  # c = 1/2
    for level in (0.1, 0.9):
        assert negative_binomial(np.array([8.0]), 0.5, level)[0] == np.quantile(drawn, level, method="inverted_cdf")


def folds_of(count: int, mean: np.ndarray, relative: float, seed: int, days: int = 7) -> list[Fold]:
    rng = np.random.default_rng(seed)
    folds = []
    for fold in range(count):
        expected = np.tile(mean, (days, 1))
        of_day = rng.lognormal(-relative**2 / 2, relative, (days, 1))
        folds.append(Fold(7 * fold, Days.of(MONDAY, days), {"m": expected}, rng.poisson(expected * of_day).astype(float)))
    return folds


@pytest.mark.parametrize(("low", "high", "relative"), [(12, 300, 0.0), (12, 300, 0.15), (200, 900, 0.05)])
def test_four_of_five_busy_intervals_lie_inside(low, high, relative):
    mean = np.linspace(low, high, 40)
    errors = Errors.of(folds_of(16, mean, relative, seed=1), CHOICE, GROUPS)
    fresh = folds_of(60, mean, relative, seed=2)
    covered = coverage([(calibrated(errors, fold.foretold["m"], GROUPS), fold.came) for fold in fresh])
    assert 0.75 <= covered <= 0.85


def test_quiet_intervals_have_whole_bounds_that_hold():
    mean = np.full(40, 0.3)
    errors = Errors.of(folds_of(16, mean, 0.0, seed=1), CHOICE, GROUPS)
    bounds = calibrated(errors, np.tile(mean, (7, 1)), GROUPS)
    assert set(bounds.low.ravel()) == {0}
    assert set(bounds.high.ravel()) == {1}


def test_with_nothing_to_learn_from_they_are_wide():
    expected = np.tile([0.3, 4.0, 100.0], (7, 1))
    nothing = calibrated(Errors.of([], CHOICE, GROUPS), expected, GROUPS)
    learned = calibrated(Errors.of(folds_of(16, np.array([0.3, 4.0, 100.0]), 0.05, seed=1), CHOICE, GROUPS), expected, GROUPS)
    assert (nothing.high - nothing.low)[0, 2] > 2 * (learned.high - learned.low)[0, 2]
    assert (nothing.low <= expected).all()


def test_what_is_further_ahead_has_its_own_bounds():
    folds = folds_of(16, np.full(20, 100.0), 0.02, seed=1)
    late = folds_of(16, np.full(20, 100.0), 0.4, seed=2)
    both = [Fold(f.origin, Days.of(MONDAY, 14), {"m": np.vstack([f.foretold["m"], g.foretold["m"]])},
                 np.vstack([f.came, g.came]))
            for f, g in zip(folds, late, strict=True)]
    bounds = calibrated(Errors.of(both, CHOICE, GROUPS), both[0].foretold["m"], np.tile(GROUPS, 2))
    width = bounds.high - bounds.low
    assert width[7:].min() > 2 * width[:7].max()


def test_closed_intervals_have_none_and_do_not_count():
    expected = np.tile([np.nan, 100.0], (7, 1))
    bounds = calibrated(Errors.of([], CHOICE, GROUPS), expected, GROUPS)
    assert np.isnan(bounds.low[:, 0]).all()
    assert coverage([(Bounds(np.array([[np.nan, 1, 1]]), np.array([[np.nan, 3, 3]])), np.array([[5.0, 3, 4]]))]) == 0.5


@pytest.mark.parametrize(("origins", "quantile"), [(4, 1.6377), (6, 1.4759), (11, 1.3722), (31, 1.3104)])
def test_few_origins_widen_as_students_quantile_does(origins, quantile):
    assert student_factor(origins) == pytest.approx(quantile / 1.28155, rel=0.01)


def test_widening_leaves_quiet_intervals_as_they_are():
    expected = np.array([[0.3, 100.0]])
    wide = Bounds(np.array([[0.0, 90.0]]), np.array([[1.0, 120.0]])).widened(expected, 1.5)
    assert (wide.low.tolist(), wide.high.tolist()) == ([[0, 85]], [[1, 130]])


def test_bounds_are_wider_the_further_ahead_beyond_what_was_tested():
    assert far_factor(4, 14).ravel().tolist() == [1, 1, 1, 1]
    assert far_factor(16 * 14, 14)[[13, 16 * 14 - 1], 0].tolist() == [1, 2]
    expected = np.full((28, 1), 100.0)
    wide = Bounds(expected - 10, expected + 20).widened(expected, far_factor(28, 14))
    assert wide.high[-1, 0] == pytest.approx(100 + 20 * 2**0.25)
    assert wide.low[13, 0] == 90
