"""`overtime` and `time_off` from plain times."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scheduler.check.rules import hours_per_week, overtime, time_off
from tests.builders.checked import FREE, day, instance, shift

ALLOWED = {"overtime_minutes_per_day": 90, "overtime_hours_per_week": 2, "overtime_per_hour": 0.5,
           "time_off_minutes_per_day": 60, "time_off_per_hour": 0.2}


def agreed(*rows, **bounds):
    """Rows are not checked as they are read: the checker finds what is wrong by itself."""
    plan = instance(horizon=7, contracts={"free": FREE | ALLOWED | bounds}, availability=[
        {"operator": "anna", "kind": kind, "when": day(number)[:10], "hours": 0.5} for number, kind, _ in rows])
    rows = [entry.model_copy(update={"hours": hours}) for entry, (_, _, hours) in zip(plan.availability, rows, strict=True)]
    return plan.model_copy(update={"availability": tuple(rows)})


def amounts(rule, plan, *numbers, minutes=240):
    return [each.amount for each in rule.check(plan, [shift(plan, day(number), minutes, breaks=()) for number in numbers])]


def test_more_than_a_day_a_week_or_the_shift_has_is_found():
    assert amounts(overtime, agreed((0, "overtime", 1.5)), 0) == []
    assert amounts(overtime, agreed((0, "overtime", 1.75)), 0) == [15]
    assert amounts(overtime, agreed((0, "overtime", 1.5)), 0, minutes=60) == [30]
    both = agreed((0, "overtime", 1.5), (2, "overtime", 1))
    assert amounts(overtime, both, 0, 2) == [30]
    assert amounts(overtime, both, 0) == []
    assert amounts(time_off, agreed((0, "time_off", 1)), 0) == []
    assert amounts(time_off, agreed((0, "time_off", 1.5)), 0) == [30]


def test_who_may_have_none_has_too_much():
    none = {"overtime_minutes_per_day": None, "time_off_minutes_per_day": None}
    plan = agreed((0, "overtime", 0.5), (1, "time_off", 0.5))
    without = plan.model_copy(update={"contracts": {"free": plan.contracts["free"].model_copy(update=none)}})
    assert amounts(overtime, plan, 0, 1) == amounts(time_off, plan, 0, 1) == []
    assert amounts(overtime, without, 0, 1) == amounts(time_off, without, 0, 1) == [30]


def test_overtime_does_not_count_for_the_hours_of_a_week_and_time_off_does():
    assert amounts(hours_per_week, agreed((0, "overtime", 1), hours_per_week=[0, 3]), 0) == []
    assert amounts(hours_per_week, agreed((0, "overtime", 0.5), hours_per_week=[0, 3]), 0) == [30]
    assert amounts(hours_per_week, agreed((0, "time_off", 1), hours_per_week=[0, 4]), 0) == [60]


@pytest.mark.parametrize(("rule", "kind", "price"), [(overtime, "overtime", 0.5), (time_off, "time_off", 0.2)])
def test_the_term_is_that_of_the_days_worked_and_is_there_only_if_something_was_agreed(rule, kind, price):
    plan = agreed((0, kind, 1), (1, kind, 1))
    (part,) = rule.cost(plan, None, [shift(plan, day(0), 240, breaks=())])
    assert (part.name, part.term.cost, part.amount) == (kind, pytest.approx(price), Fraction(1))
    assert not list(rule.cost(agreed(), None, []))
