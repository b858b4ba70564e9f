"""The terms of a roster's cost, and their sum."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from scheduler.check.facts.coverage import on_phone
from scheduler.instance.objective import UNITS
from tests.builders.checked import day, instance, shift, with_forecast
from tests.builders.derived import costs_of, staffing_of

TEAM = [{"id": who, "contract": "free"} for who in ("anna", "ben", "carl")]


def test_the_keys_are_those_of_the_contract(required):
    required(0)
    assert list(costs_of(instance(), ()).terms) == [
        "pay",
        "understaffing",
        "understaffing_beyond_10_percent",
        "overstaffing",
        "denied_wishes",
    ]


def test_agrees_with_the_curve_the_engine_sees():
    plan = with_forecast({"operators": TEAM, "service": {"min_operators": 2}}, calls=40.0)
    shifts = [
        shift(plan, day(0), 240),
        shift(plan, day(0, "10:00"), 510, operator="ben"),
        shift(plan, day(0, "09:00"), 360, operator="carl"),
    ]
    staffing, present = staffing_of(plan), on_phone(plan, shifts)
    (head,) = staffing.head_counts
    curve = sum(int(head.curves[head.curve_of[cell], present[cell]]) for cell in np.flatnonzero(staffing.is_open))
    parts = {part.name: part.units for part in costs_of(plan, shifts).parts}
    assert curve == sum(parts[name] for name in ("understaffing", "understaffing_beyond_10_percent", "overstaffing"))
    assert curve > 0


def test_the_total_is_exact(required):
    required(1)
    plan = instance(
        contracts={"free": {"hours_per_week": [0, 40], "cost_per_hour": 0.01}},
        availability=[{"operator": "anna", "when": "mon", "kind": "avoid"}],
    )
    total = costs_of(plan, [shift(plan, day(0), 240)])
    assert isinstance(total.units, int)
    assert total.units == 240 + 1200 * 60 * 33 // 4 + 15 * UNITS
    assert total.objective == pytest.approx(float(Fraction(total.units, UNITS)), abs=0)
