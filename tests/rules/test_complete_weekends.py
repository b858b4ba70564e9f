"""`complete_weekends`: all days of a weekend or none."""

from __future__ import annotations

import pytest

from scheduler.rules import complete_weekends
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract


def shifts(*days):
    return [on(day) for day in days]


@pytest.mark.parametrize(("days", "allowed"), [((5, 6), True), ((), True), ((5,), False), ((6,), False), ((4, 5, 6, 7), True)])
def test_all_days_of_a_weekend_or_none(days, allowed):
    assert allows(complete_weekends, plan_with_contract(days=8, complete_weekends=True), *shifts(*days)) == allowed


def test_a_weekend_that_the_horizon_cuts_need_not_be_complete():
    cut = plan(7, contracts={"free": FREE | {"complete_weekends": True}}, horizon={"start": "2026-12-13", "days": 7})
    assert allows(complete_weekends, cut, ("2026-12-13T08:00", 240), ("2026-12-19T08:00", 240))


def test_weekends_may_be_incomplete_where_the_contract_does_not_mind():
    assert allows(complete_weekends, plan_with_contract(days=7), *shifts(6))
