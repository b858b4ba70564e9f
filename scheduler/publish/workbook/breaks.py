"""The sheet `Breaks`: every break a row, to filter and to sort."""

from __future__ import annotations

import datetime as dt

from scheduler.language.breaks import BREAKS
from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import Book

_PRINTED_PERCENT = 65
"""A long list, so that it prints on few pages."""


def write(book: Book) -> None:
    """Write a row for each break, in the order of operators and of time."""
    view, say = book.view, book.view.language.say
    sheet = book.sheet(say("Breaks"), (1, 0))
    sheet.set_portrait()
    sheet.set_print_scale(_PRINTED_PERCENT)
    book.table(sheet, [say("Operator"), say("Name"), say("Date"), say("Kind"), say("Start"), say("End"),
                       say("Minutes")], [*book.name_widths, 12, 10, 8, 8, 10], numbers=[say("Minutes")])
    plain, date_format = book.format(), book.format(num_format=book.dates("yyyy-mm-dd"), align="left")
    row = 0
    names = {kind: say(words.name) for kind, words in BREAKS.items()}
    for operator in view.instance.operators:
        who, name = one_line(operator.id), one_line(operator.name)
        for shift in view.shifts_of(operator):
            day = dt.datetime.combine(view.date_of(shift), dt.time())
            for pause in shift.breaks:
                row += 1
                sheet.write_string(row, 0, who, plain)
                sheet.write_string(row, 1, name, plain)
                sheet.write_datetime(row, 2, day, date_format)
                sheet.write_string(row, 3, names[pause.kind], plain)
                sheet.write_string(row, 4, view.clock(pause.start), plain)
                sheet.write_string(row, 5, view.clock(pause.end), plain)
                sheet.write_number(row, 6, pause.minutes, plain)
    sheet.autofilter(0, 0, max(row, 1), 6)
