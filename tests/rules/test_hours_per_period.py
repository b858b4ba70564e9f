"""`hours_per_period`: paid hours over all days, exactly."""

from __future__ import annotations

import pytest

from scheduler.rules import hours_per_period
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_contract


@pytest.mark.parametrize(("last_minutes", "allowed"), [(225, False), (240, True), (480, True), (495, False)])
def test_bounds_are_inclusive_over_weeks(last_minutes, allowed):
    bounded = plan_with_contract(9, hours_per_period=[12, 16], hours_per_week=[0, 60])
    assert allows(hours_per_period, bounded, on(0, minutes=480), on(8, minutes=last_minutes)) == allowed


@pytest.mark.parametrize(("last_minutes", "allowed"), [(225, False), (240, True), (480, True), (495, False)])
def test_hours_worked_before_in_the_period_count(last_minutes, allowed):
    contracts = {"free": FREE | {"hours_per_period": [12, 16]}}
    bounded = plan(7, contracts=contracts, history=[{"operator": "anna", "period_hours": 8}])
    assert allows(hours_per_period, bounded, on(0, minutes=last_minutes)) == allowed


def test_leave_counts_as_the_mean_day():
    contracts = {"free": FREE | {"hours_per_period": [40, 40], "hours_per_week": [0, 80], "days_per_week": [5, 5]}}
    away = plan(7, contracts=contracts, availability=[{"operator": "anna", "kind": "sick", "when": "2026-12-07..2026-12-10"}])
    assert allows(hours_per_period, away, on(4, minutes=480))
    assert not allows(hours_per_period, away, on(4, minutes=465))
    assert hours_per_period.usual_least(away, away.operators[0]) == (480,)
