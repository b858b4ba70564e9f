"""Overtime and voluntary time off: asked for within what the contract allows, legal as roster, and what a repair costs."""

from __future__ import annotations

import datetime as dt

import pytest

import scheduler
from scheduler.check.facts.pay import paid_minutes
from scheduler.operate.events import Event
from scheduler.operate.judging import Judge
from scheduler.operate.offers import offers
from scheduler.operate.swaps import Duty, candidates
from tests.builders.published import EXACT, published

DAY, NOW = "2026-12-08", "2026-12-08T12:00"
TERMS = {"hours_per_week": [0, 40], "rest_hours": 11}


def plan_with(prices=None, **terms):
    plan = published()
    instance = plan.instance.with_(contracts={"day": TERMS | terms}, objective=prices or {})
    return scheduler.Result(instance, plan.roster)


def calls(percent):
    return Event.model_validate({"event": "extra_calls", "from": f"{DAY}T12:00", "to": f"{DAY}T18:00", "value": str(percent)})


def moment(plan, text=NOW):
    return dt.datetime.fromisoformat(text).replace(tzinfo=plan.instance.grid.zone).astimezone(dt.UTC)


def offered(text=NOW, **terms):
    plan = plan_with(**terms)
    return plan, list(offers(plan.instance, plan.roster.shifts, moment(plan, text), [1]))


def test_nothing_is_asked_where_the_contract_does_not_allow_it_or_somebody_has_declined():
    assert not offered()[1]
    plan, found = offered(overtime_minutes_per_day=60)
    who = found[0].after.operator
    rest = offers(plan.instance, plan.roster.shifts, moment(plan), [1], {who})
    assert {each.after.operator for each in rest} == {each.after.operator for each in found} - {who}


@pytest.mark.parametrize("text", [NOW, f"{DAY}T00:00"])
def test_offers_are_within_the_contract_and_leave_the_past_as_it_is(text):
    plan, found = offered(text, overtime_minutes_per_day=60, time_off_minutes_per_day=90)
    now = moment(plan, text)
    assert {each.kind for each in found} == {"overtime", "time_off"}
    for each in found:
        before, after = each.before, each.after
        assert -90 <= each.minutes <= 60
        assert each.minutes == paid_minutes(plan.instance, after) - paid_minutes(plan.instance, before)
        assert after.end > now
        assert before.start == after.start or before.start >= now <= after.start
        assert {pause for pause in before.breaks if pause.start < now} == {pause for pause in after.breaks if pause.start < now}
    begun = [each.after.start == each.before.start for each in found if each.before.start < now]
    assert all(begun)
    assert bool(begun) == (text == NOW)


def test_a_repair_asks_for_overtime_which_is_told_counted_and_priced():
    plan = plan_with(overtime_minutes_per_day=60, overtime_per_hour=0.5)
    found = scheduler.repair(plan, [calls(400)], now=NOW, **EXACT)
    without = scheduler.repair(plan, [calls(400)], now=NOW, offers=False, **EXACT)
    assert found.repaired.offers
    assert not without.repaired.offers
    assert not scheduler.check(found.after.instance, found.after)
    assert found.after.cost + found.repaired.change_cost < without.after.cost + without.repaired.change_cost
    hours = sum(each.minutes for each in found.repaired.offers) / 60
    rows = [row for row in found.after.instance.availability if row.kind == "overtime"]
    assert sum(row.hours for row in rows) == hours
    term = found.after.roster.terms["overtime"]
    assert (term.amount, term.cost) == (hours, pytest.approx(hours * 0.5))
    assert "h of overtime)" in str(found)
    asked = {each.after.operator for each in found.repaired.offers}
    others = scheduler.repair(plan, [calls(400)], now=NOW, declined=asked, **EXACT)
    assert not asked & {each.after.operator for each in others.repaired.offers}


def test_the_hours_of_a_week_bound_what_is_asked_of_somebody():
    plan = plan_with(overtime_minutes_per_day=60, overtime_hours_per_week=0.25)
    assert not scheduler.repair(plan, [calls(400)], now=NOW, **EXACT).repaired.offers


def test_time_off_is_offered_when_fewer_call_and_counts_as_worked():
    prices = {"changed_shift": 0, "changed_breaks": 0, "overstaffing_per_hour": 6}
    plan = plan_with(prices, time_off_minutes_per_day=60, hours_per_week=[16, 40])
    found = scheduler.repair(plan, [calls(-90)], now=NOW, **EXACT)
    assert {each.kind for each in found.repaired.offers} == {"time_off"}
    assert not scheduler.check(found.after.instance, found.after)
    assert "voluntary time off" in str(found)


def test_somebody_may_take_over_a_part_of_a_vacant_shift():
    plan = plan_with(overtime_minutes_per_day=120)
    vacant = max((shift for shift in plan.roster.shifts if str(shift.start.date()) == DAY), key=lambda shift: shift.end)
    found = candidates(Judge(plan.instance, plan.roster.shifts), Duty(vacant.operator, vacant.start.date()))
    asked = [each for each in found if each.offer]
    assert asked
    for each in asked:
        assert each.judgement.cost < 0
        assert each.offer.minutes > 0
    order = [each.judgement.cost for each in found if each.judgement.is_allowed]
    assert order == sorted(order)
