"""What differs between a workbook and the roster that was published."""

from __future__ import annotations

import datetime as dt

from scheduler.read.roster_workbook.edited import EditedRoster
from tests.builders.checked import day, result, shift, with_forecast


def test_a_moved_break_alone_is_another_roster_without_an_edit_of_its_cell():
    plan = with_forecast({"horizon": 1})
    before, after = (shift(plan, day(0), 240, (("breather", at, 15),)) for at in (120, 135))
    found = EditedRoster((after,), {("anna", dt.date(2026, 12, 7)): "Roster!C5"}, ())
    assert found.edits(result(plan, [before]), plan.grid.zone) == []
    assert not found.says_the_same(result(plan, [before]))
    assert found.says_the_same(result(plan, [after]))
