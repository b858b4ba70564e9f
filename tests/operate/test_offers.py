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
from scheduler.roster import Break, Shift
from tests.builders.hotline import document, hotline
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


AWAKE = {"weekly": {"mon-sun": ["00:00-24:00"]}}
LUNCH = {"lunch": {"minutes": [30, 60], "paid": False, "from_shift_minutes": 360, "earliest_minutes": 180,
                   "latest_minutes": 330}}


def asked_of(span, days, at="2026-12-07T00:00", terms=None, **changes):
    """Offers for one shift without a roster around it, told at midnight."""
    contracts = {"free": {"hours_per_week": [0, 60]} | terms}
    instance = hotline(horizon=3, hours=AWAKE, contracts=contracts, **{"breaks": {}} | changes)
    zone = instance.grid.zone
    start, end, *pauses = (dt.datetime.fromisoformat(text).replace(tzinfo=zone) for text in span)
    shift = Shift(operator="anna", start=start, end=end, breaks=(Break.of("lunch", *pauses),) if pauses else ())
    now = dt.datetime.fromisoformat(at).replace(tzinfo=zone).astimezone(dt.UTC)
    return [(each.minutes, each.after) for each in offers(instance, [shift], now, days)]


def test_a_lunch_keeps_its_length_and_paid_minutes_stay_within_the_contract():
    found = asked_of([f"{DAY}T08:00", f"{DAY}T16:00", f"{DAY}T12:00", f"{DAY}T13:00"], [1], breaks=LUNCH,
                     terms={"overtime_minutes_per_day": 60, "time_off_minutes_per_day": 60})
    assert [minutes for minutes, _ in found] == [60, -60, 60, -60]
    assert {each.minutes for _, shift in found for each in shift.breaks} == {60}


def test_what_a_shorter_shift_loses_with_its_lunch_is_counted_as_paid():
    """Below six hours there is no lunch, so that an hour less on site is half an hour less paid; nothing beyond the limit."""
    span = [f"{DAY}T08:00", f"{DAY}T14:00", f"{DAY}T11:00", f"{DAY}T11:30"]
    found = asked_of(span, [1], breaks=LUNCH, terms={"time_off_minutes_per_day": 60})
    assert [minutes for minutes, _ in found] == [-30, -30]


@pytest.mark.parametrize(("limit", "minutes"), [(20, {15}), (45, {45}), (60, {60}), (75, {60, 75}), (10, set())])
def test_overtime_reaches_the_limit_as_far_as_the_break_grid_does(limit, minutes):
    found = asked_of([f"{DAY}T08:00", f"{DAY}T12:00"], [1], terms={"overtime_minutes_per_day": limit})
    assert {each for each, _ in found} == minutes


def test_a_night_shift_is_asked_to_stay_into_the_day_in_question_and_an_early_one_to_come_before_it_ends():
    terms = {"overtime_minutes_per_day": 60}
    night = [f"{DAY}T22:00", "2026-12-09T06:00"]
    assert [shift.end.hour for _, shift in asked_of(night, [2], terms=terms)] == [7]
    assert [shift.end.hour for _, shift in asked_of(night, [2], "2026-12-09T05:00", terms=terms)] == [7]
    assert not asked_of(night, [0], terms=terms)


def test_a_repair_asks_the_night_shift_of_the_day_before():
    templates = [{"name": name, "start": {"from": at, "to": at}, "length": {"from_minutes": 480, "to_minutes": 480}}
                 for name, at in (("early", "06:00"), ("night", "22:00"))]
    rows = [{"operator": "o0", "when": "2026-12-07", "kind": "only", "from": "22:00", "to": "12:00"},
            {"operator": "o0", "when": DAY, "kind": "unavailable", "from": "14:00", "to": "24:00"},
            {"operator": "o1", "when": "2026-12-07", "kind": "unavailable"}]
    terms = {"hours_per_week": [0, 60], "rest_hours": 11, "overtime_minutes_per_day": 120}
    plan = scheduler.solve(scheduler.Instance.model_validate(document(
        horizon=2, hours=AWAKE, shifts=templates, breaks={}, operators=2, availability=rows, contracts={"free": terms},
        calls={"per_day": 24, "shape": "flat", "aht_s": 300})), **EXACT)
    away = Event.model_validate({"event": "absent", "operator": "o1", "from": DAY})
    found = scheduler.repair(plan, [away], now="2026-12-07T20:00", **EXACT)
    assert [(each.key, each.minutes) for each in found.repaired.offers] == [(("o0", dt.date(2026, 12, 7)), 120)]
    assert "multiples of 60 min" in str(found)


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
