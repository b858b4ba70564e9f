"""Wishes granted, beside those denied that `tests/check/rules/test_wishes.py` counts."""

from __future__ import annotations

from scheduler.check.facts.wishes import denied_wishes, granted_wishes
from tests.builders.checked import day, instance, shift

ROWS = [{"operator": "anna", "when": "mon", "kind": "avoid", "from": "12:00", "to": "14:00"},
        {"operator": "anna", "when": "tue-wed", "kind": "prefer"}]


def test_every_wish_of_the_horizon_is_granted_or_denied():
    plan = instance(horizon=3, availability=ROWS)
    (anna,) = plan.operators
    for starts, granted in (((), 1), ((day(0, "10:00"), day(1)), 1), ((day(1), day(2)), 3)):
        own = [shift(plan, start, 240) for start in starts]
        assert (granted_wishes(plan, anna, own), len(list(denied_wishes(plan, anna, own)))) == (granted, 3 - granted)


def test_a_wish_denied_is_told_with_its_time():
    plan = instance(horizon=3, availability=ROWS)
    (avoided, *preferred) = denied_wishes(plan, plan.operators[0], [shift(plan, day(0, "10:00"), 240)])
    assert avoided == "anna 2026-12-07 10:00-14:00 touches 2026-12-07 12:00-14:00, to be avoided"
    assert preferred[0].startswith("anna does not work on 2026-12-08")
