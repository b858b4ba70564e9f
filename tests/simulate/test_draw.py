"""What is drawn has the moments it should have."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest

from scheduler.demand.effective_load import with_load_factors
from scheduler.instance.calls_grid import call_rows, moment_of
from scheduler.instance.service import Calls
from scheduler.simulate.draw import HANDLING_CV, Forecast, HandlingTime, RealCalls
from scheduler.simulate.traffic import Uncertainty
from tests.builders.derived import traffic_to
from tests.builders.plans import plan
from tests.builders.scenarios import traffic


@pytest.mark.parametrize("handling", [
    HandlingTime(), HandlingTime("lognormal", 0.4), HandlingTime("exponential"),
    HandlingTime.empirical(np.array([30.0, 60, 60, 600])),
])
def test_handling_times_have_mean_1_and_their_cv(handling):
    drawn = handling.draw(400_000, np.random.default_rng(0))
    cv = 1.0 if handling.kind == "exponential" else handling.cv
    assert drawn.mean() == pytest.approx(1, abs=5 * cv / math.sqrt(len(drawn)))
    assert drawn.std() == pytest.approx(cv, rel=0.05)
    assert (drawn > 0).all()


def test_empirical_handling_times_are_those_of_the_log():
    handling = HandlingTime.empirical(np.array([0.0, 10, 30]))
    assert set(handling.draw(100, np.random.default_rng(0)).tolist()) == {0.5, 1.5}
    with pytest.raises(ValueError, match="no handling time above 0"):
        HandlingTime.empirical(np.zeros(3))


def test_without_variation_all_last_equally_long():
    assert (HandlingTime("lognormal", 0).draw(5, np.random.default_rng(0)) == 1).all()
    assert HANDLING_CV == 1.28


def test_calls_come_in_order_within_their_intervals_at_the_rate_of_the_forecast():
    what = traffic([30, 60], patience_s=100)
    calls = [Forecast(what, HandlingTime()).draw(np.random.default_rng(seed)) for seed in range(200)]
    for each in calls:
        assert (np.diff(each.arrival_s) >= 0).all()
        assert (each.arrival_s // 3600 == each.interval).all()
    counts = np.array([[(each.queue == queue).sum() for queue in (0, 1)] for each in calls])
    for queue, expected in enumerate((720, 1440)):
        assert counts[:, queue].mean() == pytest.approx(expected, abs=4 * math.sqrt(expected / 200))
        assert counts[:, queue].var() == pytest.approx(expected, rel=0.35)
    patience = np.concatenate([each.patience_s for each in calls])
    assert patience.mean() == pytest.approx(100, rel=0.01)


def test_a_queue_without_patience_never_hangs_up():
    what = replace(traffic([30, 60]), patience_s=np.array([50.0, np.inf]))
    calls = Forecast(what, HandlingTime()).draw(np.random.default_rng(0))
    assert (np.isinf(calls.patience_s) == (calls.queue == 1)).all()


@pytest.mark.heavy
def test_uncertain_load_spreads_as_told():
    """Variance of a day's calls: Poisson's, and that of the factors of the day and of the intervals."""
    what = traffic([50])
    uncertain = what.with_uncertainty(Uncertainty.equal(what, 0.2, 0.3))
    rng = np.random.default_rng(2)
    factors = np.array([uncertain.uncertainty.factors(what.day, rng)[0] for _ in range(20_000)])
    assert factors.mean() == pytest.approx(1, abs=0.01)
    assert factors[:, 0].std() == pytest.approx(math.sqrt(1.04 * 1.09 - 1), rel=0.03)
    assert np.cov(factors[:, 0], factors[:, 1])[0, 1] == pytest.approx(0.04, rel=0.1)
    source = Forecast(uncertain, HandlingTime())
    days = np.array([len(source.draw(np.random.default_rng(seed)).arrival_s) for seed in range(3000)])
    variance = 1200 + 1200**2 * 0.04 + 24 * 50**2 * 1.04 * 0.09
    assert days.mean() == pytest.approx(1200, abs=4 * math.sqrt(variance / 3000))
    assert days.var() == pytest.approx(variance, rel=0.15)


def test_quantiles_give_back_the_spread_they_came_from():
    what = traffic([100])
    sd = math.sqrt(100 + (0.2 * 100) ** 2)
    p10, p90 = (np.full_like(what.calls, 100 + sign * 1.2815516 * sd) for sign in (-1, 1))
    found = Uncertainty.of_quantiles(what, p10, p90, day_share=0.25)
    assert found.day[0] == pytest.approx(0.1)
    assert found.interval[0, 0] == pytest.approx(0.2 * math.sqrt(0.75))
    poisson = Uncertainty.of_quantiles(what, what.calls - 12.8, what.calls + 12.8)
    assert poisson.day[0] == poisson.interval.max() == 0
    unknown = Uncertainty.of_quantiles(what, np.full_like(p10, np.nan), p90)
    assert unknown.day[0] == unknown.interval.max() == 0


def test_real_calls_keep_what_is_known_and_draw_what_is_not():
    what = traffic([60], aht_s=100, patience_s=50)
    real = RealCalls(what, HandlingTime(), np.array([10.0, 4000]), np.zeros(2, np.int64), np.array([33.0, np.nan]))
    one, other = (real.draw(np.random.default_rng(seed)) for seed in (0, 1))
    assert one.arrival_s.tolist() == [10, 4000]
    assert one.interval.tolist() == [0, 1]
    assert one.handling_s[0] == other.handling_s[0] == 33
    assert one.handling_s[1] != other.handling_s[1]
    assert (one.patience_s != other.patience_s).all()


def test_bounds_of_the_forecast_make_its_calls_uncertain():
    sharp = plan((30.0,) * 9)
    rows = [row.model_copy(update={"calls_p10": 0.5 * row.calls, "calls_p90": 1.5 * row.calls}) for row in sharp.calls.forecast]
    unsure = sharp.model_copy(update={"calls": sharp.calls.model_copy(update={"forecast": tuple(rows)})})
    assert traffic_to(sharp).uncertainty is None
    found = traffic_to(unsure).uncertainty
    assert found is not None
    relative = ((0.5 * 30 * 2 / 2.563) ** 2 - 30) / 30**2
    assert found.day[0] ** 2 + found.interval[0, 12] ** 2 == pytest.approx(relative, rel=1e-3)


def test_load_factors_reach_the_calls_of_a_day_total():
    day_total = plan((1.0,)).model_copy(update={"calls": Calls(per_day=900, shape="flat", aht_s=100)})
    row = call_rows(day_total)[3]
    changed = with_load_factors(day_total, {(None, moment_of(row.start, day_total.grid.zone).astimezone(dt.UTC)): 1.5})
    assert [each.aht_s for each in call_rows(changed)][2:5] == [100, 150, 100]
    assert [each.calls for each in call_rows(changed)] == [each.calls for each in call_rows(day_total)]
