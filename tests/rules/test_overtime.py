"""`overtime`: its price, its week, and that it counts for no bound on hours."""

from __future__ import annotations

import pytest

from scheduler.instance.objective import units
from scheduler.rules import hours_per_week, overtime, time_off
from tests.builders.rosters import FREE, allows, on, plan, price

ALLOWED = {"overtime_minutes_per_day": 120, "overtime_per_hour": 0.5, "time_off_minutes_per_day": 120, "time_off_per_hour": 0.2}


def agreed(*rows, **bounds):
    entries = [{"operator": "anna", "kind": kind, "when": when, "hours": hours} for kind, when, hours in rows]
    return plan(2, contracts={"free": FREE | ALLOWED | bounds}, availability=entries)


def test_overtime_does_not_count_for_the_hours_of_a_week_and_time_off_does():
    assert allows(hours_per_week, agreed(("overtime", "2026-12-07", 1), hours_per_week=[0, 8]), on(0, minutes=540))
    assert not allows(hours_per_week, agreed(("overtime", "2026-12-07", 1), hours_per_week=[0, 8]), on(0, minutes=555))
    assert not allows(hours_per_week, agreed(("overtime", "2026-12-08", 1), hours_per_week=[0, 8]), on(0, minutes=540))
    short = agreed(("time_off", "2026-12-07", 1), hours_per_week=[0, 8])
    assert allows(hours_per_week, short, on(0, minutes=420))
    assert not allows(hours_per_week, short, on(0, minutes=435))


@pytest.mark.parametrize(("rule", "kind", "per_hour"), [(overtime, "overtime", 0.5), (time_off, "time_off", 0.2)])
def test_the_price_is_that_of_the_hours_of_days_worked(rule, kind, per_hour):
    both = agreed((kind, "2026-12-07", 1), (kind, "2026-12-08", 1.5))
    assert price(rule, both, on(0)) == units(per_hour)
    assert price(rule, both, on(0), on(1)) == units(per_hour) * 5 // 2
    assert price(rule, agreed(), on(0)) == 0


def test_the_most_of_a_week_and_no_more_than_the_shift():
    week = agreed(("overtime", "2026-12-07", 1), ("overtime", "2026-12-08", 1), overtime_hours_per_week=2)
    assert allows(overtime, week, on(0), on(1))
    tight = week.model_copy(update={"contracts": {"free": week.contracts["free"].model_copy(update={
        "overtime_hours_per_week": 1.75})}})
    assert allows(overtime, tight, on(0))
    assert not allows(overtime, tight, on(0), on(1))
    assert allows(overtime, agreed(("overtime", "2026-12-07", 1)), on(0, minutes=60))
    assert not allows(overtime, agreed(("overtime", "2026-12-07", 1.25)), on(0, minutes=60))
