"""Activities as head counts: what somebody in one adds where its facilitator holds it for one after the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.demand.cost.activities import activity_counts, with_facilitators
from scheduler.demand.cost.head_count import BREAKS, STAFFING, HeadCount, break_labels
from tests.builders.activities import TALK, busy

TEAM = {"operators": [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]}
LED = busy(TALK | {"who": {"operators": ["anna", "ben"]}, "facilitator": "carl"}, **TEAM)
CURVE = np.array([[30, 10, 2, 5]])
HEAD = HeadCount(STAFFING, "", np.ones(3, dtype=np.bool_), CURVE, np.zeros(LED.grid.cells, dtype=np.int64))


def test_labels_are_those_of_activities_whose_people_are_counted():
    assert break_labels(busy(TALK)) == BREAKS
    assert break_labels(busy(TALK, TALK | {"name": "course", "at_once": 2})) == (*BREAKS, "activity course")
    assert break_labels(LED) == (*BREAKS, "activity talk")


def test_who_has_it_takes_the_facilitator_off_the_phone_and_no_sum_costs_anything_else():
    (head,) = with_facilitators(LED, [HEAD])
    assert head.weights.tolist() == [[1, 0, 0, 0, -1], [1, 0, 0, 0, -1], [1, 0, 0, 0, 0]]
    assert head.base == 2
    assert head.curves[0, head.base:].tolist() == CURVE[0].tolist()
    assert (np.diff(head.curves, 2) >= 0).all()


def test_a_facilitator_who_does_not_count_changes_nothing_and_one_who_stands_beside_others_does():
    counts = replace(HEAD, counts=np.array([1, 1, 0]))
    assert (next(with_facilitators(LED, [counts])).weights[:, 4] == 0).all()
    beside = HeadCount("together", "", np.array([1, 1, -2]), np.array([[0, 0, 0, 1, 2]]), HEAD.curve_of, base=2)
    (head,) = with_facilitators(LED, [beside])
    assert head.weights[:, 4].tolist() == [2, 2, 0]
    assert head.curves[0].tolist() == [0, 0, 0, 1, 2, 3, 4]


def test_without_such_activities_head_counts_stay_as_they_are():
    assert list(with_facilitators(busy(TALK), [HEAD])) == [HEAD]
    assert list(activity_counts(busy(TALK))) == []


def test_places_and_facilitators_are_hard():
    room = busy(TALK | {"at_once": 2}, **TEAM)
    (places,) = activity_counts(room)
    assert places.weights[:, 4].tolist() == [1, 1, 1]
    assert places.curves[0].tolist() == [0, 0, 0, 1]
    (led,) = activity_counts(LED)
    assert led.weights.tolist() == [[0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [-1, 0, 0, 0, 0]]
    assert (led.base, led.curves[0].tolist()) == (1, [0, 0, 1, 2])
