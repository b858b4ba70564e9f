"""Demand as one value: what sets of queues ask for where something of them is given, or bought, elsewhere."""

from __future__ import annotations

import pytest

from scheduler.demand.demand import demand_of
from scheduler.instance.instance import Instance
from tests.builders.queues import EIGHT, queues_of

ROWS = {"a": [(38, 300)], "b": [(20, 300)]}
GIVEN = [{"start": EIGHT, "operators": 10, "queue": "a"}]


def required(plan: Instance) -> dict[str | None, int]:
    return {each.label: int(each.required[each.callers.is_open][0]) for each in demand_of(plan).sets}


@pytest.mark.parametrize("skills", [["a b"] * 3, ["a", "a b", "b"]])
def test_what_is_given_for_one_queue_stands_beside_what_the_others_require(skills):
    alone = required(queues_of(ROWS, ["a", "b"]))["b"]
    assert required(queues_of(ROWS, skills, requirement=GIVEN))["a + b"] == 10 + alone


@pytest.mark.parametrize("skills", [["a b"] * 3, ["a", "a b", "b"]])
def test_what_is_given_around_the_clock_stands_beside_the_others_too(skills):
    every = [f"2026-12-07T{hour:02d}:00" for hour in range(24)]
    calls = [{"start": start, "calls": 20, "aht_s": 300, "queue": queue} for start in every for queue in "ab"]
    given = [{"start": start, "operators": 10, "queue": "a"} for start in every]
    always = {"hours": {"always": True}, "calls": {"forecast": calls}, "requirement": given}
    alone = required(queues_of(ROWS, ["a", "b"], **always))["b"]
    assert required(queues_of(ROWS, skills, **always))["a + b"] == 10 + alone


def test_an_outside_call_centre_answers_its_queue_and_no_other():
    outside = {"name": "elsewhere", "price_per_hour": 1, "queue": "a"}
    plan = queues_of(ROWS, ["a b"] * 12, outside=outside)
    b, every = demand_of(plan).sets
    assert (b.label, every.label) == ("b", "a + b")
    assert b.queues.members.tolist() == [True] * 12
    hour = 8
    assert b.curve[hour, 0] > 0 == b.curve[hour, int(b.required[hour])]


@pytest.mark.parametrize("none", [{"capacity_operators": 0}, {"hours": {"weekly": {"mon": ["12:00-13:00"]}}}])
def test_help_that_cannot_be_had_takes_nothing_from_a_smaller_set(none):
    skills = ["a"] * 3 + ["a b"] * 2 + ["b"] * 8
    outside = {"name": "elsewhere", "price_per_hour": 1, "queue": "a"} | none
    without, offered = (demand_of(queues_of(ROWS, skills, **more)).set_of(("a",)).curve[8]
                        for more in ({}, {"outside": outside}))
    assert without.tolist() == offered.tolist()
