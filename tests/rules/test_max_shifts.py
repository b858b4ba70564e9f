"""`max_shifts`: how many shifts of a template, in all and in a week."""

from __future__ import annotations

from scheduler.rules import max_shifts
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan

EARLY = {"name": "early", "start": {"from": "06:00", "to": "08:00", "every_minutes": 60},
         "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 240}}
LATE = EARLY | {"name": "late", "start": {"from": "14:00", "to": "16:00", "every_minutes": 60}}
SUNDAY = LATE | {"name": "sunday", "days": "sun"}
TEMPLATES = [EARLY, LATE, SUNDAY]


def plan_with_templates(days=7, **bounds):
    return plan(days, shifts=TEMPLATES, contracts={"free": FREE | bounds})


def test_boundary_as_many_shifts_of_a_template_as_allowed():
    two = plan_with_templates(days=14, max_shifts={"late": 2})
    assert allows(max_shifts, two, on(0, "14:00"), on(1, "06:00"), on(13, "16:00", 480))
    assert not allows(max_shifts, two, on(0, "14:00"), on(1, "15:00"), on(13, "16:00"))


def test_each_week_counts_by_itself_where_it_is_bounded():
    one = plan_with_templates(days=14, max_shifts_per_week={"early": 1})
    assert allows(max_shifts, one, on(6, "06:00"), on(7, "06:00"))
    assert not allows(max_shifts, one, on(7, "06:00"), on(13, "08:00"))
