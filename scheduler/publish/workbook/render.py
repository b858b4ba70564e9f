"""``roster.xlsx``: its sheets in their order."""

from __future__ import annotations

import io

from scheduler.publish.view import RosterView
from scheduler.publish.workbook import breaks, coverage, days, operators, people, roster, standby, summary
from scheduler.publish.workbook.book import Book

# Above so many drawn cells the sheet of the days would make the file too large to open with pleasure.
_MOST_CELLS = 300_000


def render_workbook(view: RosterView, *, operator_sheets: bool = False) -> bytes:
    """Render ``roster.xlsx``, with a sheet for each operator where these are asked for; equal rosters give equal bytes."""
    target = io.BytesIO()
    book = Book(view, target)
    rota = roster.write(book)
    drawn = [day for day in view.days if day.shifts or day.intervals]
    cells = sum(shift.minutes for shift in view.result.shifts) / view.instance.hotline.break_grid_minutes
    if drawn and cells <= _MOST_CELLS:
        roster.link_days(book, rota, days.DaysSheet(book, drawn).write(drawn))
    for sheet in (breaks, coverage, standby, operators, summary):
        sheet.write(book)
    if operator_sheets:
        people.write(book)
    book.file.close()
    return target.getvalue()
