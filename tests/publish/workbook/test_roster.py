"""The sheet of the roster."""

from __future__ import annotations

from tests.publish.conftest import workbook


def test_roster_sheet_holds_every_shift(small):
    sheet = workbook(*small)["Roster"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Operator", "Name", "2026-12-04", "2026-12-05", "2026-12-06"]
    assert rows[1] == ["op000", "Anna Lindqvist", "08:00–16:30", "08:00–16:30", "08:00–16:30"]
    assert rows[4] == ["op003", "David Müller", "11:00–19:30", "11:00–19:30", None]
    assert rows[6][2:] == [None, None, None]
    assert sheet.freeze_panes == "C2"
    assert sheet.page_setup.orientation == "landscape"
