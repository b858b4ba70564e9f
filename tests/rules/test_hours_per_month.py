"""`hours_per_month`: paid hours of each calendar month, exactly."""

from __future__ import annotations

import pytest

from scheduler.rules import hours_per_month
from scheduler.rules.basis.shift_table import shift_table
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan


def months(days=21, start="2026-12-21", history=None, availability=(), **bounds):
    before = [{"operator": "anna"} | history] if history else []
    return plan(days, horizon={"start": start, "days": days}, contracts={"free": FREE | bounds}, history=before,
                availability=list(availability))


@pytest.mark.parametrize(("last_minutes", "allowed"), [(480, True), (495, False)])
def test_the_most_is_inclusive_and_each_month_counts_by_itself(last_minutes, allowed):
    bounded = months(hours_per_month=[0, 16])
    shifts = on(15, minutes=480), on(16, minutes=last_minutes), on(31, minutes=720)
    assert allows(hours_per_month, bounded, *shifts) == allowed


def windows(instance):
    (total,) = hours_per_month.state(instance, instance.operators[0], shift_table(instance))
    return [(each.first, each.last, each.least / 60, each.most / 60) for each in total.windows]


@pytest.mark.parametrize(("start", "days", "history", "expected"), [
    ("2026-12-01", 31, None, [(0, 30, 140, 160)]),
    ("2026-12-01", 40, None, [(0, 30, 140, 160), (31, 39, 0, 160)]),
    ("2026-12-14", 18, None, [(0, 17, 0, 160)]),
    ("2026-12-14", 18, {"month_hours": 70.5}, [(0, 17, 69.5, 89.5)]),
    ("2026-12-14", 17, {"month_hours": 70.5}, [(0, 16, 0, 89.5)]),
])
def test_a_month_has_a_least_where_all_of_it_is_known(start, days, history, expected):
    assert windows(months(days, start, history, hours_per_month=[140, 160], hours_per_week=[0, 60])) == expected


def test_leave_counts_and_weeks_bound_what_the_days_left_can_give():
    leave = {"operator": "anna", "kind": "leave", "when": "2026-12-01..2026-12-06", "hours": 8}
    bounds = {"hours_per_month": [140, 160], "hours_per_week": [0, 40], "days_per_week": [0, 5]}
    assert windows(months(31, "2026-12-01", availability=[leave], **bounds)) == [(0, 30, 100, 160)]
    away = leave | {"kind": "unavailable", "when": "2026-12-01..2026-12-20"}
    del away["hours"]
    assert windows(months(31, "2026-12-01", availability=[away], **bounds)) == [(0, 30, 80, 160)]


def test_a_least_that_no_month_could_give_stays():
    bounds = {"hours_per_month": [300, 310], "hours_per_week": [0, 40]}
    assert windows(months(31, "2026-12-01", **bounds)) == [(0, 30, 300, 310)]
    assert hours_per_month.usual_least(months(31, "2026-12-01", **bounds), months().operators[0]) == (18000,)


def test_without_bounds_nothing_is_stated():
    assert not list(hours_per_month.state(months(), months().operators[0], shift_table(months())))
