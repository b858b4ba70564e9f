"""Weeks and weekends of the horizon, as the model counts them; the checker's own are beside its facts."""

from __future__ import annotations

import pytest

from scheduler.rules.basis.weeks import weekends, weeks
from tests.builders.rosters import plan


@pytest.mark.parametrize(("start", "starts", "expected"), [
    ("2026-12-07", "mon", [(0, 6, False, False), (7, 13, False, False), (14, 15, False, True)]),
    ("2026-12-09", "mon", [(0, 4, True, False), (5, 11, False, False), (12, 15, False, True)]),
    ("2026-12-09", "wed", [(0, 6, False, False), (7, 13, False, False), (14, 15, False, True)]),
])
def test_weeks_are_those_of_the_calendar(start, starts, expected):
    hotline = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15, "week_starts": starts}
    instance = plan(hotline=hotline, horizon={"start": start, "days": 16})
    assert [(week.first, week.last, week.has_begun, week.goes_on) for week in weeks(instance)] == expected


@pytest.mark.parametrize(("start", "all_of_them", "whole"), [
    ("2026-12-07", [(5, 6), (12, 13)], [(5, 6), (12, 13)]),
    ("2026-12-13", [(0, 0), (6, 7), (13, 13)], [(6, 7)]),
    ("2026-12-12", [(0, 1), (7, 8)], [(0, 1), (7, 8)]),
])
def test_a_weekend_that_the_horizon_cuts_is_not_whole(start, all_of_them, whole):
    instance = plan(horizon={"start": start, "days": 14})
    assert list(weekends(instance)) == all_of_them
    assert list(weekends(instance, whole=True)) == whole
