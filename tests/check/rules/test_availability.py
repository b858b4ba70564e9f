"""`availability` from plain times."""

from __future__ import annotations

import pytest

from scheduler.check.rules import availability
from tests.builders.checked import day, instance, shift


def plan_with(*entries, days=3, **changes):
    rows = [dict(zip(("kind", "when", "from", "to"), entry, strict=False)) | {"operator": "anna"} for entry in entries]
    return instance(horizon=days, availability=rows, **changes)


def amounts(rule, plan, *shifts):
    return [violation.amount for violation in rule.check(plan, shifts)]


@pytest.mark.parametrize(
    ("start", "amount"), [("08:00", None), ("08:30", 30), ("13:00", 180), ("16:00", None), ("15:45", 15)]
)
def test_unavailable_window(start, amount):
    plan = plan_with(("unavailable", "mon", "12:00", "16:00"))
    found = amounts(availability, plan, shift(plan, day(0, start), 240))
    assert found == ([] if amount is None else [min(amount, 240) if start != "13:00" else 180])
    assert not amounts(availability, plan, shift(plan, day(1, start), 240))


def test_unavailable_all_day_also_for_what_passes_midnight():
    plan = plan_with(("unavailable", "2026-12-08"))
    assert amounts(availability, plan, shift(plan, day(1, "10:00"), 240)) == [240]
    assert amounts(availability, plan, shift(plan, day(0, "22:00"), 240)) == [120]
    assert not amounts(availability, plan, shift(plan, day(0, "20:00"), 240), shift(plan, day(2, "00:00"), 240))


def test_unavailable_before_and_after_the_horizon():
    plan = plan_with(("unavailable", "sun", "22:00", "06:00"), ("unavailable", "thu"))
    assert amounts(availability, plan, shift(plan, day(0, "05:30"), 240)) == [30]
    assert not amounts(availability, plan, shift(plan, day(0, "06:00"), 240))
    assert amounts(availability, plan, shift(plan, day(2, "22:00"), 240)) == [120]


def test_only_forbids_the_rest_of_its_day():
    plan = plan_with(("only", "tue", "10:00", "16:00"))
    assert not amounts(
        availability, plan, shift(plan, day(1, "10:00"), 360), shift(plan, day(0), 240), shift(plan, day(2), 240)
    )
    assert amounts(availability, plan, shift(plan, day(1, "09:45"), 360)) == [15]
    assert amounts(availability, plan, shift(plan, day(1, "10:15"), 360)) == [15]
    assert amounts(availability, plan, shift(plan, day(0, "22:00"), 240)) == [120]


def test_several_only_are_allowed_together():
    plan = plan_with(
        ("only", "tue", "08:00", "12:00"), ("only", "tue", "12:00", "16:00"), ("only", "tue", "18:00", "20:00")
    )
    assert not amounts(availability, plan, shift(plan, day(1), 480))
    assert amounts(availability, plan, shift(plan, day(1, "15:00"), 240)) == [120]


def test_only_past_midnight_allows_the_next_morning():
    plan = plan_with(("only", "mon-tue", "22:00", "06:00"))
    assert not amounts(availability, plan, shift(plan, day(0, "22:00"), 480), shift(plan, day(1, "22:00"), 480))
    assert amounts(availability, plan, shift(plan, day(0, "22:00"), 510)) == [30]


def test_wishes_forbid_nothing_and_others_are_free():
    plan = plan_with(("avoid", "mon"), ("prefer", "mon", "18:00", "20:00"))
    assert not amounts(availability, plan, shift(plan, day(0), 240))
    busy = plan_with(("unavailable", "mon"), operators=[{"id": who, "contract": "free"} for who in ("anna", "ben")])
    assert not amounts(availability, busy, shift(busy, day(0), 240, operator="ben"))


def test_an_unavailable_hour_that_repeats_counts_twice():
    plan = instance(
        hotline="Europe/Berlin",
        horizon={"start": "2026-10-25", "days": 1},
        availability=[{"operator": "anna", "when": "sun", "from": "02:00", "to": "03:00", "kind": "unavailable"}],
    )
    assert amounts(availability, plan, shift(plan, "2026-10-25T00:00", 360)) == [120]


def test_only_without_times_means_on_no_other_day():
    plan = plan_with(("only", "mon"))
    assert not amounts(availability, plan, shift(plan, day(0), 240))
    assert amounts(availability, plan, shift(plan, day(1), 240)) == [240]
    assert amounts(availability, plan, shift(plan, day(0, "22:00"), 240)) == [120]


@pytest.mark.parametrize("kind", ["unavailable", "leave", "sick", "public_holiday"])
def test_absences_over_a_range(kind):
    plan = plan_with((kind, "2026-12-01..2026-12-08"))
    assert amounts(availability, plan, *(shift(plan, day(number), 240) for number in range(3))) == [240, 240]
