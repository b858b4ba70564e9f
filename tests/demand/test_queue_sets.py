"""Which sets of queues are staffed together: few, and as many as say what all sets say."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.demand.queue_sets import MOST_SETS, queue_sets
from tests.builders.properties import examples


def answers(*skills: str, queues: int = 3) -> np.ndarray:
    """Who answers what; an operator's queues are digits: `"02"`."""
    return np.array([[str(queue) in each for queue in range(queues)] for each in skills], dtype=np.bool_).reshape(-1, queues)


def found(*skills: str, queues: int = 3) -> list[str]:
    return ["".join(map(str, each.queues)) for each in queue_sets(answers(*skills, queues=queues))]


@pytest.mark.parametrize(("skills", "sets"), [
    (["012"] * 3, ["012"]),
    (["0", "1", "2", "2"], ["0", "1", "2"]),
    (["01", "2"], ["2", "01"]),
    (["01", "0", "1", "2"], ["0", "1", "2", "01"]),
    (["01", "0", "2"], ["1", "2", "01"]),  # who answers 1 answers 0: those of 0 alone are all of both
    (["01", "12", "02"], ["0", "1", "2", "012"]),  # who answers 0 or 1 are all of them
    (["01", "12"], ["0", "2", "012"]),
    (["012", "0", "1", "2"], ["0", "1", "2", "01", "02", "12", "012"]),
    (["0", "01"], ["1", "2", "01"]),  # nobody answers 2
    ([], ["0", "1", "2"]),
    ([""], ["0", "1", "2"]),
])
def test_sets_of_three_queues(skills, sets):
    assert found(*skills) == sets


def test_a_ring_of_six_has_all_arcs_but_those_that_lack_one_queue():
    ring = [f"{queue}{(queue + 1) % 6}" for queue in range(6)]
    sets = found(*ring, queues=6)
    assert len(sets) == 6 * 4 + 1
    assert [sum(len(each) == size for each in sets) for size in range(1, 7)] == [6, 6, 6, 6, 0, 1]


def test_members_wholes_and_own_queues():
    first, second, both = queue_sets(answers("0", "01", "1", "01", queues=2))
    assert (first.queues, second.queues, both.queues) == ((0,), (1,), (0, 1))
    assert first.members.tolist() == [True, True, False, True]
    assert second.members.tolist() == [False, True, True, True]
    assert both.members.all()
    assert (first.whole, second.whole, both.whole) == (False, False, True)
    assert (first.own, second.own, both.own) == ((0,), (1,), ())
    (alone, together) = queue_sets(answers("0", "01", queues=2))
    assert (alone.queues, alone.own, together.own) == ((1,), (1,), (0,))
    (everything,) = queue_sets(answers("01", "01", queues=2))
    assert (everything.own, everything.whole) == ((0, 1), True)
    nobody = queue_sets(answers("0", queues=2))[1]
    assert (nobody.queues, nobody.members.any(), nobody.whole, nobody.own) == ((1,), False, True, (1,))


def test_where_they_are_too_many_those_of_queues_and_of_skills_are_kept():
    pairs = ["".join(map(str, each)) for each in combinations(range(7), 2)]
    sets = found(*pairs, queues=7)  # of up to five of seven queues all sets are closed and connected: 119
    assert sum(1 for size in range(1, 6) for _ in combinations(range(7), size)) > MOST_SETS
    assert sets == [*map(str, range(7)), *pairs, "0123456"]
    beside = found(*pairs, "78", "7", "8", queues=9)  # others are not touched by it
    assert beside == [*map(str, range(9)), *pairs, "78", "0123456"]


SKILLS = st.integers(1, 5).flatmap(lambda queues: st.lists(
    st.lists(st.booleans(), min_size=queues, max_size=queues), min_size=1, max_size=6).map(np.array))


@settings(max_examples=examples(80))
@given(SKILLS)
def test_every_other_set_asks_for_no_more_than_these(answered):
    """Of any set, the smallest closed set around each part that hangs together has the same people, and is among them."""
    sets = {each.queues: each for each in queue_sets(answered)}
    queues = range(answered.shape[1])
    assert {queue for each in sets.values() if each.whole for queue in each.queues} == set(queues)
    assert sorted(queue for each in sets.values() for queue in each.own) == list(queues)
    for some in chain.from_iterable(combinations(queues, size) for size in range(1, len(queues) + 1)):
        people = answered[:, some].any(axis=1)
        inside = [each for each in sets.values() if not (each.members & ~people).any()]
        assert {queue for each in inside for queue in each.queues} >= set(some)
        for own in sets.values():
            if own.queues == some:
                assert own.members.tolist() == people.tolist()
                assert own.whole == (not answered[np.ix_(people, [queue for queue in queues if queue not in some])].any())
