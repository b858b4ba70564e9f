"""`weekends` from plain times, beside `complete_weekends` where one weekend concerns both."""

from __future__ import annotations

from scheduler.check.rules import complete_weekends, weekends
from tests.builders.checked import FREE, day, instance, shift, with_contract


def amounts(rule, plan, *days):
    return [violation.amount for violation in rule.check(plan, [shift(plan, day(number), 120) for number in days])]


def test_weekends_worked():
    plan = with_contract(days=21, max_weekends=1)
    assert not amounts(weekends, plan, 0, 4, 5, 6, 7)
    assert amounts(weekends, plan, 5, 13) == [1]
    assert amounts(weekends, plan, 5, 6, 13, 19, 20) == [2]


def test_a_weekend_that_the_horizon_cuts_counts_and_need_not_be_complete():
    bounds = FREE | {"max_weekends": 1, "complete_weekends": True}
    plan = instance(horizon={"start": "2026-12-13", "days": 7}, contracts={"free": bounds})
    assert amounts(weekends, plan, 6, 12) == [1]
    assert not amounts(complete_weekends, plan, 6, 12)


def test_a_longer_weekend_of_other_days():
    hotline = {"name": "Helpline", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}
    plan = instance(horizon=14, hotline=hotline | {"weekend": "thu-sat"},
                    contracts={"free": FREE | {"max_weekends": 0, "complete_weekends": True}})
    assert amounts(weekends, plan, 3, 4, 6) == [1]
    assert amounts(complete_weekends, plan, 3) == [2]
    assert not amounts(complete_weekends, plan, 3, 4, 5)
