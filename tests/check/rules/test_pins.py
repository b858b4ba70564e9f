"""`pins` from plain times."""

from __future__ import annotations

from scheduler.check.rules import availability, pins
from tests.builders.checked import day, instance, shift


def plan_with(*entries, days=3, **changes):
    rows = [dict(zip(("kind", "when", "from", "to"), entry, strict=False)) | {"operator": "anna"} for entry in entries]
    return instance(horizon=days, availability=rows, **changes)


def amounts(rule, plan, *shifts):
    return [violation.amount for violation in rule.check(plan, shifts)]


def test_a_pin_with_times_is_exact():
    plan = plan_with(("pinned", "2026-12-08", "08:00", "12:00"))
    assert not amounts(pins, plan, shift(plan, day(1), 240))
    assert amounts(pins, plan, shift(plan, day(1, "08:15"), 240)) == [30]
    assert amounts(pins, plan, shift(plan, day(1), 270)) == [30]
    assert amounts(pins, plan, shift(plan, day(0), 240)) == [240]


def test_a_pin_past_midnight():
    plan = plan_with(("pinned", "mon", "22:00", "06:00"))
    assert not amounts(pins, plan, shift(plan, day(0, "22:00"), 480))


def test_a_pin_without_times_is_a_day_worked():
    plan = plan_with(("pinned", "mon-tue"))
    assert not amounts(pins, plan, shift(plan, day(0), 240), shift(plan, day(1, "16:00"), 120))
    assert amounts(pins, plan, shift(plan, day(0), 240)) == [1]
    assert amounts(pins, plan) == [1, 1]


def test_a_pin_does_not_override_availability():
    plan = plan_with(("pinned", "mon", "08:00", "12:00"), ("unavailable", "mon"))
    assert amounts(availability, plan, shift(plan, day(0), 240)) == [240]


def test_pinned_breaks_stand_where_they_are_pinned():
    row = {"operator": "anna", "when": "2026-12-07", "from": "08:00", "to": "12:00", "kind": "pinned",
           "breaks": "breather 10:00-10:15"}
    plan = instance(availability=[row])
    assert not amounts(pins, plan, shift(plan, day(0), 240, (("breather", 120, 15),)))
    (found,) = pins.check(plan, [shift(plan, day(0), 240, (("breather", 135, 15),))])
    assert (found.amount, found.unit) == (1, "breaks")
    assert "breather 10:00-10:15" in found.message


def test_a_pinned_shift_is_split_only_as_its_pin_says():
    pin = {"operator": "anna", "when": "2026-12-07", "from": "08:00", "to": "12:00", "kind": "pinned"}
    plan, split = instance(availability=[pin]), instance(availability=[pin | {"breaks": "gap 09:00-10:00"}])
    whole, parted, elsewhere = (shift(plan, day(0), 240, gap) for gap in ((), (("gap", 60, 60),), (("gap", 120, 60),)))
    (found,) = pins.check(plan, [parted])
    assert (found.amount, found.unit) == (1, "gaps")
    assert "gap 09:00-10:00" in found.message
    assert not amounts(pins, plan, whole)
    assert not amounts(pins, split, parted)
    assert amounts(pins, split, whole) == [1]
    assert amounts(pins, split, elsewhere) == [1, 1]
    assert [pins.is_pinned(each, of) for each in (plan, split) for of in (whole, parted, elsewhere)] == [
        True, False, False, False, True, False]
