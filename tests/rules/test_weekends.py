"""`weekends`: at most so many weekends with a shift."""

from __future__ import annotations

from scheduler.rules import weekends
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract


def shifts(*days):
    return [on(day) for day in days]


def test_boundary_as_many_weekends_as_allowed():
    bounded = plan_with_contract(days=21, max_weekends=2)
    assert allows(weekends, bounded, *shifts(0, 5, 6, 13, 14))
    assert not allows(weekends, bounded, *shifts(5, 13, 19))


def test_none_at_all():
    none = plan_with_contract(days=7, max_weekends=0)
    assert allows(weekends, none, *shifts(*range(5)))
    assert not allows(weekends, none, *shifts(6))


def test_a_shift_belongs_to_the_day_on_which_it_starts():
    none = plan_with_contract(days=8, max_weekends=0)
    assert allows(weekends, none, on(4, "22:00", 480), on(7, "00:00", 480))
    assert not allows(weekends, none, on(6, "23:00", 480))


def test_a_weekend_that_the_horizon_cuts_counts():
    none = plan(7, contracts={"free": FREE | {"max_weekends": 0}}, horizon={"start": "2026-12-13", "days": 7})
    assert not allows(weekends, none, ("2026-12-13T08:00", 240))
    assert not allows(weekends, none, ("2026-12-19T08:00", 240))


def test_the_weekend_is_what_the_hotline_says():
    hotline = {"name": "Helpline", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}
    none = plan(7, contracts={"free": FREE | {"max_weekends": 0}}, hotline=hotline | {"weekend": "fri,sat"})
    assert allows(weekends, none, *shifts(3, 6))
    assert not allows(weekends, none, *shifts(4))
