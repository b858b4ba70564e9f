"""What has begun by a moment, as rows of availability."""

from __future__ import annotations

import datetime as dt

from scheduler.operate.frozen import frozen_rows
from tests.builders.checked import day, instance, shift


def rows(plan, shifts, now, operators=("anna",)):
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=plan.grid.zone).astimezone(dt.UTC)
    return [tuple(row.get(key) for key in ("kind", "when", "from", "to", "breaks"))
            for row in frozen_rows(plan, shifts, moment, set(operators))]


def test_shifts_begun_are_pinned_with_their_breaks_and_the_rest_of_the_past_is_closed():
    plan = instance(horizon=3)
    shifts = [shift(plan, day(0), 240), shift(plan, day(1), 240), shift(plan, day(2), 240)]
    assert rows(plan, shifts, day(1, "09:00")) == [
        ("pinned", "2026-12-07", "08:00", "12:00", "breather 10:00-10:15"),
        ("pinned", "2026-12-08", "08:00", "12:00", "breather 10:00-10:15"),
        ("unavailable", "2026-12-07", "00:00", "08:00", None), ("unavailable", "2026-12-07", "12:00", "24:00", None),
        ("unavailable", "2026-12-08", "00:00", "08:00", None),
    ]


def test_a_shift_over_midnight_leaves_no_hole_and_nothing_is_frozen_before_the_horizon():
    plan = instance(horizon=2, hours={"always": True})
    night = shift(plan, day(0, "22:00"), 480, ())
    assert rows(plan, [night], day(1, "08:00")) == [
        ("pinned", "2026-12-07", "22:00", "06:00", None), ("unavailable", "2026-12-07", "00:00", "22:00", None),
        ("unavailable", "2026-12-08", "06:00", "08:00", None)]
    assert rows(plan, [night], day(0, "00:00")) == []
    assert rows(plan, [night], day(1, "08:00"), operators=()) == []
