"""The sheet of the days: one below the other on one axis, with breaks to five minutes, none cut by the end of a page."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from scheduler.publish.view import RosterView
from scheduler.publish.workbook.book import Book
from scheduler.publish.workbook.days import DaysSheet
from scheduler.roster import Purchase
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.examples import by_hand, generated
from tests.publish.conftest import workbook


def test_a_day_shows_breathers_of_ten_minutes(small):
    sheet = workbook(*small)["Days"]
    assert sheet["A3"].value == "Friday 2026-12-04: 5 shifts"
    chiara = next(row for row in sheet.iter_rows() if row[0].value == "op002")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    breather = next(cell for cell in chiara if cell.value == "B")
    # From 08:00 on, a column is five minutes: 11:00 is the 37th after the three fixed ones.
    assert breather.column == 3 + 37
    assert f"{breather.coordinate}:{breather.offset(0, 1).coordinate}" in merged
    assert "op005" not in {row[0].value for row in sheet.iter_rows()}


def test_days_that_open_at_other_hours_share_one_axis(small):
    hours = {cell.value: cell.column for cell in workbook(*small)["Days"][3] if cell.value}
    saturday = next(row for row in workbook(*small)["Days"].iter_rows() if str(row[0].value).startswith("Saturday"))
    shared = [cell for cell in saturday[1:] if cell.value]
    assert shared
    assert all(hours[cell.value] == cell.column for cell in shared)


def test_no_day_is_cut_by_the_end_of_a_page():
    view = RosterView(*generated(8, 14, grid=5))
    book, drawn = Book(view, io.BytesIO()), [each for each in view.days if each.shifts or each.intervals]
    sheet = DaysSheet(book, drawn)
    rows = sheet.write(drawn)
    assert 1 <= len(sheet.sheet.hbreaks) < len(drawn) / 3, "several days a page"
    assert set(sheet.sheet.hbreaks) <= set(rows.values())


def test_the_night_of_a_clock_change_is_as_long_as_it_is():
    plan = with_forecast({"horizon": {"start": "2026-10-24", "days": 3}, "hotline": "Europe/Berlin", "hours": {"always": True}})
    sheet = workbook(plan, result(plan, [shift(plan, "2026-10-25T12:00", 420)]))["Days"]
    head = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("Sunday"))
    assert [cell.value for cell in head if cell.value][1:6] == ["00:00", "01:00", "02:00", "02:00", "03:00"]


def test_red_is_what_is_short_in_the_sheet_of_coverage_too():
    instance, roster = by_hand(outside={"name": "Call Us", "price_per_hour": 2.5})
    lacking = [row for row in RosterView(instance, roster).covers if row.missing]
    bought = tuple(Purchase(start=row.start, queue=None, amount=row.missing / 4, cost=1) for row in lacking[1:])
    book = workbook(instance, roster.model_copy(update={"outside": bought}))
    red = [cell.value for row in book["Days"].iter_rows(min_row=3) if row[0].value == "On phone" for cell in row[3:]
           if cell.fill.fgColor.rgb == "FFFBE3E1"]
    short = [row[3].value for row in book["Coverage"].iter_rows(min_row=2) if row[4].value]
    assert red == short == [lacking[0].on_phone]


@pytest.mark.parametrize("number", [0, 1])
def test_dates_of_the_rota_lead_to_their_days(number):
    plan = with_forecast({"horizon": 2})
    book = workbook(plan, result(plan, [shift(plan, day(0), 510)]))
    cell = book["Roster"][4][2 + number]
    assert isinstance(cell.value, dt.datetime)
    row = int(cell.hyperlink.location.rpartition("A")[2])
    assert f"{cell.value:%Y-%m-%d}" in book["Days"].cell(row, 1).value
