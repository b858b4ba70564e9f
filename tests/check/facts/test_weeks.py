"""Weeks and weekends of a horizon."""

from __future__ import annotations

from scheduler.check.facts.weeks import weekends_touched, weeks
from tests.builders.checked import instance


def test_weeks_begin_with_the_horizon_and_the_last_may_be_short():
    assert list(weeks(instance(horizon=16))) == [range(7), range(7, 14), range(14, 16)]


def test_a_weekend_is_whole_also_where_the_horizon_cuts_it():
    plan = instance(horizon={"start": "2026-12-13", "days": 14})
    assert weekends_touched(plan, [0, 3, 6, 7, 13]) == [[-1, 0], [6, 7], [13, 14]]
    assert weekends_touched(plan, [1, 2]) == []


def test_other_days_may_be_the_weekend():
    hotline = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15, "weekend": "thu-sat"}
    assert weekends_touched(instance(hotline=hotline, horizon=7), [4]) == [[3, 4, 5]]
