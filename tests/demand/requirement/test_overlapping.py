"""Sets of queues that overlap ask for more than each alone; those that do not, and those without lack, ask for the same."""

from __future__ import annotations

import numpy as np

from scheduler.demand.demand import demand_of
from tests.builders.queues import queues_of

GOAL = {"target_percent": 80, "answer_within_s": 20, "patience_s": 180}


def test_sets_that_overlap_ask_for_more_until_all_of_them_together_are_enough():
    rows = {name: [(400, 180)] for name in "abc"}
    demand = demand_of(queues_of(rows, ["a"] * 19 + ["b"] * 19 + ["c"] * 19 + ["a b c"] * 8, dict.fromkeys("abc", GOAL)))
    pooled = demand_of(queues_of(rows, ["a b c"] * 65, dict.fromkeys("abc", GOAL))).sets[0]
    whole = demand.sets[-1]
    assert whole.required[8] > pooled.required[8]
    shares = np.array([each.queues.members.sum() for each in demand.sets]) / 65
    present = np.maximum(shares[:, None] * whole.required, [each.required for each in demand.sets])
    assert (demand.service_levels(present)[:, 8] >= 0.8 - 0.001).all()


def test_a_goal_over_the_day_is_heeded_too():
    rows, skills = {name: [(60, 180)] for name in "ab"}, ["a", "b"] * 3 + ["a b"] * 2
    of_day = demand_of(queues_of(rows, skills, dict.fromkeys("ab", GOAL | {"goal_over": "day"}))).sets[-1]
    of_interval = demand_of(queues_of(rows, skills, dict.fromkeys("ab", GOAL))).sets[-1]
    assert 0 < of_day.required.sum() <= of_interval.required.sum()


def test_specialists_alone_ask_for_what_they_would_apart():
    rows = {name: [(400, 180)] for name in "ab"}
    demand = demand_of(queues_of(rows, ["a", "b"] * 25, dict.fromkeys("ab", GOAL)))
    assert [each.required.tolist() for each in demand.sets] == [each.required.tolist() for each in demand.queues]
