from __future__ import annotations

import pytest

from scheduler.instance.objective import units
from scheduler.rules import pay
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, price


@pytest.mark.parametrize(("rate", "minutes"), [(1, 60), (0.01, 75), (17.35, 720), (0, 240)])
def test_every_paid_minute_costs_the_contracts_price(rate, minutes):
    priced = plan(contracts={"free": FREE | {"cost_per_hour": rate}})
    assert price(pay, priced, on(0, minutes=minutes)) == units(rate, minutes)


def test_a_day_off_costs_nothing():
    assert price(pay, plan(3)) == 0


def test_boundary_an_unpaid_lunch_is_not_paid():
    lunch = {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 0, "latest_minutes": 720}
    unpaid = plan(breaks={"lunch": lunch})
    assert price(pay, unpaid, on(0, minutes=345)) == units(1, 345)
    assert price(pay, unpaid, on(0, minutes=360)) == units(1, 330)
    assert price(pay, plan(breaks={"lunch": lunch | {"paid": True}}), on(0, minutes=360)) == units(1, 360)


def test_pay_forbids_nothing():
    assert allows(pay, plan(), on(0))
