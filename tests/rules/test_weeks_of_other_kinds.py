"""Weeks, months, leave and single days of hotlines unlike those of the other tests: what is asked of whom, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.instance import Instance
from scheduler.rules import (
    availability,
    days_per_week,
    hours_per_month,
    hours_per_period,
    hours_per_week,
    pins,
    shifts_per_month,
)
from scheduler.rules.basis.shift_table import shift_table
from scheduler.rules.preflight import preflight_faults
from tests.builders.hotline import document, hotline
from tests.builders.rosters import BY_THE_HOUR, allows, on, plan_with_entries

DAY = {"name": "day", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}
FULL = {"hours_per_week": [36, 40], "days_per_week": [4, 5]}


def office(start: str, days: int, opened: str = "mon-fri", week_starts: str = "mon", history: Any = None,
           away: Any = (), contract: Any = None, share: float = 1, **hours: Any) -> Instance:
    """Open from 8 to 16 on some days of the week, with shifts of just these hours, and `anna`."""
    before = [{"operator": "anna"} | history] if history else []
    return hotline(
        hotline={"name": "H", "timezone": "Pacific/Chatham", "interval_minutes": 60, "break_grid_minutes": 60,
                 "week_starts": week_starts},
        horizon={"start": start, "days": days}, hours={"weekly": {opened: ["08:00-16:00"]}} | hours, shifts=[DAY], breaks={},
        calls={"per_day": 0, "aht_s": 60}, service={"min_operators": 1}, contracts={"c": contract or FULL}, history=before,
        operators=[{"id": "anna", "contract": "c", "share": share}],
        availability=[{"operator": "anna"} | entry for entry in away])


def windows(rule: Any, instance: Instance, unit: int = 60) -> list[tuple[float, ...]]:
    """First and last day, least and most of what a rule totals; and the checker misses the least where nobody works."""
    assert not list(cross_faults(instance))
    assert not list(preflight_faults(instance))
    (total,) = rule.state(instance, instance.operators[0], shift_table(instance))
    missed = [each for each in check_shifts(instance, []) if each.rule == rule.NAME]
    assert len(missed) == sum(each.least > 0 for each in total.windows)
    return [(each.first, each.last, each.least / unit, each.most / unit) for each in total.windows]


@pytest.mark.parametrize(("start", "days", "opened", "week_starts", "hours", "worked"), [
    ("2026-12-06", 7, "mon-fri", "sun", [(0, 6, 36, 40)], [(0, 6, 4, 5)]),
    ("2026-12-07", 5, "mon-fri", "sat", [(0, 4, 36, 40)], [(0, 4, 4, 5)]),
    ("2026-12-09", 10, "mon-sun", "sun", [(0, 3, 0, 40), (4, 9, 0, 40)], [(0, 3, 0, 5), (4, 9, 0, 5)]),
    ("2026-12-10", 16, "mon-fri", "sat", [(0, 1, 0, 40), (2, 8, 36, 40), (9, 15, 36, 40)],
     [(0, 1, 0, 5), (2, 8, 4, 5), (9, 15, 4, 5)]),
    ("2026-12-10", 3, "mon-fri", "mon", [(0, 2, 0, 40)], [(0, 2, 0, 5)]),
    ("2026-12-12", 1, "sat", "mon", [(0, 0, 8, 40)], [(0, 0, 1, 5)]),
])
def test_weeks_of_horizons_that_begin_on_any_day(start, days, opened, week_starts, hours, worked):
    asked = office(start, days, opened, week_starts)
    assert windows(hours_per_week, asked) == hours
    assert windows(days_per_week, asked, 1) == worked


@pytest.mark.parametrize(("start", "days", "opened", "week_starts", "history", "hours", "worked"), [
    ("2026-12-09", 10, "mon-sun", "sun", {"week_hours": 20, "week_days": 3}, [(0, 3, 16, 20), (4, 9, 0, 40)],
     [(0, 3, 1, 2), (4, 9, 0, 5)]),
    ("2026-12-11", 3, "tue-sat", "mon", {"week_hours": 28, "week_days": 3}, [(0, 2, 8, 12)], [(0, 2, 1, 2)]),
    ("2026-12-10", 2, "mon-fri", "sat", {"week_hours": 40, "week_days": 5}, [(0, 1, 0, 0)], [(0, 1, 0, 0)]),
])
def test_what_was_worked_of_a_started_week_counts(start, days, opened, week_starts, history, hours, worked):
    asked = office(start, days, opened, week_starts, history)
    assert windows(hours_per_week, asked) == hours
    assert windows(days_per_week, asked, 1) == worked


MEAN = 76 / 9
"""Hours of the mean day of 36 to 40 hours on four to five days."""


@pytest.mark.parametrize(("entry", "opened", "share", "least", "days"), [
    ({"kind": "leave", "when": "2026-11-23..2026-12-08"}, "mon-fri", 1, 36 - 2 * MEAN, 2),
    ({"kind": "sick", "when": "2026-12-10..2027-01-15"}, "mon-sun", 1, 36 - 4 * MEAN, 0),
    ({"kind": "sick", "when": "2026-12-10..2027-01-15"}, "mon-fri", 1, 36 - 2 * MEAN, 2),
    ({"kind": "public_holiday", "when": "2026-12-12"}, "mon-fri", 1, 36, 4),
    ({"kind": "public_holiday", "when": "2026-12-13"}, "tue-sat", 0.5, 18, 4),
    ({"kind": "leave", "when": "2026-11-30..2026-12-20"}, "mon-fri", 1, 0, 0),
    ({"kind": "leave", "when": "2026-12-07..2026-12-08", "hours": 4}, "mon-fri", 0.5, 10, 2),
    ({"kind": "leave", "when": "2026-12-09"}, "mon-fri", 0.5, 18 - MEAN / 2, 3),
    ({"kind": "public_holiday", "when": "2026-12-08", "hours": 8}, "mon-fri", 1, 28, 3),
    ({"kind": "unavailable", "when": "2026-11-30..2026-12-09"}, "mon-fri", 1, 16, 2),
    ({"kind": "leave", "when": "2026-12-14..2026-12-20"}, "mon-fri", 1, 36, 4),
    ({"kind": "leave", "when": "2026-12-01..2026-12-06"}, "mon-fri", 1, 36, 4),
])
def test_absences_that_begin_before_end_after_or_cover_all(entry, opened, share, least, days):
    asked = office("2026-12-07", 7, opened, away=[entry], share=share)
    assert windows(hours_per_week, asked)[0][2] == pytest.approx(least, abs=1 / 60)
    assert windows(days_per_week, asked, 1)[0][2] == days


@pytest.mark.parametrize("closed", [{"holidays": {"country": "DE"}}, {"exceptions": {"2026-12-25": []}}])
def test_a_public_holiday_counts_on_a_day_that_is_closed_for_it_and_not_on_the_weekend(closed):
    off = [{"kind": "public_holiday", "when": "2026-12-25..2026-12-26", "hours": 8}]
    assert windows(hours_per_week, office("2026-12-21", 7, away=off, **closed)) == [(0, 6, 28, 40)]


MONTHLY = {"hours_per_week": [0, 40], "days_per_week": [0, 5], "hours_per_month": [140, 160], "shifts_per_month": [15, 20]}


@pytest.mark.parametrize(("start", "days", "history", "hours", "shifts"), [
    ("2026-12-28", 10, None, [(0, 3, 0, 160), (4, 9, 0, 160)], [(0, 3, 0, 20), (4, 9, 0, 20)]),
    ("2026-12-28", 10, {"month_hours": 120, "month_shifts": 14}, [(0, 3, 20, 40), (4, 9, 0, 160)],
     [(0, 3, 1, 6), (4, 9, 0, 20)]),
    ("2027-01-27", 40, None, [(0, 4, 0, 160), (5, 32, 140, 160), (33, 39, 0, 160)],
     [(0, 4, 0, 20), (5, 32, 15, 20), (33, 39, 0, 20)]),
    ("2027-01-31", 3, {"month_hours": 160, "month_shifts": 20}, [(0, 0, 0, 0), (1, 2, 0, 160)], [(0, 0, 0, 0), (1, 2, 0, 20)]),
])
def test_months_over_their_turn(start, days, history, hours, shifts):
    asked = office(start, days, history=history, contract=MONTHLY)
    assert windows(hours_per_month, asked) == hours
    assert windows(shifts_per_month, asked, 1) == shifts


@pytest.mark.parametrize(("start", "days", "history", "away", "window"), [
    ("2026-12-09", 16, None, [], (0, 15, 60, 80)), ("2026-12-09", 16, {"period_hours": 30}, [], (0, 15, 30, 50)),
    ("2026-12-09", 10, None, [{"kind": "leave", "when": "2026-12-14..2026-12-16", "hours": 8}], (0, 9, 36, 80)),
])
def test_hours_of_a_period_from_the_middle_of_a_week(start, days, history, away, window):
    contract = {"hours_per_week": [0, 40], "days_per_week": [0, 5], "hours_per_period": [60, 80]}
    assert windows(hours_per_period, office(start, days, history=history, away=away, contract=contract)) == [window]


QUEUES = {"service": {"queues": {"a": {}, "b": {}}}, "operators": [{"id": "anna", "contract": "free", "skills": ["a", "b"]}]}


@pytest.mark.parametrize(("zone", "hours", "rows", "found"), [
    ("Pacific/Chatham", "20:00-01:00", {"a": {20: 2, 21: 0, 22: 1, 23: 1, 24: 3}, "b": dict.fromkeys(range(20, 25), 1)},
     {"a": [2, 0, 1, 1, 3], "b": [1] * 5}),
    ("Australia/Lord_Howe", "08:00-11:00", {"a": {8: 4, 9: 0, 10: 1}, "b": {8: 0, 9: 0, 10: 2}},
     {"a": [4, 0, 1], "b": [0, 0, 2]}),
    ("Africa/Casablanca", "22:00-24:00", {"a": {22: 1, 23: 2}, "b": {22: 5, 23: 0}}, {"a": [1, 2], "b": [5, 0]}),
])
def test_a_requirement_of_queues_is_read_as_it_stands(zone, hours, rows, found):
    given = [{"start": f"2026-12-{7 + hour // 24:02}T{hour % 24:02}:00", "operators": count, "queue": queue}
             for queue, by_hour in rows.items() for hour, count in by_hour.items()]
    asked = document(hotline=zone, hours={"weekly": {"mon": [hours]}}, requirement=given, **QUEUES)
    del asked["calls"]
    direct = Instance.model_validate(asked)
    assert not list(cross_faults(direct))
    demand = demand_of(direct)
    is_open = demand.is_open.reshape(-1, direct.grid.cells_per_interval).any(axis=1)
    assert {name: demand[name].required[is_open].tolist() for name in "ab"} == found
    assert not np.any(demand["a"].required[~is_open])


@pytest.mark.parametrize(("entries", "allowed", "forbidden"), [
    ([("only", "fri")], [(4, "08:00"), (4, "20:00")], [(4, "22:00"), (3, "08:00"), (5, "08:00"), (3, "22:00")]),
    ([("only", "fri", "22:00", "06:00"), ("only", "sat-sun")], [(4, "22:00"), (5, "02:00"), (6, "08:00")],
     [(4, "08:00"), (3, "22:00"), (0, "08:00")]),
    ([("only", "wed", "08:00", "12:00")], [(2, "08:00"), (1, "08:00"), (3, "20:00")], [(2, "09:00"), (1, "22:00")]),
    ([("only", "mon-tue"), ("unavailable", "tue")], [(0, "08:00")], [(1, "08:00"), (0, "22:00"), (2, "08:00")]),
    ([("only", "2026-12-12"), ("pinned", "2026-12-12", "10:00", "14:00")], [(5, "10:00")], [(6, "08:00"), (4, "08:00")]),
])
def test_only_on_its_days(entries, allowed, forbidden):
    asked = plan_with_entries(*entries, days=7, shifts=[BY_THE_HOUR])
    assert [allows(availability, asked, on(*each)) for each in allowed] == [True] * len(allowed)
    assert [allows(availability, asked, on(*each)) for each in forbidden] == [False] * len(forbidden)


def test_a_pin_on_an_only_day_is_the_one_shift_that_keeps_both():
    asked = plan_with_entries(("only", "2026-12-12"), ("pinned", "2026-12-12", "10:00", "14:00"), days=7, shifts=[BY_THE_HOUR])
    assert all(allows(rule, asked, on(5, "10:00")) for rule in (availability, pins))
    assert not allows(pins, asked, on(5, "11:00"))
    assert not allows(pins, asked)
