"""Bounds with a price: no breach, but a term."""

from __future__ import annotations

from scheduler.check.hard import check_shifts
from tests.builders.checked import shift, with_forecast
from tests.builders.derived import costs_of

PEOPLE = [{"id": "anna", "contract": "free"}]


def plan(**bounds):
    return with_forecast({"operators": PEOPLE, "horizon": {"start": "2026-12-07", "days": 7},
                          "contracts": {"free": {"hours_per_week": [6, 168], "days_per_week": [0, 1]}},
                          "objective": {"bounds": bounds}})


def roster(of):
    return [shift(of, "2026-12-07T08:00", 120), shift(of, "2026-12-08T08:00", 150)]


def test_without_a_price_they_are_breached():
    assert {each.rule for each in check_shifts(plan(), roster(plan()))} >= {"hours_per_week", "days_per_week"}
    assert "bounds" not in costs_of(plan(), roster(plan())).terms


def test_with_a_price_they_cost():
    priced = plan(hours_per_week=2, days_per_week=10)
    assert not {each.rule for each in check_shifts(priced, roster(priced))} & {"hours_per_week", "days_per_week"}
    assert costs_of(priced, roster(priced)).terms["bounds"].cost == 1.5 * 2 + 10


def test_one_may_have_a_price_and_another_not():
    priced = plan(hours_per_week=2)
    assert {each.rule for each in check_shifts(priced, roster(priced))} >= {"days_per_week"}
    assert costs_of(priced, roster(priced)).terms["bounds"].cost == 3
