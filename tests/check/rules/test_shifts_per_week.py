"""`shifts_per_week` from plain times."""

from __future__ import annotations

import pytest

from scheduler.check.rules import shifts_per_week
from tests.builders.checked import FREE, day, instance, shift


@pytest.mark.parametrize(("count", "off"), [(1, [1]), (2, []), (3, []), (5, [2])])
def test_bounds_are_inclusive(count, off):
    plan = instance(horizon={"start": "2026-12-07", "days": 7}, contracts={"free": FREE | {"shifts_per_week": [2, 3]}})
    work = [shift(plan, day(number), 240) for number in range(count)]
    found = list(shifts_per_week.check(plan, work))
    assert [(each.amount, each.unit) for each in found] == [(amount, "shifts") for amount in off]
