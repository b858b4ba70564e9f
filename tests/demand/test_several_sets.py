"""Queues in several sets: never better than the tightest set alone, and near what the simulation shows."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.erlang import erlang_a
from scheduler.demand.several_sets import level_in_several
from tests.builders.queues import queues_of

GOAL = {"target_percent": 80, "answer_within_s": 20, "patience_s": 180}


def test_a_set_that_is_never_short_changes_nothing():
    one, sure = np.array([[0.8, 0.5]]), np.ones((1, 2))
    found = level_in_several(np.array([3.0]), [((0,), one), ((0,), sure)])
    np.testing.assert_allclose(found, one, atol=1 / 1024)


def test_sets_of_the_same_calls_are_short_together_and_unlike_ones_apart():
    half = np.full((2, 1), 0.5)
    same = level_in_several(np.array([3.0, 0.0]), [((0, 1), half), ((0,), half[:1])])
    assert same[0, 0] == pytest.approx(0.5, abs=0.01), "the other queue has no calls"
    apart = level_in_several(np.array([1.0, 100.0]), [((0, 1), half), ((0,), half[:1])])
    assert apart[0, 0] == pytest.approx(0.27, abs=0.03), "hardly correlated: a quarter, and a little more"
    assert apart[1, 0] == pytest.approx(0.5, abs=0.01)


def test_what_is_unknown_stays_so():
    level = np.array([[0.8, np.nan]])
    found = level_in_several(np.array([3.0]), [((0,), level), ((0,), level)])
    assert np.isnan(found[0]).tolist() == [False, True]


@pytest.mark.parametrize(("groups", "simulated"), [
    ([("a", 3), ("b", 3), ("c", 3), ("a b c", 3)], 0.791),
    ([("a", 3), ("b", 3), ("c", 3), ("a b c", 4)], 0.870),
    ([("a", 4), ("b", 4), ("c", 4), ("a b c", 2)], 0.879),
])
def test_specialists_and_generalists_are_near_the_simulation(groups, simulated):
    """Three queues of 3 erlangs, 180 s, target 20 s, patience 180 s; simulated over 35 days with lognormal handling times."""
    skills = [name for name, count in groups for _ in range(count)]
    demand = demand_of(queues_of({name: [(60, 180)] for name in "abc"}, skills, dict.fromkeys("abc", GOAL)))
    present = np.array([each.queues.members.sum() for each in demand.sets], dtype=float)
    found = demand.service_levels(np.repeat(present[:, None], 24, axis=1))[:, 8]
    assert found == pytest.approx(simulated, abs=0.025)
    assert (found < erlang_a(9, sum(count for _, count in groups), 180, 180, 20).service_level).all()
