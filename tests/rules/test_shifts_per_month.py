"""`shifts_per_month`: number of shifts in each calendar month."""

from __future__ import annotations

import pytest

from scheduler.rules import shifts_per_month
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, plan


def month(days=4, history=None, availability=()):
    """The last days of December."""
    return plan(days, contracts={"free": FREE | {"shifts_per_month": [16, 18]}}, availability=list(availability),
                horizon={"start": "2026-12-28", "days": days}, history=[{"operator": "anna"} | history] if history else [])


@pytest.mark.parametrize(("count", "allowed"), [(1, False), (2, True), (4, True)])
def test_shifts_of_the_month_that_has_begun_count(count, allowed):
    assert allows(shifts_per_month, month(history={"month_shifts": 14}), *map(on, range(21, 21 + count))) == allowed


def test_not_known_there_is_no_least_and_the_next_month_counts_anew():
    assert allows(shifts_per_month, month())
    full = month(8, history={"month_shifts": 18})
    assert allows(shifts_per_month, full, *map(on, range(25, 29)))
    assert not allows(shifts_per_month, full, on(24))


def test_leave_counts_and_no_more_is_asked_for_than_there_are_free_days():
    away = {"operator": "anna", "when": "2026-12-28..2026-12-30"}
    on_leave = month(history={"month_shifts": 12}, availability=[away | {"kind": "leave"}])
    assert allows(shifts_per_month, on_leave, on(24))
    assert not allows(shifts_per_month, on_leave)
    assert allows(shifts_per_month, month(history={"month_shifts": 3}, availability=[away | {"kind": "unavailable"}]), on(24))
