"""`rest` from plain times."""

from __future__ import annotations

import pytest

from scheduler.check.rules import rest
from tests.builders.checked import FREE, day, instance, shift, with_contract


def amounts(rule, plan, *shifts):
    return [violation.amount for violation in rule.check(plan, shifts)]


def test_rest_boundary():
    plan = with_contract(rest_hours=11)
    late = shift(plan, day(0, "16:00"), 240)
    assert not amounts(rest, plan, late, shift(plan, day(1, "07:00"), 240))
    assert amounts(rest, plan, late, shift(plan, day(1, "06:45"), 240)) == [15]
    assert amounts(rest, plan, late, shift(plan, day(0, "19:00"), 240)) == [60 + 660]


def test_rest_is_of_one_operator():
    plan = instance(
        horizon=2,
        contracts={"free": FREE | {"rest_hours": 11}},
        operators=[{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "free"}],
    )
    assert not amounts(rest, plan, shift(plan, day(0), 240), shift(plan, day(0, "12:00"), 240, operator="ben"))


@pytest.mark.parametrize(
    ("eve", "date", "right"),
    [
        ("2026-10-24", "2026-10-25", []),  # the night has an hour more
        ("2026-03-28", "2026-03-29", [60]),  # and one less in spring
    ],
)
def test_rest_over_the_clock_change(eve, date, right):
    plan = instance(
        hotline="Europe/Berlin", horizon={"start": eve, "days": 2}, contracts={"free": FREE | {"rest_hours": 10}}
    )
    late, early = shift(plan, f"{eve}T16:00", 240), shift(plan, f"{date}T06:00", 240)
    assert amounts(rest, plan, late, early) == right
    hour_less = shift(plan, f"{date}T05:00", 240)
    assert amounts(rest, plan, late, hour_less) == ([] if not right else [120])


def test_rest_from_before_the_horizon():
    def before(last_end):
        return instance(horizon=14, contracts={"free": FREE | {"rest_hours": 11}},
                        history=[{"operator": "anna", "last_end": last_end}])

    plan = before("2026-12-06T22:00")
    assert not amounts(rest, plan, shift(plan, day(0, "09:00"), 240, ()))
    assert amounts(rest, plan, shift(plan, day(0, "08:30"), 240, ())) == [30]
    plan = before("2026-12-06T20:00:00+05:00")
    assert not amounts(rest, plan, shift(plan, day(0, "09:00"), 240, ()))


def test_rest_after_standby_before_the_horizon_counts():
    known = [{"operator": "anna", "standby_until": "2026-12-07T06:00"}]
    plan = instance(contracts={"free": FREE | {"rest_hours": 11}}, history=known)
    assert not amounts(rest, plan, shift(plan, day(0, "17:00"), 120))
    assert amounts(rest, plan, shift(plan, day(0, "16:00"), 240)) == [60]
