"""Shifts of templates that fall away because their breaks lie in no window of the clock are told; whole lengths are refused."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.rules.basis.clock_reach import starts_out_of_the_clock
from scheduler.rules.preflight import preflight_faults
from tests.builders.hotline import hotline

LUNCH = {"minutes": 30, "from_shift_minutes": 360, "clock": ["11:30-14:00"]}


def plan(first: str, last: str, lengths: tuple[int, int] = (240, 360), **changes: Any):
    template = {"name": "day", "start": {"from": first, "to": last, "every_minutes": 60},
                "length": {"from_minutes": lengths[0], "to_minutes": lengths[1], "every_minutes": 120}}
    return hotline(**{"shifts": [template], "breaks": {"lunch": LUNCH}, "outside": None} | changes)


def test_nothing_is_told_where_all_fit_or_nothing_has_a_clock():
    assert not [*preflight_faults(plan("08:00", "10:00")), *starts_out_of_the_clock(plan("08:00", "10:00"))]
    plain = LUNCH | {"clock": [], "earliest_minutes": 0, "latest_minutes": 30}
    assert not list(starts_out_of_the_clock(plan("08:00", "17:00", breaks={"lunch": plain})))


@pytest.mark.parametrize(("last", "told"), [("13:00", None), ("14:00", "14:00:"), ("16:00", "14:00 to 16:00:")])
def test_boundary_starts_that_are_too_late_for_a_length(last, told):
    instance = plan("08:00", last)
    assert not list(preflight_faults(instance))
    found = dict(starts_out_of_the_clock(instance))
    assert list(found) == ([("shifts", 0)] if told else [])
    assert all(f"no shift of 360 min from {told}" in message and "lunch 11:30-14:00" in message for message in found.values())


def test_a_length_that_is_possible_at_no_start_is_refused():
    found = dict(preflight_faults(plan("14:00", "15:00", (240, 480))))
    assert list(found) == [("shifts", 0, "length")]
    assert "at none of its starts do the breaks of a shift of 360, 480 min" in found["shifts", 0, "length"]


@pytest.mark.parametrize(("start", "is_refused"), [("13:30", False), ("14:00", True)])
def test_a_pin_whose_lunch_lies_in_no_window_is_refused(start, is_refused):
    pin = {"operator": "anna", "when": "mon", "kind": "pinned", "from": start, "to": "20:00"}
    found = dict(preflight_faults(plan("08:00", "10:00", availability=[pin])))
    assert list(found) == ([("availability", 0)] if is_refused else [])
    assert all("2026-12-07" in message for message in found.values())
