"""What queues require together: one queue where all are trained for all, their sum with specialists, never more than it."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.demand.demand import demand_of
from scheduler.demand.requirement.overlapping import MOST
from scheduler.instance.service import Service
from tests.builders.properties import examples
from tests.builders.queues import one_queue_of, queues_of

NAMES = ("de", "fr", "en", "it")
PRICED = {"missed_call": 2.5}
SIMILAR = st.lists(st.lists(st.tuples(st.integers(0, 90), st.integers(200, 600)), min_size=2, max_size=2), min_size=2,
                   max_size=4).map(lambda rows: dict(zip(NAMES, rows, strict=False)))
ROWS = st.lists(st.lists(st.tuples(st.integers(0, 90), st.integers(20, 900)), min_size=2, max_size=2), min_size=2, max_size=4
                ).map(lambda rows: dict(zip(NAMES, rows, strict=False)))
PROMISES = st.fixed_dictionaries({}, optional={
    "target_percent": st.sampled_from([50, 80, 95]), "answer_within_s": st.sampled_from([10, 20, 120]),
    "patience_s": st.sampled_from([30, 120, 600]), "max_occupancy_percent": st.sampled_from([70, 85]),
    "shrinkage_percent": st.sampled_from([5, 30]), "min_operators": st.integers(0, 3),
    "goal_over": st.sampled_from(["interval", "day"])})
OF_INTERVALS = PROMISES.map(lambda promise: promise | {"goal_over": "interval"})
WITHOUT_OCCUPANCY = OF_INTERVALS.map(lambda promise: promise | {"max_occupancy_percent": 100})
"""Where callers hang up, few operators are less busy than many are."""
EACH = st.lists(OF_INTERVALS, min_size=4, max_size=4).map(lambda all_of: dict(zip(NAMES, all_of, strict=True)))
OBJECTIVES = st.sampled_from([{}, PRICED])


def required(rows, skills, promises=None) -> dict[str, list[int]]:
    """Of each set that stands alone, in each open hour."""
    demand = demand_of(queues_of(rows, skills, promises))
    return {each.label: each.required[each.callers.is_open].tolist() for each in demand.wholes}


def together(rows, promises=None) -> int:
    """Of all of them in the first hour, with some trained for all and one for the first alone, so that calls can be parted."""
    return required(rows, [" ".join(rows), next(iter(rows))], promises)[" + ".join(rows)][0]


def apart(rows, promises=None) -> int:
    """Of each with its own people, in the first hour."""
    return sum(of_queue[0] for of_queue in required(rows, [*rows], promises).values())


@settings(max_examples=examples(60))
@given(rows=ROWS, promise=PROMISES, objective=OBJECTIVES, operators=st.integers(1, 9))
@example({"de": [(10, 100), (1, 30)], "fr": [(0, 50), (0, 40)]}, {}, PRICED, 3)
def test_with_everybody_trained_for_all_it_is_one_queue_of_all_calls(rows, promise, objective, operators):
    several = demand_of(queues_of(rows, [" ".join(rows)] * operators, dict.fromkeys(rows, promise), objective=objective))
    one = demand_of(one_queue_of(rows, operators, promise, objective=objective))
    (pooled,), (alone,) = several.sets, one.sets
    assert pooled.required.tolist() == alone.required.tolist()
    assert [part.name for part in pooled.parts] == [part.name for part in alone.parts]
    assert np.array_equal(pooled.curve, alone.curve)
    for mine, other in zip(pooled.parts, alone.parts, strict=True):
        assert np.array_equal(mine.amount, other.amount)


@settings(max_examples=examples(40))
@given(rows=ROWS, promises=EACH, objective=OBJECTIVES)
def test_specialists_alone_require_and_cost_what_each_queue_does(rows, promises, objective):
    skills = [*rows] * 3
    demand = demand_of(queues_of(rows, skills, promises, objective=objective))
    assert [each.names for each in demand.sets] == [(name,) for name in rows]
    for name, each in zip(rows, demand.sets, strict=True):
        own = {name: rows[name]}
        (alone,) = demand_of(one_queue_of(own, len(skills), promises[name], objective=objective)).sets
        assert each.queues.whole
        assert each.required.tolist() == alone.required.tolist() == demand[name].required.tolist()
        assert np.array_equal(each.curve, alone.curve)


def assert_no_more_than_in_two_parts(rows, promises, some) -> None:
    parts = [[name for name in rows if (name in some) == inside] for inside in (True, False)]
    (whole,) = required(rows, [" ".join(rows), next(iter(rows))], promises).values()
    first, second = required(rows, [" ".join(part) for part in parts], promises).values()
    assert all(all_of <= planned_for(one + other) for all_of, one, other in zip(whole, first, second, strict=True))


def planned_for(required: int) -> int:
    """The most that overlapping sets require in place of so many, as they are planned for more calls."""
    return ceil((1 + MOST) * required)


@settings(max_examples=examples(40))
@given(rows=SIMILAR, promise=WITHOUT_OCCUPANCY, data=st.data())
def test_together_they_never_require_more_than_in_two_parts(rows, promise, data):
    some = data.draw(st.lists(st.sampled_from([*rows]), min_size=1, max_size=len(rows) - 1, unique=True))
    assert_no_more_than_in_two_parts(rows, dict.fromkeys(rows, promise), some)


@settings(max_examples=examples(40))
@given(rows=SIMILAR, promises=EACH.map(lambda each: {name: one | {"max_occupancy_percent": 100} for name, one in each.items()}),
       data=st.data())
def test_different_promises_never_require_more_together_than_in_two_parts(rows, promises, data):
    """Parts between which no promise is divided."""
    alike = {name: Service(**promises[name] | {"min_operators": 0}).model_dump_json() for name in rows}
    first = data.draw(st.sets(st.sampled_from(sorted({*alike.values()})), min_size=1))
    some = [name for name in rows if alike[name] in first]
    if len(some) < len(rows):
        assert_no_more_than_in_two_parts(rows, promises, some)


@settings(max_examples=examples(30))
@given(rows=ROWS, promise=OF_INTERVALS)
def test_a_set_within_another_requires_what_it_would_alone(rows, promise):
    """Two queues that hang together with a third by one operator: as with people for these two alone, or a little more."""
    rows = {"de": rows["de"], "fr": rows["fr"], "en": rows["de"]}
    demand = demand_of(queues_of(rows, ["de fr", "de fr en", "en"], dict.fromkeys(rows, promise)))
    assert [each.names for each in demand.sets] == [("en",), ("de", "fr"), ("de", "fr", "en")]
    alone = required(rows, ["de fr", "en"], dict.fromkeys(rows, promise))
    inside = demand.set_of(("de", "fr")).required[8:10].tolist()
    assert all(one <= found <= planned_for(one) for one, found in zip(alone["de + fr"], inside, strict=True))


def test_a_strict_promise_holds_for_all_only_where_that_takes_fewer():
    strict = {"fr": {"target_percent": 90, "answer_within_s": 10}}
    rows = {"de": [(60, 300)], "fr": [(60, 300)]}
    for_all = together(rows, dict.fromkeys(rows, strict["fr"]))
    assert together(rows) < together(rows, strict) == for_all < apart(rows, strict)
    strict = {"fr": {"target_percent": 99, "answer_within_s": 0}}
    rows = {"de": [(600, 300)], "fr": [(2, 300)]}  # one in 300 callers is promised more
    for_all = together(rows, dict.fromkeys(rows, strict["fr"]))
    assert together(rows) < together(rows, strict) == apart(rows, strict) < for_all


def test_with_everybody_trained_for_all_the_strictest_promise_holds_for_all():
    strict = {"fr": {"target_percent": 99, "answer_within_s": 0}}
    rows = {"de": [(600, 300)], "fr": [(2, 300)]}
    everybody = required(rows, ["de fr"], strict)["de + fr"][0]
    assert everybody == together(rows, dict.fromkeys(rows, strict["fr"])) > apart(rows, strict)


def test_of_three_promises_the_cheapest_way_to_part_them_counts():
    rows = {"de": [(300, 300)], "fr": [(300, 300)], "en": [(2, 300)]}
    strict = {"target_percent": 99, "answer_within_s": 0}
    promises = {"de": {"answer_within_s": 20}, "fr": {"answer_within_s": 25}, "en": strict}
    parted = required(rows, ["de fr", "en"], promises)
    fewest = parted["de + fr"][0] + parted["en"][0]
    # Sets that overlap are planned for a little more.
    assert fewest <= together(rows, promises) <= fewest + 1 < apart(rows, promises)
    assert together(rows, promises) < together(rows, dict.fromkeys(rows, strict))


def test_with_many_promises_all_together_and_each_on_its_own_are_compared():
    rows = {f"q{number}": [(40, 300)] for number in range(7)}
    promises = {name: {"answer_within_s": 20 + number} for number, name in enumerate(rows)}
    assert together(rows, promises) == together(rows, dict.fromkeys(rows, promises["q0"])) < apart(rows, promises)
    loose = {"big": [(600, 300)]} | {f"q{number}": [(0, 300)] for number in range(6)}
    promises = {name: {"answer_within_s": 0, "target_percent": 99 - number} for number, name in enumerate(loose)}
    assert together(loose, promises | {"big": {}}) == apart(loose, promises | {"big": {}})  # nobody calls the strict ones


def test_four_queues_of_fifty_calls_an_hour_require_fourteen_who_answer_all_of_them():
    rows = {name: [(50, 180)] for name in NAMES}
    assert (together(rows), apart(rows)) == (14, 20)
    (every,) = demand_of(queues_of(rows, [" ".join(NAMES)] * 14)).sets
    assert every.curve[8, 14] == 0 < every.curve[8, 13]


def test_the_largest_of_the_minima_is_asked_for_together():
    promises = {"de": {"min_operators": 3}, "fr": {"min_operators": 2}}
    assert together({"de": [(0, 60)], "fr": [(0, 60)]}, promises) == 3


def test_surplus_and_missed_calls_of_all_are_counted_in_the_whole_alone():
    rows = {"de": [(60, 300)], "fr": [(30, 300)]}
    skills = ["de", "de fr", "fr"] * 4
    inner, _, whole = demand_of(queues_of(rows, skills)).sets
    assert inner.curve[8, inner.required[8]:].tolist() == [0] * (13 - inner.required[8])
    assert whole.curve[8, whole.required[8] + 1] > whole.curve[8, whole.required[8]] == 0
    inner, _, whole = demand_of(queues_of(rows, skills, objective=PRICED)).sets
    assert inner.curve[8, inner.required[8]] == 0 < inner.curve[8, inner.required[8] - 1]
    assert whole.curve[8, whole.required[8]] > 0


@pytest.mark.parametrize("objective", [{}, PRICED])
def test_every_curve_of_overlapping_sets_is_convex(objective):
    rows = {name: [(calls, 300)] for name, calls in zip(NAMES, (60, 10, 3, 0), strict=True)}
    ring = [f"{one} {other}" for one, other in [*pairwise(NAMES), (NAMES[-1], NAMES[0])]]
    for each in demand_of(queues_of(rows, ring * 5, {"it": {"min_operators": 2}}, objective=objective)).sets:
        assert (np.diff(each.curve, n=2, axis=1) >= 0).all()
        assert (each.curve >= 0).all()
