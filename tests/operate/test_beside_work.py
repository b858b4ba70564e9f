"""Repairs of a roster with deferrable work: what is published stays, and what is lost of the work is done by others."""

from __future__ import annotations

import datetime as dt

import pytest

import scheduler
from scheduler.check.facts.backlog import handled
from scheduler.library.instance import Instance
from scheduler.operate.events import Event
from scheduler.operate.requests import Request
from tests.builders.mail import MAIL, mailing

EXACT = {"deterministic": True, "seconds": 2}
SOON = EXACT | {"seconds": 1}
BEFORE = "2026-12-07T06:00"


def plan_of(*rows, **changes):
    instance = mailing(*(rows or (("08:00", 12), ("10:00", 9))), **{"people": 4} | changes)
    return Instance.model_validate(instance.model_dump(by_alias=True, exclude_unset=True))


@pytest.fixture(scope="module")
def plan():
    found = scheduler.solve(plan_of(), seed=1, workers=1, **EXACT)
    assert found.roster.terms["late_work"].amount == 0
    return found


@pytest.fixture(scope="module")
def at_mail(plan):
    """Somebody who has a block."""
    return next(shift.operator for shift in plan.roster.shifts if shift.activities)


def absent(operator, **how):
    return Event.model_validate({"event": "absent", "operator": operator, "from": "2026-12-07"} | how)


def late(result):
    return handled(result.instance, result.instance.deferrable[0], result.roster.shifts).late


def test_nothing_happened_nothing_changes(plan):
    found = scheduler.repair(plan, now=BEFORE, **EXACT)
    assert found.after.roster.shifts == plan.roster.shifts
    assert found.repaired.bound <= plan.cost
    assert found.after.bound >= plan.bound, "what was proven of the same hotline still holds"


def test_lost_blocks_go_to_others_whose_own_stay(plan, at_mail):
    found = scheduler.repair(plan, [absent(at_mail)], now=BEFORE, **EXACT)
    after = found.after
    assert not scheduler.check(after.instance, after)
    assert late(after) == 0
    touched = {change.operator for change in found.repaired.changes} | {at_mail}
    assert {shift for shift in plan.roster.shifts if shift.operator not in touched} == {
        shift for shift in after.roster.shifts if shift.operator not in touched}
    assert any(change.after and change.after.activities for change in found.repaired.changes)
    assert found.repaired.bound <= after.cost + found.repaired.change_cost


def test_the_bound_holds_where_changes_are_free(plan, at_mail):
    free = plan.instance.with_(objective={"changed_shift": 0, "changed_breaks": 0})
    found = scheduler.repair(scheduler.Result(free, plan.roster), [absent(at_mail)], now=BEFORE, **EXACT)
    assert found.repaired.change_cost == 0
    anew = scheduler.solve(found.after.instance, seed=2, workers=1, **EXACT)
    assert found.repaired.bound <= min(anew.cost, found.after.cost)


def test_what_has_begun_stays_with_its_blocks(plan, at_mail):
    late_comer = next(shift.operator for shift in plan.roster.shifts if shift.operator != at_mail)
    now = "2026-12-07T08:30"
    found = scheduler.repair(plan, [absent(late_comer, **{"from": "2026-12-07T12:00"})], now=now, **EXACT)
    begun = {shift for shift in plan.roster.shifts if f"{shift.start:%H:%M}" == "08:00" and shift.operator != late_comer}
    assert begun <= set(found.after.roster.shifts)
    assert not scheduler.check(found.after.instance, found.after)


@pytest.mark.parametrize(("how", "most"), [({"max_people": 0}, 0), ({"max_people": 1}, 1), ({"breaks_only": True}, 4)])
def test_limits_on_changes_hold_for_blocks(plan, at_mail, how, most):
    found = scheduler.repair(plan, [absent(at_mail)], now=BEFORE, **EXACT | how)
    assert not scheduler.check(found.after.instance, found.after)
    assert len({change.operator for change in found.repaired.changes}) <= most
    published = {shift.operator: shift for shift in plan.roster.shifts}
    if "breaks_only" in how:
        assert all(shift.activities == published[shift.operator].activities for shift in found.after.roster.shifts)


def test_seats_are_kept_by_who_is_at_a_block(at_mail):
    grid = {"name": "Helpline", "timezone": "Europe/Berlin", "interval_minutes": 30, "break_grid_minutes": 30, "seats": 2}
    plan = scheduler.solve(plan_of(hotline=grid), seed=1, workers=1, **EXACT)
    who = next(shift.operator for shift in plan.roster.shifts if shift.activities)
    found = scheduler.repair(plan, [absent(who)], now=BEFORE, **EXACT)
    assert not scheduler.check(found.after.instance, found.after)


