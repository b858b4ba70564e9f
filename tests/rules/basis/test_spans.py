"""Months and the period of a horizon, as the rules count them."""

from __future__ import annotations

import pytest

from scheduler.rules.basis.spans import each_week, months, period
from scheduler.rules.basis.weeks import weeks
from tests.builders.rosters import plan

A_DAY = {"per_day": 10, "shape": "flat", "aht_s": 60}


@pytest.mark.parametrize(("start", "days", "expected"), [
    ("2026-12-01", 31, [(0, 30, False, False, 31)]),
    ("2026-12-14", 50, [(0, 17, True, False, 31), (18, 48, False, False, 31), (49, 49, False, True, 28)]),
    ("2027-05-03", 29, [(0, 28, False, False, 31)]),  # from Monday to Monday: the days around it are closed
])
def test_months_are_those_of_the_calendar(start, days, expected):
    instance = plan(hours={"weekly": {"mon-fri": ["08:00-16:00"]}}, horizon={"start": start, "days": days}, calls=A_DAY)
    assert [(each.first, each.last, each.has_begun, each.goes_on, each.length) for each in months(instance)] == expected


def test_the_period_is_the_horizon_and_weeks_are_the_same_as_ever():
    instance = plan(horizon={"start": "2026-12-09", "days": 16})
    whole = period(instance)
    assert (whole.first, whole.last, whole.has_begun, whole.goes_on) == (0, 15, False, False)
    assert [(each.first, each.last, each.has_begun, each.goes_on) for each in each_week(instance)] == [
        (each.first, each.last, each.has_begun, each.goes_on) for each in weeks(instance)]


def test_a_week_is_cut_where_the_month_ends():
    instance = plan(horizon={"start": "2026-12-28", "days": 7})
    parts = [(each.first, [(part.first, part.last) for _, part in each.weeks(instance)]) for each in months(instance)]
    assert parts == [(0, [(0, 3)]), (4, [(4, 6)])]
