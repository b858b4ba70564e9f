"""Expected missed calls: by Erlang at a known load, by numerical integration at an uncertain one, and the minorant."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.demand.queueing.erlang import erlang_a, erlang_c
from scheduler.demand.queueing.finite_lines import finite_lines
from scheduler.demand.queueing.missed_calls import missed_calls, service_levels
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.queueing.uncertainty import certain, lognormal_factors
from scheduler.instance.service import Service
from tests.builders.properties import examples

ROWS = [(60, 300), (0, 300)]
K = np.arange(15)


def test_without_patience_erlang_c_with_it_erlang_a(hotline):
    c = missed_calls(queue_of(hotline(ROWS)), 14).expected
    a = missed_calls(queue_of(hotline(ROWS, service={"patience_s": 60})), 14).expected
    assert c[8] == pytest.approx(60 * (1 - erlang_c(5, K, 300, 20).service_level))
    assert a[8] == pytest.approx(60 * (1 - erlang_a(5, K, 300, 60, 20).service_level))


def test_nothing_is_missed_where_nobody_calls_and_where_closed(hotline):
    found = missed_calls(queue_of(hotline(ROWS)), 14)
    assert not found.expected[[0, 7, 9, 10]].any()
    assert not found.convex[[0, 7, 9, 10]].any()


def test_on_few_lines_the_blocked_are_missed(hotline):
    found = missed_calls(queue_of(hotline(ROWS, service={"patience_s": 60})), 14, lines=8).expected[8]
    met = finite_lines(5, np.minimum(K, 8), 8, 300, 20, 60)
    assert found == pytest.approx(60 * (1 - met.service_level))
    assert found[8] == found[14]  # an operator without a line answers nobody


def test_shrinkage_lies_between_whole_operators(hotline):
    found = missed_calls(queue_of(hotline(ROWS, service={"shrinkage_percent": 10})), 14).expected[8]
    levels = erlang_c(5, [6, 7], 300, 20).service_level  # 7 planned are 6.3 present
    assert found[7] == pytest.approx(60 * (1 - 0.7 * levels[0] - 0.3 * levels[1]))
    assert found[10] == pytest.approx(60 * (1 - float(erlang_c(5, 9, 300, 20).service_level)))


def test_skipping_what_is_settled_changes_nothing():
    service, load, aht = Service(patience_s=120), np.array([0.5, 8, 60, 150.0]), np.array([200, 300, 250, 300.0])
    levels = service_levels(service, load, aht, 203)
    everywhere = erlang_a(load[:, None], np.arange(204)[None, :], aht[:, None], 120, 20).service_level
    assert np.abs(levels - everywhere).max() < 1e-9


def test_uncertainty_misses_more_calls_than_certainty_where_staffing_is_good(hotline):
    queue = queue_of(hotline([(60, 300)], service={"patience_s": 120}))
    certainly, perhaps = (missed_calls(queue, 14, load).expected[8] for load in (None, lognormal_factors(np.full(24, 0.3))))
    assert (perhaps[8:] > certainly[8:]).all()
    assert missed_calls(queue, 14, certain(24)).expected[8] == pytest.approx(certainly)


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 400), st.floats(10, 600), st.floats(1, 1000) | st.none(), st.just(0) | st.floats(1, 40))
def test_falling_convex_and_never_above_the_formula(hotline, calls, aht, patience, shrinkage):
    service = {"patience_s": patience, "shrinkage_percent": shrinkage}
    found = missed_calls(queue_of(hotline([(calls, aht)], service=service)), 60)
    assert (np.diff(found.expected, axis=1) <= 0).all()
    assert (np.diff(found.convex, n=2, axis=1) >= -1e-9 * (1 + calls)).all()
    assert (found.convex <= found.expected).all()
    assert (found.expected[8, 0], found.convex[8, 0]) == pytest.approx((calls, calls))
    assert (found.deviation >= 0).all()


def test_the_minorant_leaves_the_formula_only_below_the_load(hotline):
    found = missed_calls(queue_of(hotline([(60, 300)])), 14)  # 5 erlangs: Erlang C serves nobody in time with 5
    assert found.expected[8, :6].tolist() == [60] * 6
    assert found.convex[8, 8:] == pytest.approx(found.expected[8, 8:])
    assert found.deviation[8] == pytest.approx((found.expected - found.convex)[8, 5])
