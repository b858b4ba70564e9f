"""`hours_per_week`: paid hours of each week, exactly."""

from __future__ import annotations

import pytest

from scheduler.rules import days_per_week, hours_per_week
from scheduler.rules.basis.shift_table import shift_table
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract


def shifts(count, minutes=480, first=0):
    return [on(first + number, minutes=minutes) for number in range(count)]


@pytest.mark.parametrize(
    ("last_minutes", "allowed"), [(225, False), (240, True), (480, True), (495, False)]
)
def test_bounds_of_paid_hours_are_inclusive(last_minutes, allowed):
    full = plan_with_contract(hours_per_week=[36, 40])
    assert allows(hours_per_week, full, *shifts(4), on(4, minutes=last_minutes)) == allowed


def test_a_decimal_number_of_hours_is_meant_exactly():
    bounded = plan_with_contract(hours_per_week=[0, 8.3])
    assert allows(hours_per_week, bounded, on(0, minutes=495))
    assert not allows(hours_per_week, bounded, on(0, minutes=510))


def test_unpaid_breaks_are_not_paid():
    lunch = {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 0, "latest_minutes": 720}
    bounded = {"contracts": {"free": FREE | {"hours_per_week": [0, 8]}}}
    assert allows(hours_per_week, plan(7, breaks={"lunch": lunch}, **bounded), on(0, minutes=510))
    assert not allows(hours_per_week, plan(7, breaks={"lunch": lunch | {"paid": True}}, **bounded), on(0, minutes=510))
    unpaid = {"minutes": 15, "paid": False, "count": [{"from_shift_minutes": 0, "breathers": 2}]}
    assert allows(hours_per_week, plan(7, breaks={"breathers": unpaid}, **bounded), on(0, minutes=510))
    assert not allows(hours_per_week, plan(7, breaks={"breathers": unpaid}, **bounded), on(0, minutes=525))


def test_each_week_from_the_first_day_counts_by_itself():
    full = plan_with_contract(days=14, hours_per_week=[16, 16])
    assert allows(hours_per_week, full, on(5, minutes=480), on(6, minutes=480), *shifts(2, first=7))
    assert not allows(hours_per_week, full, *shifts(3), on(7, minutes=480))


def test_a_week_that_goes_on_after_the_horizon_keeps_its_most_and_has_no_least():
    bounded = plan_with_contract(days=9, hours_per_week=[8, 16])
    assert allows(hours_per_week, bounded, on(0, minutes=480))
    assert allows(hours_per_week, bounded, on(0, minutes=480), on(7, minutes=480), on(8, minutes=480))
    assert not allows(hours_per_week, bounded, on(0, minutes=480), on(7, minutes=480), on(8, minutes=495))


def test_a_shift_past_midnight_belongs_to_the_week_in_which_it_starts():
    one = plan_with_contract(days=14, days_per_week=[0, 1], hours_per_week=[0, 8])
    for rule in (days_per_week, hours_per_week):
        assert allows(rule, one, on(6, "22:00", 480), on(13, "22:00", 480))


OFFICE = {"weekly": {"mon-fri": ["08:00-16:00"]}}


@pytest.mark.parametrize(("start", "days", "weeks"), [
    ("2026-12-07", 5, [(0, 4, 36, 40)]),  # what is left of the week is closed
    ("2026-12-07", 3, [(0, 2, 0, 40)]),
    ("2026-12-07", 10, [(0, 6, 36, 40), (7, 9, 0, 40)]),
    ("2026-12-09", 7, [(0, 4, 0, 40), (5, 6, 0, 40)]),
    ("2026-12-12", 9, [(0, 1, 0, 40), (2, 8, 36, 40)]),
])
def test_weeks_are_those_of_the_calendar_and_whole_where_all_their_open_days_are_planned(start, days, weeks):
    full = {"free": FREE | {"hours_per_week": [36, 40], "days_per_week": [4, 5]}}
    office = plan(days, hours=OFFICE, contracts=full, horizon={"start": start, "days": days}, calls={
        "per_day": 10, "shape": "flat", "aht_s": 60})
    (total,) = hours_per_week.state(office, office.operators[0], shift_table(office))
    assert [(each.first, each.last, each.least / 60, each.most / 60) for each in total.windows] == weeks


def test_hours_of_the_started_week_count():
    known = {"operator": "anna", "week_hours": 10.5, "week_days": 2}
    contracts = {"free": FREE | {"hours_per_week": [36, 40], "days_per_week": [4, 5]}}
    office = plan(7, hours=OFFICE, contracts=contracts, horizon={"start": "2026-12-09", "days": 5}, history=[known], calls={
        "per_day": 10, "shape": "flat", "aht_s": 60})
    (hours,) = hours_per_week.state(office, office.operators[0], shift_table(office))
    (days_,) = days_per_week.state(office, office.operators[0], shift_table(office))
    assert [(each.least / 60, each.most / 60) for each in hours.windows] == [(25.5, 29.5)]
    assert [(each.least, each.most) for each in days_.windows] == [(2, 3)]


@pytest.mark.parametrize(("entry", "least"), [
    ({"when": "2026-12-07", "kind": "leave", "hours": 8}, 28), ({"when": "2026-12-07..2026-12-20", "kind": "sick"}, 0),
    ({"when": "2026-12-07", "kind": "public_holiday"}, 36 - 76 / 9), ({"when": "2026-12-07", "kind": "unavailable"}, 36),
])
def test_leave_counts_towards_the_least(entry, least):
    contracts = {"free": FREE | {"hours_per_week": [36, 40], "days_per_week": [4, 5]}}
    away = plan(7, contracts=contracts, availability=[entry | {"operator": "anna"}])
    (total,) = hours_per_week.state(away, away.operators[0], shift_table(away))
    assert total.windows[0].least == pytest.approx(least * 60, abs=1)
