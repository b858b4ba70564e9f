"""The sheet `Summary`: what the roster costs, how good it is, and what it was made for."""

from __future__ import annotations

from scheduler.publish import judgement
from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import Book


def write(book: Book) -> None:
    """Write one sentence, the figures of the roster, its settings, and how it came about."""
    view, run = book.view, book.view.result.run
    sheet = book.sheet("Summary", (1, 0))
    sheet.fit_to_pages(1, 1)
    book.table(sheet, ["Summary", one_line(judgement.in_words(view))], [44, 74])
    label, number = book.format(bold=True), book.format(num_format="#,##0.00##", align="left")
    rows: list[tuple[str, str | float]] = [
        ("objective", run.objective), ("bound", run.bound), ("gap", run.gap), ("status", run.status),
        *((f"{one_line(name)}: cost", term.cost) for name, term in view.result.terms.items()),
        *((f"{one_line(name)}: {one_line(term.unit)}", term.amount) for name, term in view.result.terms.items()),
        *judgement.settings(view), *judgement.origin(view),
    ]
    for row, (name, value) in enumerate(rows, start=1):
        sheet.write_string(row, 0, name, label)
        if isinstance(value, str):
            sheet.write_string(row, 1, value, book.format(text_wrap=True))
        else:
            sheet.write_number(row, 1, value, number)
