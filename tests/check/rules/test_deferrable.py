"""`deferrable` from plain times: whose blocks, how long, where; and what lateness costs."""

from __future__ import annotations

import pytest

from scheduler.check.rules import activities, deferrable, pins, seats
from scheduler.demand.demand import demand_of
from tests.builders.activities import held
from tests.builders.mail import BLOCK, GRID, mailing

PLAN = mailing(("09:00", 6), work={"who": {"operators": "o0"}})


def found(*pauses, operator="o0", plan=PLAN):
    shift = held(plan, 0, "08:00", 360, *pauses, operator=operator)
    assert not [*activities.check(plan, [shift])], "blocks are no activities that nobody has"
    return [(each.amount, each.unit) for each in deferrable.check(plan, [shift])]


@pytest.mark.parametrize(("pauses", "right"), [
    ([(BLOCK, "09:00", 60)], []), ([(BLOCK, "09:00", 120)], []), ([(BLOCK, "09:00", 30)], [(30, "min")]),
    ([(BLOCK, "09:00", 150)], [(30, "min")]), ([(BLOCK, "09:00", 60), (BLOCK, "11:00", 60)], []),
    ([(BLOCK, "09:00", 90), (BLOCK, "10:30", 60)], [(30, "min")]),
    ([(BLOCK, "09:00", 60), ("breather", "09:30", 15)], [(15, "min")]), ([(BLOCK, "13:30", 60)], [(30, "min")]),
    ([(BLOCK, "09:00", 60), (BLOCK, "09:00", 60)], [(60, "min")]), ([(BLOCK, "09:10", 60)], [(10, "min")]),
    ([(BLOCK, "09:00", 90), (BLOCK, "10:00", 60)], [(30, "min")]),
])
def test_length_and_place_of_blocks(pauses, right):
    assert found(*pauses) == right


def test_who_may_not_do_it():
    assert found((BLOCK, "09:00", 60), operator="o1") == [(60, "min")]


def test_lateness_and_idle_time_are_priced():
    shift = held(PLAN, 0, "08:00", 360, (BLOCK, "12:30", 60), operator="o0")
    late, idle = deferrable.cost(PLAN, demand_of(PLAN), [shift])
    assert (late.name, late.units, late.amount) == ("late_work", 30 * 3600, 0.5)
    assert (idle.name, idle.units, idle.amount) == ("idle_blocks", 30 * 300, 0.5)


def test_no_terms_without_it():
    plan = mailing(deferrable=[], backlog=[])
    assert not [*deferrable.cost(plan, demand_of(plan), [])]


def test_who_is_at_it_needs_a_seat():
    plan = mailing(("09:00", 6), hotline=GRID | {"seats": 1})
    shifts = [held(plan, 0, "08:00", 360, (BLOCK, "09:00", 60), operator="o0"), held(plan, 0, "08:00", 360, operator="o1")]
    assert [each.amount for each in seats.check(plan, shifts)] == [1]


@pytest.mark.parametrize(("pin", "right"), [
    ({"breaks": f"{BLOCK} 09:00-10:00"}, ["11:00-12:00"]), ({}, []),
    ({"note": "worked as published"}, ["09:00-10:00", "11:00-12:00"]),
])
def test_no_block_stands_beside_those_of_a_pin(pin, right):
    row = {"operator": "o0", "when": "2026-12-07", "from": "08:00", "to": "14:00", "kind": "pinned"} | pin
    plan = mailing(("09:00", 6), availability=[row])
    shift = held(plan, 0, "08:00", 360, (BLOCK, "09:00", 60), (BLOCK, "11:00", 60), operator="o0")
    broken = list(pins.check(plan, [shift]))
    assert [each.unit for each in broken] == ["blocks"] * len(right)
    assert all(text in each.message for text, each in zip(right, broken, strict=True))
