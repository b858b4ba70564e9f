"""The sheet `Operators`: days, paid hours and wishes of each."""

from __future__ import annotations

from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import Book


def write(book: Book) -> None:
    """Write a row for each operator, with a bar of the hours and, where there are skills, those."""
    view, say = book.view, book.view.language.say
    sheet = book.sheet(say("Operators"), (1, 2))
    numbers = [say("Days"), say("Paid hours"), say("Least hours"), say("Most hours"), say("Wishes granted"),
               say("Wishes denied")]
    skilled = bool(view.instance.service.queues or view.instance.service.topics)
    extra = [at for at in range(2) if any(view.extra_hours(each)[at] for each in view.instance.operators)]
    on_call = [say("Standby"), say("Standby, first")] if view.instance.standby else []
    numbers += [*((say("Overtime"), say("Voluntary time off"))[at] for at in extra), *on_call]
    header = [say("Operator"), say("Name"), say("Contract"), *numbers, *[say("Skills")] * skilled]
    widths = [*book.name_widths, 14, 9, 16, 13, 13, 17, 16, *[18.0] * len(extra), *[10.0] * len(on_call), *[30.0] * skilled]
    book.table(sheet, header, widths, numbers)
    hours = book.format(num_format="0.00")
    for row, operator in enumerate(view.instance.operators, start=1):
        wishes = view.wishes(operator)
        for column, text in enumerate((operator.id, operator.name, operator.contract)):
            sheet.write_string(row, column, one_line(text), book.format())
        sheet.write_number(row, 3, view.days_worked(operator), book.format())
        for column, value in enumerate((view.paid_hours(operator), *view.contract_hours(operator)), start=4):
            sheet.write_number(row, column, value, hours)
        sheet.write_number(row, 7, wishes.granted, book.format())
        sheet.write_number(row, 8, wishes.denied, book.format())
        for column, at in enumerate(extra, start=9):
            sheet.write_number(row, column, view.extra_hours(operator)[at], hours)
        ranks = [each.place for each in view.standby_of(operator)]
        for column, value in enumerate((len(ranks), ranks.count(1)) if on_call else (), start=9 + len(extra)):
            sheet.write_number(row, column, value, book.format())
        if skilled:
            sheet.write_string(row, 9 + len(extra) + len(on_call), one_line(", ".join(operator.skills)), book.format(indent=1))
    last = len(view.instance.operators)
    # Without the solid fill of Excel 2010, an extension that openpyxl warns of on standard error.
    bars = {"type": "data_bar", "bar_color": "#A9C7E8", "min_type": "num", "min_value": 0}
    sheet.conditional_format(1, 4, last, 4, bars)
    sheet.autofilter(0, 0, last, len(header) - 1)
