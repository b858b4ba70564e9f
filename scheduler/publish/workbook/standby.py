"""The sheet `Standby`: every place of every window a row, with who has it, to filter and to sort."""

from __future__ import annotations

from scheduler.publish.standby import listed
from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import Book, width_of


def write(book: Book) -> None:
    """Write a row for each place, in order of time; one that nobody has is red. Without lists there is no sheet."""
    view, say = book.view, book.view.language.say
    if not view.instance.standby:
        return
    sheet = book.sheet(say("Standby"), (1, 0))
    sheet.set_portrait()
    names = [one_line(each.name) for each in view.instance.standby]
    book.table(sheet, [say("Date"), say("List"), say("Start"), say("End"), say("Place"), say("Operator"), say("Name")],
               [12, width_of(max(names, key=len)), 8, 8, 8, *book.name_widths], [say("Place")])
    date_format, row = book.format(num_format=book.dates("yyyy-mm-dd"), align="left"), 0
    for window in listed(view):
        for place, who in enumerate(window.people, 1):
            row += 1
            looks = book.format() if who else book.format(font_color="#B42318")
            sheet.write_datetime(row, 0, window.date, date_format)
            for column, text in enumerate((window.name, view.clock(window.start), view.clock(window.end)), start=1):
                sheet.write_string(row, column, text, looks)
            sheet.write_number(row, 4, place, looks)
            sheet.write_string(row, 5, one_line(who.id) if who else "", looks)
            sheet.write_string(row, 6, one_line(who.name) if who else say("nobody"), looks)
    sheet.autofilter(0, 0, max(row, 1), 6)
