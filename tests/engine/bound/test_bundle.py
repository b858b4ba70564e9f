"""The bundle: what it forgets when it is full, and that its products follow."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.bound.bundle import Bundle, BundleParams
from scheduler.engine.bound.columns import RosterColumns
from scheduler.engine.crew import Crew
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY

CREW = Crew.of(problem_of(MANY))
MOST, KEPT = 30, 20


def test_a_full_bundle_lets_the_lightest_columns_go_and_keeps_its_products():
    rng = np.random.default_rng(0)
    bundle = Bundle(CREW, rng.random(4), BundleParams(most=MOST, kept=KEPT))
    activities, costs = rng.integers(0, 9, (MOST + 1, 4)), rng.integers(0, 99, MOST + 1)
    for number in range(MOST):
        bundle.add(activities[number], costs[number], RosterColumns.room(CREW, 1))
    assert bundle.weights[0] == 1
    weights = rng.random(MOST)
    bundle.weights = weights / weights.sum()
    kept = np.sort(np.argsort(-weights)[:KEPT])
    bundle.add(activities[MOST], costs[MOST], RosterColumns.room(CREW, 1))
    assert (bundle.activities[:-1] == activities[kept]).all()
    assert (bundle.costs[:-1] == costs[kept]).all()
    assert np.allclose(bundle.weights, np.append(weights[kept] / weights[kept].sum(), 0.0))
    assert np.allclose(bundle.products, bundle.activities * bundle.scale @ bundle.activities.T)


def test_a_bundle_that_keeps_all_it_may_have_is_refused():
    with pytest.raises(ValueError, match="200 kept of at most 200 columns leave no room"):
        BundleParams(most=200)
