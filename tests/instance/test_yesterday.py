"""Who is still on the phone when the horizon begins."""

from __future__ import annotations

import pytest

from scheduler.instance.yesterday import people, still_on_the_phone
from tests.builders.checked import instance

TEAM = [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]


def there(last_end, hours=None, **changes):
    before = [{"operator": name, "last_end": end} for name, end in last_end.items()]
    plan = instance(operators=TEAM, hours=hours or {"always": True}, history=before, **changes)
    return [(operator.id, end) for operator, end in still_on_the_phone(plan)], [each.id for each in people(plan)]


def test_the_longest_comes_first_and_whole_cells_count():
    found, everybody = there({"anna": "2026-12-07T04:00", "ben": "2026-12-07T06:10", "carl": "2026-12-07T00:00"})
    assert found == [("ben", 24), ("anna", 16)]
    assert everybody == ["anna", "ben", "carl", "ben", "anna"]


@pytest.mark.parametrize("end", ["2026-12-06T23:00", "2026-12-07T00:10", "2026-12-06T17:00Z"])
def test_who_went_before_midnight_is_gone(end):
    assert there({"anna": end})[0] == []


def test_where_nobody_calls_they_do_not_matter_but_for_the_seats():
    grid = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}
    hours = {"weekly": {"mon-sun": ["06:00-20:00"]}}
    assert there({"anna": "2026-12-07T06:00"}, hours)[0] == []
    assert there({"anna": "2026-12-07T07:00"}, hours)[0] == [("anna", 28)]
    assert there({"anna": "2026-12-07T06:00"}, hours, hotline=grid | {"seats": 2})[0] == [("anna", 24)]


def test_on_the_night_the_clock_changes_elapsed_time_counts():
    day = {"horizon": {"start": "2026-10-25", "days": 1}, "hotline": "Europe/Berlin"}
    assert there({"anna": "2026-10-25T06:00"}, **day)[0] == [("anna", 28)]
