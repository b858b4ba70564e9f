"""Which templates a shift fits, and by how much it misses the nearest."""

from __future__ import annotations

from scheduler.check.facts.templates import candidates, fitting, is_of_template, miss
from tests.builders.checked import FREE, day, instance, shift

EARLY = {"name": "early", "start": {"from": "06:00", "to": "08:00", "every_minutes": 60},
         "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 60}}
SUNDAY = EARLY | {"name": "sunday", "days": "sun"}


def plan_of(**bounds):
    return instance(horizon=7, shifts=[EARLY, SUNDAY], contracts={"free": FREE | bounds})


def test_start_and_length_must_both_be_a_templates_own():
    plan = plan_of()
    contract = plan.contracts["free"]
    assert [each.name for each in fitting(plan, contract, shift(plan, day(0, "07:00"), 300))] == ["early"]
    assert [each.name for each in fitting(plan, contract, shift(plan, day(6, "07:00"), 300))] == ["early", "sunday"]
    assert fitting(plan, contract, shift(plan, day(0, "07:15"), 300, ())) == []
    assert fitting(plan, contract, shift(plan, day(0, "07:00"), 315, ())) == []


def test_it_misses_by_the_minutes_of_start_and_length_together():
    plan = plan_of()
    contract, early = plan.contracts["free"], plan.shifts[0]
    assert miss(plan, contract, early, shift(plan, day(0, "08:10"), 500, ())) == 10 + 20
    assert miss(plan, contract, early, shift(plan, day(0, "08:00"), 480, ())) == 0


def test_a_contract_may_leave_templates_and_lengths_out():
    plan = plan_of(shift_minutes=[300, 360], shifts=["early"])
    contract = plan.contracts["free"]
    assert [each.name for each in candidates(plan, contract, shift(plan, day(6, "07:00"), 300))] == ["early"]
    assert fitting(plan, contract, shift(plan, day(0, "07:00"), 420)) == []
    assert is_of_template(plan, shift(plan, day(0, "07:00"), 420), "early"), "whatever the contract"
    assert not is_of_template(plan, shift(plan, day(0, "07:00"), 420), "sunday")
