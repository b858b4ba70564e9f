"""`forbidden_successions`: which template may not follow which on the next day."""

from __future__ import annotations

from scheduler.rules import forbidden_successions
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan, plan_with_history

EARLY = {"name": "early", "start": {"from": "06:00", "to": "08:00", "every_minutes": 60},
         "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 240}}
LATE = EARLY | {"name": "late", "start": {"from": "14:00", "to": "16:00", "every_minutes": 60}}
SUNDAY = LATE | {"name": "sunday", "days": "sun"}
TEMPLATES = [EARLY, LATE, SUNDAY]


def plan_with_templates(days=7, **bounds):
    return plan(days, shifts=TEMPLATES, contracts={"free": FREE | bounds})


def test_the_pair_is_forbidden_on_successive_days_and_in_its_order_only():
    pair = plan_with_templates(forbidden_successions=[["late", "early"]])
    assert not allows(forbidden_successions, pair, on(0, "14:00"), on(1, "06:00"))
    assert allows(forbidden_successions, pair, on(0, "14:00"), on(2, "06:00"))
    assert allows(forbidden_successions, pair, on(0, "06:00"), on(1, "14:00"))
    assert allows(forbidden_successions, pair, on(0, "14:00"), on(1, "14:00"))


def test_a_shift_is_of_every_template_it_has_the_times_of():
    pair = plan_with_templates(forbidden_successions=[["early", "sunday"]])
    assert not allows(forbidden_successions, pair, on(5, "08:00"), on(6, "14:00", 480))
    assert allows(forbidden_successions, pair, on(4, "08:00"), on(5, "14:00"))


def test_the_last_shift_before_the_horizon_counts_if_it_was_the_day_before():
    for before, allowed in (({"worked_days": 1, "last_shift": "late"}, False),
                            ({"worked_days": 1, "last_shift": "early"}, True),
                            ({"days_off": 1, "last_shift": "late"}, True)):
        pair = plan_with_history(days=2, shifts=TEMPLATES, forbidden_successions=[["late", "early"]], **before)
        assert allows(forbidden_successions, pair, on(0, "06:00")) == allowed
        assert allows(forbidden_successions, pair, on(1, "06:00"))
