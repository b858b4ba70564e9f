"""What documents say of outside help and of priced missed calls."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.check.facts.coverage import on_phone
from scheduler.instance.calls_grid import interval_of
from scheduler.publish import judgement
from scheduler.publish.outside import in_words_of_outside, outside_hours, own_staff_cost
from scheduler.publish.report import rota
from scheduler.publish.view import RosterView
from scheduler.roster import Purchase, Term
from tests.builders.examples import by_hand

HOURLY = {"name": "Call Us", "price_per_hour": 2.5}
BY_CALL = {"name": "Call Us", "price_per_call": 1.5}


def plan_with(outside, amounts=(), *, price=2.5, **terms):
    instance, result = by_hand(outside=outside)
    rows = result.intervals[: len(amounts)]
    bought = tuple(Purchase(start=row.start, queue=None, amount=amount, cost=price * amount)
                   for row, amount in zip(rows, amounts, strict=True))
    return RosterView(instance, result.model_copy(update={"outside": bought, "terms": result.terms | terms}))


def hours_on_phone(plan):
    """Of the shifts that `by_hand` makes, less their breaks and what is before the opening (and after the closing)."""
    minutes = 0
    for shift in plan.result.shifts:
        start = shift.start.astimezone(plan.instance.grid.zone)
        first, last = (start.replace(hour=hour, minute=0) for hour in ((9, 15) if start.weekday() >= 5 else (8, 20)))
        spans = [(shift.start, shift.end, 1), *((pause.start, pause.end, -1) for pause in shift.breaks)]
        minutes += sum(sign * max((min(end, last) - max(start, first)).total_seconds(), 0) for start, end, sign in spans) / 60
    return minutes / 60


def test_nothing_is_said_without_an_outside_call_centre():
    plan = RosterView(*by_hand())
    assert in_words_of_outside(plan) == ""
    assert not any("outside" in label for label, _ in judgement.settings(plan))


def test_it_says_what_was_bought_for_how_much_and_what_own_staff_would_have_cost():
    plan = plan_with(HOURLY, (2.0, 1.0))
    own = 3 * plan.result.terms["pay"].cost / hours_on_phone(plan)
    assert own_staff_cost(plan) == pytest.approx(own)
    words = judgement.in_words(plan)
    assert f"3.0 operator-hours bought of Call Us for 7.50 in 2 intervals (own staff for it: {own:,.2f})" in words
    assert "minimum" not in words


def test_a_call_takes_the_share_of_an_operator_that_the_requirement_gives_it():
    plan = plan_with(BY_CALL, (9.3,), price=1.5)  # 9.3 calls for each operator required
    assert own_staff_cost(plan) == pytest.approx(0.25 * plan.result.terms["pay"].cost / hours_on_phone(plan))


def test_what_is_missing_to_the_minimum_purchase_is_said():
    assert "42.50 below the minimum purchase" in in_words_of_outside(plan_with(HOURLY | {"minimum_purchase": 50}, (3.0,)))
    assert "minimum" not in in_words_of_outside(plan_with(HOURLY | {"minimum_purchase": 7.5}, (3.0,)))
    assert in_words_of_outside(plan_with(HOURLY)) == "nothing bought of Call Us"


def test_settings_name_price_and_capacity():
    settings = dict(judgement.settings(plan_with(BY_CALL | {"capacity_calls_per_hour": 12})))
    assert settings["its price"] == "1.5 for a call"
    assert settings["its capacity"] == "12 calls an hour"
    assert dict(judgement.settings(plan_with(HOURLY)))["its capacity"] == "no limit"


def test_where_missed_calls_are_priced_shortage_is_that_to_the_requirement():
    instance, result = by_hand(objective={"missed_call": 4.0})
    terms = {"pay": result.terms["pay"], "missed_calls": Term(cost=4, amount=1, unit="calls")}
    plan = RosterView(instance, result.model_copy(update={"terms": terms}))
    present = on_phone(instance, result.shifts).reshape(-1, 3)  # three cells of five minutes an interval
    lack = sum(np.maximum(row.required - present[interval_of(row.start, instance.grid)], 0).sum()
               for row in result.intervals) / 12
    assert lack > 0
    assert judgement.hours_short(plan) == pytest.approx(lack)
    labels = [label for label, _ in judgement.settings(plan)]
    assert "price of a missed call" in labels
    assert "price of a surplus operator-hour" not in labels


@pytest.mark.parametrize(("outside", "of_an_operator_hour"), [(HOURLY, 1.0), (BY_CALL, 4 * 9.3)])  # 9.3 calls an operator
def test_what_outside_help_covers_is_short_nowhere(outside, of_an_operator_hour):
    plan = plan_with(outside)
    lacking = [row for row in plan.covers if row.missing]
    bought = tuple(Purchase(start=row.start, queue=None, amount=row.missing / 4 * of_an_operator_hour, cost=1)
                   for row in lacking[1:])
    helped = RosterView(plan.instance, plan.result.model_copy(update={"outside": bought}))
    assert judgement.hours_short(helped) == pytest.approx(lacking[0].missing / 4)
    assert [row.start for row in helped.covers if row.missing] == [lacking[0].start]
    assert outside_hours(helped, helped.covers) == pytest.approx(sum(row.missing for row in lacking[1:]) / 4, abs=1e-6)
    short, covered = (sum(float(text or 0) for text, _ in dict(rota.pieces(helped, rota.columns(helped))[0].foot)[label])
                      for label in ("Hours short", "Outside help"))
    assert (short, covered) == (pytest.approx(lacking[0].missing / 4, abs=0.06),
                                pytest.approx(sum(row.missing for row in lacking[1:]) / 4, abs=0.2))
    assert "Outside help" not in dict(rota.pieces(RosterView(*by_hand()), rota.columns(RosterView(*by_hand())))[0].foot)
