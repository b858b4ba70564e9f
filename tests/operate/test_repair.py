"""Repairs of a small roster: always legal, what has begun stays, and the bound holds."""

from __future__ import annotations

import datetime as dt
import random

import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.operate.changes import people
from scheduler.operate.events import Event
from tests.builders.published import EXACT, disruption, published


def repaired(*rows, **how):
    return scheduler.repair(published(), [Event.model_validate(row) for row in rows], **EXACT | how)


def begun(result, now):
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=result.instance.grid.zone)
    return {shift for shift in result.roster.shifts if shift.start < moment}


@pytest.mark.parametrize("seed", [3, 1, *(pytest.param(seed, marks=pytest.mark.heavy) for seed in (0, 2, 4, 5, 6, 7, 8))])
def test_whatever_happens_the_roster_is_legal_and_the_past_stays(seed):
    events, now = disruption(random.Random(seed))
    found = scheduler.repair(published(), events, now=now, **EXACT)
    assert not scheduler.check(found.after.instance, found.after)
    assert begun(found.after, now) == begun(published(), now)
    assert not {event.operator for event in events if event.operator} & {
        shift.operator for shift in found.after.roster.shifts for event in events
        if shift.operator == event.operator and shift.start.date() == event.start}
    assert found.repaired.bound <= found.after.cost + found.repaired.change_cost + 1e-9


def test_nothing_happened_nothing_changes_and_that_is_proven_best():
    found = repaired(now="2026-12-07T00:00", seconds=2)
    assert found.after.roster.shifts == published().roster.shifts
    assert found.repaired.bound == pytest.approx(published().cost)
    assert "nothing changes" in str(found)


@pytest.mark.heavy
def test_a_cap_on_people_is_kept_and_costs():
    absent = {"event": "absent", "operator": published().roster.shifts[0].operator, "from": "2026-12-07", "to": "2026-12-09"}
    free, capped, none = repaired(absent), repaired(absent, max_people=1), repaired(absent, max_people=0)
    assert len(list(people(free.repaired.changes))) >= 1
    assert len(list(people(capped.repaired.changes))) <= 1
    assert not none.repaired.changes
    totals = [each.after.cost + each.repaired.change_cost for each in (free, capped, none)]
    assert totals == sorted(totals)
    assert none.after.roster.shifts == tuple(
        shift for shift in published().roster.shifts if shift.operator != absent["operator"])


def test_dear_changes_are_left_undone():
    dear = published().instance.with_(objective={"changed_shift": 10_000, "changed_breaks": 10_000})
    plan = scheduler.Result(dear, published().roster)
    event = Event.model_validate({"event": "absent", "operator": plan.roster.shifts[0].operator, "from": "2026-12-07"})
    assert not scheduler.repair(plan, [event], **EXACT).repaired.changes


def test_breaks_alone_move_also_those_to_come_of_a_running_shift():
    now = "2026-12-08T11:10"
    found = repaired({"event": "extra_calls", "from": "2026-12-08T12:00", "to": "2026-12-08T14:00", "value": "150"},
                     now=now, breaks_only=True)
    assert found.repaired.changes
    assert {change.kind for change in found.repaired.changes} == {"breaks"}
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=found.after.instance.grid.zone)
    for change in found.repaired.changes:
        assert {each for each in change.before.breaks if each.start < moment} == {
            each for each in change.after.breaks if each.start < moment}
    assert not scheduler.check(found.after.instance, found.after)


def test_nobody_stays_at_home_where_breaks_alone_may_move():
    found = repaired({"event": "extra_calls", "from": "2026-12-07T00:00", "to": "2026-12-10T00:00", "value": "-90"},
                     now="2026-12-07T00:00", breaks_only=True)
    assert {change.kind for change in found.repaired.changes} <= {"breaks"}


def test_short_notice_costs_more():
    absent = {"event": "absent", "operator": published().roster.shifts[-1].operator, "from": "2026-12-09"}
    late = repaired(absent)
    assert late.repaired.change_cost == 2 * sum({"breaks": 1}.get(change.kind, 6) for change in late.repaired.changes)


def test_what_cannot_be_is_refused():
    with pytest.raises(InputError, match="begun"):
        who = published().roster.shifts[0]
        repaired({"event": "absent", "operator": who.operator, "from": str(who.start.date())}, now=f"{who.start.date()}T20:00")
    with pytest.raises(InputError, match="found none"):
        repaired()
