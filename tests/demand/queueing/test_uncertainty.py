"""The uncertainty of a forecast: its factors, and the expectation over them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.queueing.erlang import erlang_a
from scheduler.demand.queueing.missed_calls import missed_share
from scheduler.demand.queueing.uncertainty import (
    LoadDistribution,
    day_variation,
    load_factors,
    load_quantile,
    lognormal_factors,
    variation_of_rate,
)
from scheduler.instance.service import Service


@given(st.lists(st.floats(0, 2), min_size=1, max_size=5))
def test_factors_have_mean_one_and_the_variation_asked_for(variation):
    load = lognormal_factors(np.array(variation))
    assert load.weights.sum() == pytest.approx(1)
    assert load.factors @ load.weights == pytest.approx(np.ones(len(variation)))
    small = np.array(variation) < 0.5
    spread = np.sqrt(np.maximum(np.square(load.factors) @ load.weights - 1, 0))
    assert spread[small] == pytest.approx(np.array(variation)[small], rel=1e-3, abs=1e-7)


def test_only_what_poisson_does_not_explain_is_uncertainty_of_the_rate():
    mean, rate_variation = 100.0, 0.2
    half = 1.2815515655446004 * np.sqrt(mean + (rate_variation * mean) ** 2)
    low, high = mean - half, mean + half
    assert variation_of_rate(np.array([mean]), np.array([low]), np.array([high])) == pytest.approx(rate_variation)


@pytest.mark.parametrize(("calls", "p10", "p90"), [
    (100, 90, 110), (0, 0, 0), (0, 0, 9), (4, 4, 4), (100, np.nan, np.nan),
])
def test_no_more_spread_than_chance_is_no_uncertainty(calls, p10, p90):
    assert variation_of_rate(*(np.array([float(value)]) for value in (calls, p10, p90))) == 0


def test_the_expectation_is_that_of_a_fine_integration():
    service, load, aht, variation = Service(patience_s=120), np.array([10.0]), np.array([300.0]), np.array([0.2])
    found = missed_share(service, load, aht, 20, lognormal_factors(variation))[0]
    sigma = np.sqrt(np.log1p(variation[0] ** 2))
    z = (np.arange(4000) + 0.5) / 4000 * 16 - 8
    density = np.exp(-z * z / 2)
    fine = LoadDistribution(np.exp(sigma * z - sigma**2 / 2)[None, :], density / density.sum())
    right = sum(
        weight * factor * (1 - erlang_a(10 * factor, np.arange(21), 300, 120, 20).service_level)
        for factor, weight in zip(fine.factors[0, ::20], fine.weights[::20] / fine.weights[::20].sum(), strict=True)
    )
    assert np.abs(found - right).max() < 2e-3


def test_a_load_quantile_is_exceeded_on_the_other_days(hotline):
    plan = hotline([(20, 180)])
    plan = plan.model_copy(update={"calls": plan.calls.model_copy(update={"day_sd_percent": 20})})
    rng = np.random.default_rng(1)
    drawn = load_factors(np.full(20_000, 0.2), rng.standard_normal(20_000))
    assert (drawn.mean(), drawn.std()) == (pytest.approx(1, abs=0.01), pytest.approx(0.2, abs=0.01))
    assert (drawn <= load_quantile(plan, 0.9)[8]).mean() == pytest.approx(0.9, abs=0.01)


def test_without_a_days_spread_half_of_what_quantiles_show_is_of_the_day(hotline):
    plan = hotline([(100, 180)])
    assert not day_variation(plan).any()
    half = 1.2815515655446004 * np.sqrt(100 + 20.0**2)
    rows = tuple(row.model_copy(update={"calls_p10": 100 - half, "calls_p90": 100 + half}) for row in plan.calls.forecast)
    quantiles = plan.model_copy(update={"calls": plan.calls.model_copy(update={"forecast": rows})})
    assert day_variation(quantiles) == pytest.approx(0.2 * np.sqrt(0.5))
