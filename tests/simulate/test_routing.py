"""Who takes whom: priorities and preferred queues, in both directions, by events worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.service import HotlineService
from scheduler.simulate.duties import duties_of
from scheduler.simulate.kernel import Rules, play
from scheduler.simulate.routing import Routing, routing_of
from tests.builders.queues import queues_of
from tests.builders.scenarios import HOUR_S, NOBODY_AGAIN, calls, grid, shift

MINUTE = 60.0
TWO = {"a": [(4, 100)], "b": [(4, 100)]}


def team(*preferred):
    return [{"id": f"o{number}", "contract": "free", "skills": ["a", "b"], "preferred_queues": list(queues)}
            for number, queues in enumerate(preferred)]


def played(come, plan):
    names = [each.id for each in plan.operators]
    duties = duties_of(grid(), names, [shift(name, 0, 60) for name in names], routing_of(plan, plan.operators))
    rules = Rules(1 << 40, np.full(2, 20.0), HOUR_S, 4, np.empty(0))
    trace, _ = play(come, duties.plan, np.zeros(len(names), dtype=np.bool_), rules, NOBODY_AGAIN)
    return trace


WAITING = calls((0, 10 * MINUTE, 1e9, 0), (MINUTE, MINUTE, 1e9, 0), (2 * MINUTE, MINUTE, 1e9, 1), (3 * MINUTE, MINUTE, 1e9, 1))


@pytest.mark.parametrize(("promises", "preferred", "order"), [
    ({}, (), [1, 2, 3]),
    ({"b": {"priority": 1}}, (), [2, 3, 1]),
    ({}, ("b",), [2, 3, 1]),
    ({"a": {"priority": 1}}, ("b",), [1, 2, 3]),
], ids=["longest waiting", "priority", "preferred", "priority before preferred"])
def test_whom_a_free_operator_takes(promises, preferred, order):
    trace = played(WAITING, queues_of(TWO, ["a b"], promises, operators=team(preferred)))
    assert np.argsort(trace.wait_ended_s)[1:].tolist() == order


@pytest.mark.parametrize(("preferred", "answered_by"), [
    ([(), ()], [0, 1]),
    ([(), ("a",)], [1, 0]),
    ([("b", "a"), ("a",)], [1, 0]),
], ids=["longest idle", "who prefers it", "who prefers it most"])
def test_to_whom_a_caller_goes(preferred, answered_by):
    come = calls((5 * MINUTE, 10 * MINUTE, 1e9, 0), (6 * MINUTE, 10 * MINUTE, 1e9, 0))
    trace = played(come, queues_of(TWO, ["a b"] * 2, operators=team(*preferred)))
    assert trace.answered_by.tolist() == answered_by


def test_without_priorities_and_preferences_groups_are_those_of_skills():
    serves = np.array([[True, False], [True, True], [True, False]])
    group, to_groups, to_queues, tier_of_group, tier_of_queue, places = Routing.plain(serves).tables
    assert places.tolist() == [1, 1, 1]
    assert replace(Routing.plain(serves), concurrency=np.array([3, 3])).tables[-1].tolist() == [3, 3, 3]
    assert group.tolist() == [0, 1, 0]
    assert (to_groups.tolist(), tier_of_group.tolist()) == ([[0, 1], [1, -1]], [[0, 1], [0, -1]])
    assert (to_queues.tolist(), tier_of_queue.tolist()) == ([[0, -1], [0, 1]], [[0, -1], [0, 0]])


@pytest.mark.parametrize(("preferred", "found"), [
    ("c", "unknown queue 'c'; allowed: a, b"),
    ("b", "o0 does not answer 'b'; allowed: a"),
    ("a|a", "'a' stands here twice; allowed is once"),
])
def test_preferred_queues_are_answered(preferred, found):
    operators = [{"id": "o0", "contract": "free", "skills": "a", "preferred_queues": preferred},
                 {"id": "o1", "contract": "free", "skills": "b"}]
    (place, message), = cross_faults(queues_of(TWO, [], operators=operators))
    assert place[:3] == ("operators", 0, "preferred_queues")
    assert found in message


def test_a_priority_without_queues_is_refused():
    with pytest.raises(ValueError, match="priority: found 2 without `queues`"):
        HotlineService(priority=2)
