"""Callers of several queues answered by the same operators: all wait equally long, and each was promised something else."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.missed_calls import missed_calls
from scheduler.demand.queueing.pooled import pooled
from scheduler.demand.queueing.queue import queue_of
from tests.builders.queues import hours, one_queue_of, queues_of

ROWS = {"de": [(60, 300), (20, 200), (0, 100)], "fr": [(30, 240), (0, 100), (0, 50)]}
PROMISES = {"de": {"patience_s": 120}, "fr": {"patience_s": 300, "answer_within_s": 0}}
AT = slice(8, 11)


def callers_of(plan, *names):
    demand = demand_of(plan)
    return pooled([demand[name].queue for name in names], [demand[name].distribution for name in names])


@pytest.fixture
def both():
    return callers_of(queues_of(ROWS, ["de fr"] * 3, PROMISES), "de", "fr")


def test_one_queue_is_that_queue():
    plan = queues_of(ROWS, ["de fr"] * 3, PROMISES)
    alone, queue = callers_of(plan, "fr"), queue_of(plan, "fr")
    assert alone.calls[AT].tolist() == [30, 0, 0]
    np.testing.assert_array_equal(alone.service_levels(3)[0], queue.service_level(3))
    np.testing.assert_array_equal(alone.over_calls("abandonment", 3), queue.abandonment(3))
    found = missed_calls(queue, 9)
    expected, convex = alone.missed(9, None)
    np.testing.assert_allclose(expected, found.expected)
    np.testing.assert_allclose(convex, found.convex)


def test_each_meets_the_waits_of_all_calls_and_its_own_promise(both):
    assert both.calls[AT].tolist() == [90, 20, 0]
    for name, levels in zip(ROWS, both.service_levels(7), strict=True):
        one = queue_of(one_queue_of(ROWS, 3, PROMISES[name]))
        assert both.views[0].aht_s[AT] == pytest.approx([(60 * 300 + 30 * 240) / 90, 200, 75])
        assert levels[AT] == pytest.approx(one.service_level(7)[AT])
    assert both.most_patient.service.patience_s == 300
    assert np.isnan(both.calls[[7, 11]]).all()


def test_means_are_over_calls(both):
    first, second = both.service_levels(7)
    assert both.over_calls("service_level", 7)[AT] == pytest.approx([(2 * first[8] + second[8]) / 3, first[9], 1])


def test_missed_calls_are_those_of_each_promise(both):
    expected, convex = both.missed(12, None)
    first, second = (missed_calls(view, 12) for view in both.views)
    assert expected[8] == pytest.approx((2 * first.expected[8] + second.expected[8]) / 3)
    assert expected[8, 0] == pytest.approx(90)
    assert not expected[10].any()
    assert (convex <= expected + 1e-9).all()
    assert (np.diff(convex, n=2, axis=1) >= -1e-9).all()


def test_callers_without_patience_are_the_most_patient():
    plan = queues_of(ROWS, ["de fr"] * 3, PROMISES | {"fr": {}})
    assert callers_of(plan, "de", "fr").most_patient.service.patience_s is None


def test_service_levels_of_the_queues_are_those_of_the_pool_where_all_are_trained():
    plan = queues_of(ROWS, ["de fr"] * 3, PROMISES)
    demand, on_phone = demand_of(plan), np.full((1, 24), 7.25)
    found = demand.service_levels(on_phone)
    np.testing.assert_array_equal(found, demand.sets[0].callers.service_levels(on_phone[0]))
    one = queue_of(one_queue_of(ROWS, 3, PROMISES["de"]))
    assert found[0, AT] == pytest.approx(one.service_level(7.25)[AT])
    assert np.isnan(found[:, 7]).all()


def test_service_levels_are_at_best_those_of_the_tightest_set():
    demand = demand_of(queues_of(ROWS, ["de", "de fr", "fr"] * 5, PROMISES))
    assert [each.names for each in demand.sets] == [("de",), ("fr",), ("de", "fr")]
    plenty, few = np.full((3, 24), 15.0), np.array([[2.0], [15.0], [15.0]]).repeat(24, axis=1)
    german, french = demand.service_levels(few)[:, 8]
    assert german == pytest.approx(queue_of(queues_of(ROWS, ["de fr"], PROMISES), "de").service_level(2)[8], abs=1e-12)
    assert german < demand.service_levels(plenty)[0, 8]
    assert french == demand.service_levels(plenty)[1, 8]


def test_a_wrong_forecast_is_wrong_for_all_in_proportion_to_their_load():
    wide = {"de": {"calls_p10": 30, "calls_p90": 110}, "fr": {}}
    rows = [row | (wide[name] if row["calls"] else {}) for name, own in ROWS.items() for row in hours(own[:1], name)]
    plan = queues_of({name: own[:1] for name, own in ROWS.items()}, ["de fr"] * 3, PROMISES, calls={"forecast": rows})
    demand = demand_of(plan)
    callers, load = callers_of(plan, "de", "fr"), demand["de"].distribution
    german = 60 * 300 / (60 * 300 + 30 * 240)
    assert demand["fr"].distribution is None
    assert callers.distribution.factors[8] == pytest.approx(german * load.factors[8] + 1 - german)
    assert callers_of(plan, "fr").distribution is None
    assert pooled([demand["de"].queue], [load]).distribution is load
    certain, _ = pooled([demand[name].queue for name in ROWS], [None, None]).missed(9, None)
    uncertain, _ = callers.missed(9, None)
    assert uncertain[8, 9] > certain[8, 9]
