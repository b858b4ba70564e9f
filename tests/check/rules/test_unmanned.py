"""`unmanned` from plain times: open time that requires somebody and has nobody."""

from __future__ import annotations

from scheduler.instance.instance import Instance
from tests.builders.checked import day, shift, with_forecast
from tests.builders.derived import costs_of

OUTSIDE = {"price_per_operator_hour": 1}


def plan(**changes) -> Instance:
    return with_forecast({"objective": {"unmanned_per_hour": 50}, "service": {"min_operators": 1}} | changes)


def test_each_open_hour_with_nobody_there_is_charged_and_leads_the_terms():
    hours = plan()
    terms = costs_of(hours, [shift(hours, day(0), 240, ())]).terms
    assert next(iter(terms)) == "unmanned"
    assert (terms["unmanned"].amount, terms["unmanned"].cost, terms["unmanned"].unit) == (8, 400, "hours")
    assert costs_of(hours, [shift(hours, day(0), 240, (("breather", 120, 15),))]).terms["unmanned"].amount == 8.25


def test_without_a_price_there_is_no_such_term():
    hours = plan(objective={})
    assert "unmanned" not in costs_of(hours, []).terms


def test_hours_that_require_nobody_are_free():
    assert costs_of(plan(service={}), []).terms["unmanned"].amount == 0
