"""All hard rules over a whole roster."""

from __future__ import annotations

from scheduler.check.hard import check_shifts, hard_rules
from tests.builders.checked import day, instance, shift


def test_each_rule_is_there_once_and_in_the_order_of_names():
    names = [rule.NAME for rule in hard_rules()]
    assert names == sorted(set(names))
    assert {"breaks", "rest", "seats"} <= set(names)


def test_every_breach_of_every_rule_is_found():
    plan = instance(contracts={"free": {"hours_per_week": [0, 168], "rest_hours": 11}}, horizon=2)
    late, early = shift(plan, day(0, "14:00"), 360), shift(plan, day(1, "06:00"), 240, ())
    assert check_shifts(plan, [late]) == ()
    assert sorted({each.rule for each in check_shifts(plan, [late, early])}) == ["breaks", "opening_hours", "rest"]
