"""The sheet `Breaks`: every break a row, to filter and to sort."""

from __future__ import annotations

import datetime as dt

from scheduler.language.breaks import BREAKS, called
from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import Book, width_of

_PRINTED_PERCENT = 65
"""A long list, so that it prints on few pages."""

_DAY_ZERO = dt.date(1899, 12, 30)
"""From which spreadsheets count days; a number is written faster than a date."""


def write(book: Book) -> None:
    """Write a row for each break and activity, in the order of operators and of time."""
    view, say = book.view, book.view.language.say
    sheet = book.sheet(say("Breaks"), (1, 0))
    sheet.set_portrait()
    sheet.set_print_scale(_PRINTED_PERCENT)
    names = {kind: called(view.language, kind, None) for kind in BREAKS}
    kinds = [*names.values(), *map(one_line, view.instance.work_names)]
    book.table(sheet, [say("Operator"), say("Name"), say("Date"), say("Kind"), say("Start"), say("End"),
                       say("Minutes")], [*book.name_widths, 12, width_of(max(kinds, key=len)), 8, 8, 10], [say("Minutes")])
    plain, date_format = book.format(), book.format(num_format=book.dates("yyyy-mm-dd"), align="left")
    row, string, number = 0, sheet.write_string, sheet.write_number
    for operator in view.instance.operators:
        who, name = one_line(operator.id), one_line(operator.name)
        for shift in view.shifts_of(operator):
            day = (view.date_of(shift) - _DAY_ZERO).days
            for pause in shift.breaks:
                row += 1
                string(row, 0, who, plain)
                string(row, 1, name, plain)
                number(row, 2, day, date_format)
                string(row, 3, pause.name or names[pause.kind], plain)
                string(row, 4, view.clock(pause.start), plain)
                string(row, 5, view.clock(pause.end), plain)
                number(row, 6, pause.minutes, plain)
    sheet.autofilter(0, 0, max(row, 1), 6)
