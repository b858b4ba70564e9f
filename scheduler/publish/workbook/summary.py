"""The sheet `Summary`: what the roster costs, how good it is, and what it was made for."""

from __future__ import annotations

from math import ceil
from typing import Any

from scheduler.language.words import marked
from scheduler.publish import judgement
from scheduler.publish.standby import in_words_of_standby
from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import HEAD, ROW_PIXELS, Book, width_of

_WIDTH = 74
"""Width of the column of values, in characters."""
_STATUS = {"optimal": marked("optimal"), "feasible": marked("feasible")}


def write(book: Book) -> None:
    """Write one sentence, the figures of the roster, its settings, and how it came about."""
    view, run, say = book.view, book.view.result.run, book.view.language.say
    sheet = book.sheet(say("Summary"), (1, 0))
    sheet.fit_to_pages(1, 1)
    sentence = one_line(judgement.in_words(view))
    book.table(sheet, [say("Summary"), sentence], [44, _WIDTH])
    _wrapped(sheet, 0, sentence, book.format(HEAD, text_wrap=True))
    label, number = book.format(bold=True), book.format(num_format="#,##0.00##", align="left")
    percent = book.format(num_format="0.00## %", align="left")
    terms, standby = view.result.terms, in_words_of_standby(view)
    rows: list[tuple[str, str | float]] = [
        (say("objective"), run.objective), (say("bound"), run.bound), (say("gap"), run.gap),
        (say("status"), say(_STATUS[run.status])),
        *((f"{judgement.term_label(view, name)}: {say('cost')}", term.cost) for name, term in terms.items()),
        *((f"{judgement.term_label(view, name)}: {judgement.unit(view, term)}", term.amount) for name, term in terms.items()),
        *([(say("standby"), standby)] if standby else []), *judgement.settings(view), *judgement.origin(view),
    ]
    for row, (name, value) in enumerate(rows, start=1):
        sheet.write_string(row, 0, name, label)
        if isinstance(value, str):
            _wrapped(sheet, row, value, book.format(text_wrap=True))
        else:
            sheet.write_number(row, 1, value, percent if name == say("gap") else number)


def _wrapped(sheet: Any, row: int, text: str, cell: Any) -> None:
    """Write a text in a row that is high enough for all of its lines: Excel finds the height by itself, others do not."""
    sheet.write_string(row, 1, text, cell)
    if (lines := ceil(width_of(text) / _WIDTH)) > 1:
        sheet.set_row_pixels(row, ROW_PIXELS * lines)
