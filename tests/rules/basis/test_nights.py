"""What a night shift is: the model's rows are those of the checker."""

from __future__ import annotations

import pytest

from scheduler.check.facts.nights import is_night
from scheduler.roster import Shift
from scheduler.rules import nights_per_week
from scheduler.rules.basis.nights import night_rows
from scheduler.rules.basis.shift_table import shift_table
from tests.builders.rosters import ANY, NIGHTS, allows, on, plan, plan_with_nights


@pytest.mark.parametrize(("start", "minutes", "is_one"), [
    ("20:00", 300, True), ("20:00", 285, False), ("03:00", 240, True), ("03:15", 240, False), ("23:00", 120, True),
    ("08:00", 480, False)])
def test_boundary_as_many_minutes_of_the_night_as_make_a_night_shift(start, minutes, is_one):
    none = plan_with_nights(2, max_nights_per_week=0)
    assert allows(nights_per_week, none, on(0, start, minutes)) == (not is_one)


@pytest.mark.parametrize("start", ["2026-10-24", "2026-03-28", "2026-12-07"])
@pytest.mark.parametrize("window", [NIGHTS, {"from": "01:30", "to": "03:30", "minutes": 90},
                                    {"from": "23:10", "to": "06:05", "minutes": 121}])
def test_model_and_checker_agree_on_every_shift_also_over_clock_changes(start, window):
    instance = plan(hotline="Europe/Berlin", horizon={"start": start, "days": 2}, nights=window, shifts=[
        ANY | {"start": {"from": "00:00", "to": "23:30", "every_minutes": 30},
               "length": {"from_minutes": 60, "to_minutes": 1260, "every_minutes": 240}}])
    table, grid = shift_table(instance), instance.grid
    found = [is_night(instance, Shift(operator="anna", start=grid.moment(int(first)), end=grid.moment(int(last))))
             for first, last in zip(table.start, table.end, strict=True)]
    assert night_rows(instance, table).tolist() == found
    assert 0 < sum(found) < len(found)
