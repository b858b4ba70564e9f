"""One sheet of the workbook for each day: operators down, the break grid across, and below what was needed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scheduler.language.breaks import BREAKS
from scheduler.publish.text import capital, one_line
from scheduler.publish.view import Day
from scheduler.publish.workbook.book import Book
from scheduler.roster import Shift

_FIXED = 3  # operator, name, shift
_LONG_DAY_MINUTES = 15 * 60
_WORK = {"bg_color": "#BFD7EE", "bottom": 1, "bottom_color": "#FFFFFF"}
# A letter as well as a colour: one reader in twelve does not tell these colours apart, and printers are often black.
_LOOKS: dict[str, dict[str, object]] = {
    "lunch": {"bg_color": "#F2A541", "bold": True, "bottom": 1, "bottom_color": "#FFFFFF"},
    "breather": {"bg_color": "#FFFFFF", "bold": True, "border": 1, "border_color": "#2F6B3A", "font_color": "#1E4D27"},
}
_FULL_HOUR = {"left": 1, "left_color": "#7F8FA3"}


def write(book: Book, day: Day) -> None:
    """Write the sheet of a day: its shifts, a legend, and required and on the phone in each interval."""
    sheet = book.sheet(book.view.language.say("Day {date}", date=day.date), (2, _FIXED), heads=2)
    sheet.repeat_columns(0, _FIXED - 1)
    _heading(book, sheet, day)
    for row, shift in enumerate(day.shifts, start=2):
        _shift(book, sheet, day, row, shift)
    row = _cover(book, sheet, day, len(day.shifts) + 2)
    _legend(book, sheet, row + 1)


def _columns(book: Book, day: Day) -> int:
    return day.minutes // book.view.instance.hotline.break_grid_minutes


def _column(book: Book, day: Day, moment: dt.datetime) -> int:
    return _FIXED + day.minute(moment) // book.view.instance.hotline.break_grid_minutes


def _heading(book: Book, sheet: Any, day: Day) -> None:
    view = book.view
    cell_minutes = view.instance.hotline.break_grid_minutes
    language = view.language
    title = (f"{capital(language.dated('EEEE y-MM-dd', day.date))}, {one_line(view.instance.hotline.name)}: "
             + language.say_n("{count} shift", "{count} shifts", len(day.shifts)))
    sheet.write_string(0, 0, title, book.format(bold=True, font_size=13))
    for column, (text, width) in enumerate(((language.say("Operator"), 12), (language.say("Name"), 22),
                                            (language.say("Shift"), 13))):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, text, book.head)
    # A quarter of an hour is as wide as the number below it; a day around the clock must still fit a page.
    quarter = 28 if day.minutes <= _LONG_DAY_MINUTES else 20
    sheet.set_column_pixels(_FIXED, _FIXED + _columns(book, day) - 1, max(quarter * cell_minutes // 15, 8))
    for hour in list(day.hours())[:-1]:
        first = _column(book, day, hour)
        last = _column(book, day, hour + dt.timedelta(hours=1)) - 1
        _merged(sheet, 1, first, last, f"{view.local(hour):%H:%M}", book.format(
            bold=True, bg_color="#1F3A5F", font_color="#FFFFFF", left=1, left_color="#FFFFFF", font_size=9))


def _merged(sheet: Any, row: int, first: int, last: int, value: str | float, cell: Any) -> None:
    """Write a text or a number over one cell or several."""
    if last > first:
        sheet.merge_range(row, first, row, last, "", cell)
    if isinstance(value, str):
        sheet.write_string(row, first, value, cell)
    else:
        sheet.write_number(row, first, value, cell)


def _shift(book: Book, sheet: Any, day: Day, row: int, shift: Shift) -> None:
    view = book.view
    operator = view.operators[shift.operator]
    line = {"bottom": 1, "bottom_color": "#D5DAE1"}
    texts = (one_line(operator.id), one_line(operator.name), view.span(shift.start, shift.end))
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, book.format(line))
    per_hour = 60 // view.instance.hotline.break_grid_minutes
    working, at_hour = book.format(_WORK), book.format(_WORK, **_FULL_HOUR)
    work = at_hour, *(working,) * (per_hour - 1)
    blank = sheet.write_blank
    for column in range(_column(book, day, shift.start), _column(book, day, shift.end)):
        blank(row, column, None, work[(column - _FIXED) % per_hour])
    for pause in shift.breaks:
        first, end = _column(book, day, pause.start), _column(book, day, pause.end)
        if end > first:
            cell = book.format(_LOOKS[pause.kind], align="center", font_size=8)
            _merged(sheet, row, first, end - 1, BREAKS[pause.kind].letter(view.language), cell)


def _cover(book: Book, sheet: Any, day: Day, row: int) -> int:
    """Write required and on the phone for each queue; return the row below."""
    length, say = dt.timedelta(minutes=book.view.instance.grid.interval_minutes), book.view.language.say
    for queue in day.queues:
        where = f" ({one_line(queue)})" if queue else ""
        for offset, label in enumerate((say("Required"), say("On phone"))):
            sheet.write_string(row + offset, 0, label + where, book.format(bold=True, top=1))
            sheet.write_blank(row + offset, 1, None, book.format(top=1))
            sheet.write_blank(row + offset, 2, None, book.format(top=1))
        for interval in day.intervals_of(queue):
            first, last = _column(book, day, interval.start), _column(book, day, interval.start + length) - 1
            small = {"font_size": 7, "align": "center", "top": 1, "top_color": "#7F8FA3"}
            lack = {"bg_color": "#FBE3E1", "font_color": "#9C1C1C", "bold": True}
            short = interval.on_phone < interval.required
            _merged(sheet, row, first, last, interval.required, book.format(small))
            _merged(sheet, row + 1, first, last, interval.on_phone,
                    book.format(small, num_format="0.#" if interval.on_phone % 1 else "0", **(lack if short else {})))
        row += 2
    return row


def _legend(book: Book, sheet: Any, row: int) -> None:
    language, say = book.view.language, book.view.language.say
    sheet.write_string(row, 0, say("Legend"), book.format(bold=True))
    sheet.write_string(row, 1, say("on the phone"), book.format(_WORK, align="center"))
    for below, (kind, words) in enumerate(BREAKS.items(), start=1):
        sheet.write_string(row + below, 1, f"{words.letter(language)}   {say(words.name)}",
                           book.format(_LOOKS[kind], align="center"))
    sheet.write_string(row + 3, 1, say("fewer on the phone than required"),
                       book.format(bg_color="#FBE3E1", font_color="#9C1C1C", bold=True, font_size=8))
