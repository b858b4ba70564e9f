"""`complete_weekends` from plain times."""

from __future__ import annotations

from scheduler.check.rules import complete_weekends
from tests.builders.checked import day, shift, with_contract


def amounts(rule, plan, *days):
    return [violation.amount for violation in rule.check(plan, [shift(plan, day(number), 120) for number in days])]


def test_weekends_on_some_of_their_days():
    plan = with_contract(days=14, complete_weekends=True)
    assert not amounts(complete_weekends, plan, 5, 6, 7)
    assert amounts(complete_weekends, plan, 5, 13) == [1, 1]
    assert not amounts(complete_weekends, with_contract(days=14), 5, 13)
