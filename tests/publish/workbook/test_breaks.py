"""The sheet of the breaks."""

from __future__ import annotations

import datetime as dt

from tests.publish.conftest import workbook


def test_breaks_sheet_holds_every_break(small):
    _, result = small
    rows = [[cell.value for cell in row] for row in workbook(*small)["Breaks"].iter_rows()]
    assert rows[0] == ["Operator", "Name", "Date", "Kind", "Start", "End", "Minutes"]
    assert rows[2][2].date() == dt.date(2026, 12, 4)
    assert rows[2][:2] + rows[2][3:] == ["op000", "Anna Lindqvist", "lunch", "12:00", "12:30", 30]
    assert len(rows) == 1 + sum(len(shift.breaks) for shift in result.shifts)
