"""The sheet `Roster`: operators down, the days of the horizon across, and in a cell the hours of a shift."""

from __future__ import annotations

import datetime as dt

from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import HEAD, Book


def write(book: Book) -> None:
    """Write a row for each operator; a day without a shift is blank.

    The day after the horizon has a column where shifts start on it: in an opening window that the last day opened.
    """
    view = book.view
    dates = sorted({*view.dates, *map(view.date_of, view.result.shifts)})
    sheet = book.sheet("Roster", (1, 2))
    sheet.repeat_columns(0, 1)
    header = ["Operator", "Name", *(date.isoformat() for date in dates)]
    book.table(sheet, header, [*book.name_widths, *(12.5 for _ in dates)])
    for column, date in enumerate(dates, start=2):
        colour = "#5B6B80" if date.weekday() >= 5 else "#1F3A5F"
        sheet.write_string(0, column, date.isoformat(), book.format(HEAD, bg_color=colour, align="center"))
    for row, operator in enumerate(view.instance.operators, start=1):
        line = {"bottom": 1, "bottom_color": "#D5DAE1", "bg_color": "#F6F8FA" if row % 2 == 0 else "#FFFFFF"}
        sheet.write_string(row, 0, one_line(operator.id), book.format(line))
        sheet.write_string(row, 1, one_line(operator.name), book.format(line))
        worked: dict[dt.date, list[str]] = {}
        for shift in view.shifts_of(operator):
            worked.setdefault(view.date_of(shift), []).append(view.span(shift.start, shift.end))
        for column, date in enumerate(dates, start=2):
            tint = {"bg_color": "#E9EDF2"} if date.weekday() >= 5 else {}
            cell = book.format({**line, "align": "center", **tint})
            if date in worked:
                sheet.write_string(row, column, ", ".join(worked[date]), cell)
            else:
                sheet.write_blank(row, column, None, cell)
