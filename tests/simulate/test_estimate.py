"""Confidence intervals: quantiles against printed tables, and intervals that cover as often as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scheduler.simulate.estimate import mean, ratio, student_t, wilson


@pytest.mark.parametrize(("degrees", "printed"), [
    (1, 12.706205), (2, 4.302653), (3, 3.182446), (4, 2.776445), (5, 2.570582), (10, 2.228139), (29, 2.045230),
    (30, 2.042272), (99, 1.984217), (1000, 1.962339),
])
def test_quantiles_of_student(degrees, printed):
    assert student_t(degrees) == pytest.approx(printed, abs=1e-5)


def test_a_mean_and_its_error():
    found = mean(np.array([[1.0], [2.0], [3.0], [6.0]]))
    assert found.value[0] == 3
    assert found.standard_error[0] == pytest.approx(math.sqrt(14 / 3 / 4))
    assert found.half_width[0] == pytest.approx(3.182446 * math.sqrt(14 / 12), abs=1e-5)


def test_one_replication_gives_no_interval():
    found = ratio(np.array([[3]]), np.array([[4]]))
    assert found.value[0] == 0.75
    assert np.isnan(found.half_width[0])


def test_groups_without_calls_are_unknown_and_replications_without_calls_do_no_harm():
    found = ratio(np.array([[0, 0], [0, 4]]), np.array([[0, 0], [0, 5]]))
    assert np.isnan(found.value[0])
    assert found.value[1] == 0.8


def test_intervals_of_a_ratio_cover_as_often_as_they_say():
    rng, hits, trials = np.random.default_rng(1), 0, 2000
    for _ in range(trials):
        calls = rng.poisson(40, (20, 1))
        found = ratio(rng.binomial(calls, 0.8), calls)
        hits += abs(found.value[0] - 0.8) <= found.half_width[0]
    assert 0.93 <= hits / trials <= 0.97


def test_wilson_does_not_shrink_to_nothing():
    assert wilson(100, 100) == pytest.approx((0.96300, 1.0), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.27753), abs=1e-4)
    assert wilson(8, 10) == pytest.approx((0.49016, 0.94331), abs=1e-4)
