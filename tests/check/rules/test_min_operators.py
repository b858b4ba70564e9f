"""`min_operators` from plain times: hard minimums of queues."""

from __future__ import annotations

from scheduler.check.rules import min_operators
from scheduler.instance.instance import Instance
from tests.builders.checked import day, instance, shift

TEAM = [{"id": "anna", "contract": "free", "skills": ["a"]}, {"id": "ben", "contract": "free", "skills": ["a", "b"]},
        {"id": "carl", "contract": "free", "skills": ["b"]}]
HOURS = {"weekly": {"mon-sun": ["08:00-10:00"]}}


def found(plan: Instance, *who: str) -> list[str]:
    shifts = [shift(plan, day(0), 120, (), operator=name) for name in who]
    return [str(each) for each in min_operators.check(plan, shifts)]


def test_as_many_as_asked_for_are_enough_and_one_less_is_not():
    plan = instance(operators=TEAM, hours=HOURS, service={"min_operators": {"hard": 2}})
    assert not found(plan, "anna", "ben")
    (only,) = found(plan, "anna")
    assert "1 operators on the phone; allowed are at least 2" in only


def test_a_goal_with_a_price_is_no_rule():
    assert not found(instance(operators=TEAM, hours=HOURS, service={"min_operators": 2}))


def test_who_answers_several_queues_is_there_for_each():
    queues = {name: {"min_operators": {"hard": 1}} for name in "ab"}
    plan = instance(operators=TEAM, hours=HOURS, service={"queues": queues})
    assert not found(plan, "anna", "ben")
    assert not found(plan, "anna", "carl")
    assert not found(plan, "ben")
    (missing,) = found(plan, "anna")
    assert "who answer 'b'" in missing
