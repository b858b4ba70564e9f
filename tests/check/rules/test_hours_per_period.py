"""`hours_per_period` from plain times."""

from __future__ import annotations

from scheduler.check.rules import hours_per_period
from tests.builders.checked import day, shift, with_contract


def test_bounds_over_all_days_are_inclusive():
    plan = with_contract(9, hours_per_period=[12, 16])
    work = [shift(plan, day(number), 510) for number in (0, 4, 8)]
    assert [found.amount for found in hours_per_period.check(plan, work)] == [8 * 60]
    assert not list(hours_per_period.check(plan, work[:2]))
    assert [found.amount for found in hours_per_period.check(plan, work[:1])] == [4 * 60]
