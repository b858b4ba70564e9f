"""The workbook that Microsoft Teams Shifts imports: a row a shift, with the minutes of its unpaid breaks."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import xlsxwriter

from scheduler.publish.interchange.rows import LOCAL, listed
from scheduler.publish.overwriting import CREATED
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.book import OPTIONS

FILE = "teams-shifts.xlsx"
COLUMNS = ("Member", "Work Email", "Group", "Start Date", "Start Time", "End Date", "End Time", "Theme Color",
           "Custom Label", "Unpaid Break (minutes)", "Notes", "Shared")
LACKS = (LOCAL, "breaks and activities have no times of their own, and stand in the notes; teams-graph has them",
         "Teams adds what is imported, and never edits or deletes: take old shifts out first")
_COLOUR, _NOT_SHARED = "1. DarkPink", "2. Not Shared"
_FORMS = {3: "mm/dd/yyyy", 4: "hh:mm", 5: "mm/dd/yyyy", 6: "hh:mm"}


def render(view: RosterView) -> bytes:
    """Render the sheet ``Shifts``; equal rosters give equal bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Shifts")
        sheet.set_column(0, len(COLUMNS) - 1, 14)
        sheet.write_row(0, 0, COLUMNS)
        formats = {column: book.add_format({"num_format": form}) for column, form in _FORMS.items()}
        for number, row in enumerate(_rows(view), 1):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell, formats.get(column))
    return target.getvalue()


def _rows(view: RosterView) -> Iterator[tuple[str | float | dt.date | dt.time, ...]]:
    for operator in view.instance.operators:
        who = one_line(operator.label), one_line(operator.email or ""), one_line(operator.team or "")
        for shift in view.shifts_of(operator):
            start, end = (view.local(moment).replace(tzinfo=None) for moment in (shift.start, shift.end))
            notes = listed(view, shift.breaks)
            yield (*who, start.date(), start.time(), end.date(), end.time(), _COLOUR, "",
                   shift.minutes - view.paid_minutes(shift), notes, _NOT_SHARED)
