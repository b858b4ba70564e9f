"""Sets of queues told from skills alone: the same as on the demand side, which finds them in another way."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.demand.queue_demand import answers_of
from scheduler.demand.queue_sets import MOST_SETS, queue_sets
from tests.builders.hotline import hotline
from tests.builders.properties import examples
from tests.builders.queues import staff

NAMES = tuple("dcbahgfe")


def plan_of(names, skills):
    return hotline(operators=staff(*skills), service={"queues": {name: {} for name in names}})


def assert_agreed(plan) -> None:
    names = tuple(plan.queues)
    said = [(each.queues, each.people, each.stands_alone) for each in staffed_sets(plan)]
    found = [(tuple(names[queue] for queue in each.queues),
              frozenset(plan.operators[index].id for index in np.flatnonzero(each.members)), each.whole)
             for each in queue_sets(answers_of(plan, plan.operators))]
    assert said == found


PLANS = st.integers(1, 6).flatmap(lambda many: st.builds(
    plan_of, st.just(NAMES[:many]),
    st.lists(st.lists(st.sampled_from([*NAMES[:many], "topic"]), unique=True).map(" ".join), min_size=1, max_size=8)))


@settings(max_examples=examples(100))
@given(plan=PLANS)
@example(plan=plan_of(NAMES[:7], [" ".join(each) for each in combinations(NAMES[:7], 2)]))
@example(plan=plan_of(NAMES, [*(" ".join(each) for each in combinations(NAMES[:7], 3)), NAMES[0], NAMES[7]]))
@example(plan=plan_of(NAMES, [*NAMES, " ".join(NAMES)]))
def test_checker_and_demand_agree_on_the_sets(plan):
    assert_agreed(plan)


def test_the_examples_above_are_too_many_to_be_kept_all():
    sets = staffed_sets(plan_of(NAMES, [*NAMES, " ".join(NAMES)]))
    assert 2 ** len(NAMES) - 2 > MOST_SETS
    assert [len(each.queues) for each in sets] == [1] * 8 + [8]


def test_sets_by_hand():
    everything, = staffed_sets(plan_of("ab", ["a b", "b a topic"]))
    assert (everything.queues, everything.people, everything.stands_alone) == (("a", "b"), {"o0", "o1"}, True)
    assert [each.queues for each in staffed_sets(plan_of("ab", ["a", "b", "b"]))] == [("a",), ("b",)]
    pair = staffed_sets(plan_of("abc", ["a b", "a", "b", "c"]))
    assert [each.queues for each in pair] == [("a",), ("b",), ("c",), ("a", "b")]
    assert [each.stands_alone for each in pair] == [False, False, True, True]
    alone, = staffed_sets(hotline(operators=3))
    assert (alone.queues, len(alone.people), alone.stands_alone) == ((None,), 3, True)
