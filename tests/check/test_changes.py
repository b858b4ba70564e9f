"""What a repair changed, from plain times."""

from __future__ import annotations

import datetime as dt

from scheduler.check.changes import change_cost, frozen_violations
from scheduler.roster import StandbyPlace
from tests.builders.checked import day, instance, shift

PRICES = {"changed_shift": 5, "changed_breaks": 2, "short_notice_hours": 24, "short_notice_factor": 3}
PLAN = instance(horizon=5, objective=PRICES)
NOW = dt.datetime(2026, 12, 7, 1, tzinfo=dt.UTC)
OLD = shift(PLAN, day(2), 240)


def cost(before, after, **how):
    return float(change_cost(PLAN, before, after, NOW, **how))


def test_shifts_and_breaks_have_their_prices():
    assert cost([OLD], [OLD]) == 0
    assert cost([OLD], []) == cost([], [OLD]) == cost([OLD], [shift(PLAN, day(2, "10:00"), 240)]) == 5
    assert cost([OLD], [shift(PLAN, day(2), 240, (("breather", 90, 15),))]) == 2
    assert cost([OLD], [], exempt={("anna", 2)}) == 0


def test_parts_at_other_times_are_another_shift():
    split, later = (shift(PLAN, day(2), 480, (("gap", at, 120),)) for at in (180, 240))
    assert cost([split], [later]) == cost([split], [shift(PLAN, day(2), 480, ())]) == 5
    assert cost([split], [shift(PLAN, day(2), 480, (("gap", 180, 120), ("breather", 400, 15)))]) == 2


def test_what_begins_soon_costs_more():
    assert cost([shift(PLAN, day(1, "07:45"), 240)], []) == 15
    assert cost([shift(PLAN, day(1, "08:00"), 240)], []) == 5
    assert cost([shift(PLAN, day(1, "12:00"), 240)], [shift(PLAN, day(1, "07:45"), 240)]) == 15


def test_what_has_begun_is_the_same_to_the_break():
    running = shift(PLAN, day(0, "07:00"), 240)
    assert not list(frozen_violations(PLAN, [running, OLD], [running], NOW))
    for other in ([], [shift(PLAN, day(0, "07:00"), 255)], [shift(PLAN, day(0, "07:00"), 240, (("breather", 90, 15),))]):
        (found,) = frozen_violations(PLAN, [running], other, NOW)
        assert "anna 2026-12-07 07:00" in found.message
    assert len(list(frozen_violations(PLAN, [], [running], NOW))) == 1


def test_who_is_on_standby_comes_without_a_price():
    def place(rank, hours, operator="anna"):
        start = OLD.start + dt.timedelta(hours=hours)
        return StandbyPlace(name="day", operator=operator, start=start, end=start + dt.timedelta(hours=6), place=rank)

    assert cost([], [OLD], standby=[place(1, -5)]) == 0
    assert cost([], [OLD], standby=[place(3, 0)]) == 0.02
    assert cost([], [OLD], standby=[place(1, -6), place(1, 0, "ben")]) == 5  # over when the shift begins; somebody else's
    assert cost([OLD], [shift(PLAN, day(2, "10:00"), 240)], standby=[place(1, 0)]) == 5
    assert cost([OLD], [], standby=[place(1, 0)]) == 5
