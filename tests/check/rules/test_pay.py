"""`pay` from plain times."""

from __future__ import annotations

from tests.builders.checked import BREAKS, day, instance, shift
from tests.builders.derived import costs_of


def test_pay_is_paid_hours_times_price(required):
    required(0)
    plan = instance(contracts={"free": {"hours_per_week": [0, 40], "cost_per_hour": 12.35}})
    term = costs_of(plan, [shift(plan, day(0), 510)]).terms["pay"]
    assert (term.cost, term.amount, term.unit) == (8 * 12.35, 8, "paid hours")


def test_unpaid_breathers_are_not_paid(required):
    required(0)
    plan = instance(breaks=BREAKS | {"breathers": BREAKS["breathers"] | {"paid": False}})
    assert costs_of(plan, [shift(plan, day(0), 240)]).terms["pay"].amount == 3.75
