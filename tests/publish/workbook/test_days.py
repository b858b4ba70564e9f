"""A sheet for each day, with breaks to five minutes."""

from __future__ import annotations

from tests.publish.conftest import workbook


def test_day_sheet_shows_breathers_of_ten_minutes(small):
    sheet = workbook(*small)["Day 2026-12-04"]
    chiara = next(row for row in sheet.iter_rows() if row[0].value == "op002")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    breather = next(cell for cell in chiara if cell.value == "B")
    # From 08:00 on, a column is five minutes: 11:00 is the 37th after the three fixed ones.
    assert breather.column == 3 + 37
    assert f"{breather.coordinate}:{breather.offset(0, 1).coordinate}" in merged
    assert "op005" not in {row[0].value for row in sheet.iter_rows()}