def test_why_leaves_the_others_at_their_work(plan, at_mail):
    found = scheduler.why(plan, at_mail, dt.date(2026, 12, 7), seconds=2)
    assert not scheduler.check(found.after.instance, found.after)
    assert "off on" in found.sentence


def test_a_swap_gives_blocks_only_to_who_does_the_work(plan):
    two = {"who": {"operators": ["o0", "o1"]}}
    plan = scheduler.solve(plan_of(work=two), seed=1, workers=1, **EXACT)
    mine = next(shift for shift in plan.roster.shifts if shift.activities)
    for other in plan.roster.shifts:
        if other.operator == mine.operator:
            continue
        swap = scheduler.swap(plan, f"{mine.operator}@2026-12-07", f"{other.operator}@2026-12-07")
        after = swap.grant()
        assert not scheduler.check(after.instance, after)
        taken = next(shift for shift in after.roster.shifts if shift.operator == other.operator)
        assert bool(taken.activities) == (other.operator in ("o0", "o1"))
        lost = not taken.activities and not other.activities
        assert lost == (late(after) > 0)
        again = scheduler.repair(after, [absent("o3")], now=BEFORE, **EXACT)
        assert not scheduler.check(again.after.instance, again.after), "also with blocks in pins"


def test_leave_is_judged_with_the_work_it_leaves(plan, at_mail):
    asked = Request.model_validate({"operator": at_mail, "kind": "off", "date": "2026-12-07"})
    found = scheduler.requests(plan, [asked])
    assert "late work" in str(found)
    assert not scheduler.check((after := found.grant()).instance, after)


def test_going_on_from_the_middle_keeps_what_has_begun_and_its_blocks(plan):
    now = "2026-12-07T09:00"
    found = scheduler.solve(plan.instance, previous=plan, now=now, seed=3, workers=1, **EXACT)
    begun = {shift for shift in plan.roster.shifts if f"{shift.start:%H:%M}" == "08:00"}
    assert begun <= set(found.roster.shifts)
    assert not scheduler.check(found.instance, found)
    assert found.bound <= found.cost


def test_a_pinned_shift_that_has_begun_stays_with_its_blocks(plan, at_mail):
    other = next(shift.operator for shift in plan.roster.shifts if shift.operator != at_mail)
    after = scheduler.swap(plan, f"{at_mail}@2026-12-07", f"{other}@2026-12-07").grant()
    found = scheduler.repair(after, now="2026-12-07T11:00", **EXACT)
    assert set(found.after.roster.shifts) == set(after.roster.shifts)
    assert found.repaired.bound <= after.cost


def test_blocks_stay_with_who_does_the_work_whoever_else_is_alike():
    some = [f"o{number}" for number in range(1, 4)]
    plan = scheduler.solve(plan_of(work={"who": {"operators": some}}), seed=1, workers=1, **EXACT)
    assert any(shift.activities for shift in plan.roster.shifts)
    assert scheduler.repair(plan, now=BEFORE, **EXACT).after.roster.shifts == plan.roster.shifts


@pytest.mark.parametrize("minutes", [[30, 30], [150, 180]])
def test_blocks_that_have_another_length_by_now_are_placed_anew(plan, minutes):
    edited = scheduler.Result(plan.instance.with_(deferrable=[MAIL | {"block_minutes": minutes}]), plan.roster)
    found = scheduler.repair(edited, now=BEFORE, **EXACT)
    assert not scheduler.check(found.after.instance, found.after)
    assert any(shift.activities for shift in found.after.roster.shifts)


def test_a_shift_that_has_begun_without_blocks_gets_none(plan):
    much = plan.instance.with_(backlog=[{"start": "2026-12-07T08:00", "contacts": 60}])
    found = scheduler.solve(much, previous=plan, now="2026-12-07T11:00", seed=3, workers=1, **EXACT)
    assert set(found.roster.shifts) == set(plan.roster.shifts), "all have begun"


def test_a_repair_is_no_worse_than_what_is_left():
    lunch = {"lunch": {"minutes": 30, "from_shift_minutes": 300, "earliest_minutes": 120, "latest_minutes": 240}}
    free = {"changed_shift": 0, "changed_breaks": 0, "missed_call": 0.5}
    calls = {"per_day": 100, "shape": "flat", "aht_s": 300}
    plan = scheduler.solve(plan_of(people=3, calls=calls, objective=free, breaks=lunch), seed=1, workers=1, **SOON)
    found = scheduler.repair(plan, now=BEFORE, breaks_only=True, **SOON)
    assert found.after.cost <= plan.cost
