"""Who is on the phone, cell by cell."""

from __future__ import annotations

from scheduler.check.facts.coverage import on_phone
from tests.builders.checked import day, instance, shift


def test_on_phone_is_clipped_to_the_horizon_and_counts_whole_cells_only():
    plan = instance(hours={"always": True})
    assert on_phone(plan, [shift(plan, day(0, "23:00"), 240)]).sum() == 4
    assert on_phone(plan, [shift(plan, day(-1, "23:00"), 120)]).sum() == 4
    assert on_phone(plan, [shift(plan, day(3), 120)]).sum() == 0
    assert on_phone(plan, [shift(plan, day(0, "08:05"), 120)]).sum() == 7
    away = shift(plan, day(0), 120, (("breather", 35, 15),))
    assert on_phone(plan, [away]).sum() == 6


def test_coverage_over_the_repeated_hour():
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}, hours={"always": True})
    present = on_phone(plan, [shift(plan, "2026-10-25T00:00", 300, ())])
    assert len(present) == 25 * 4
    assert present[:20].all()
    assert not present[20:].any()


def test_who_is_still_there_from_yesterday_counts_until_they_end():
    plan = instance(hours={"always": True}, operators=[{"id": who, "contract": "free"} for who in ("anna", "ben")],
                    history=[{"operator": "anna", "last_end": "2026-12-07T06:10"}, {"operator": "ben", "last_end": day(-1)}])
    present = on_phone(plan, [shift(plan, day(0, "05:00"), 120, (), operator="ben")])
    assert present[:32].tolist() == [1] * 20 + [2] * 4 + [1] * 4 + [0] * 4
    assert on_phone(plan, [], {"ben"}).sum() == 0
    assert on_phone(plan, [], {"anna"}).sum() == 24
