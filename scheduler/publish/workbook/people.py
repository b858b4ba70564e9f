"""On demand, a sheet for each operator: their shifts, breaks and hours on one page to print."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.instance.operators import Operator
from scheduler.language.breaks import called
from scheduler.language.words import Language, known
from scheduler.publish.marks import ABSENCES, marks_of
from scheduler.publish.standby import place_in_words
from scheduler.publish.text import capital, one_line
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.book import HEAD, Book

_LONGEST_UNITS = 31
_REFUSED = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_OWN = ("Roster", "Days", "Breaks", "Coverage", "Standby", "Operators", "Summary")
_WIDTHS, _LEAST_WIDTH = (17, 16, 12), 40
"""Widths of the columns beside the breaks, which are as wide as the longest text."""
_Line = tuple[dt.date, str, str, float | None]


def write(book: Book) -> None:
    """Write the sheet of every operator, in their language and by the clock of their zone."""
    for operator, title in zip(book.view.instance.operators, titles(book.view), strict=True):
        sheet = book.sheet(title, (4, 0), heads=4)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        _page(book, sheet, operator)


def titles(view: RosterView) -> list[str]:
    """Names of the sheets: ids as far as Excel takes them, never that of another sheet in any language."""
    taken = {"history", *(title.casefold() for name in _OWN for title in known(name))}
    found = []
    for operator in view.instance.operators:
        plain, number, end = one_line(operator.id).translate(_REFUSED).strip("' ") or "-", 1, ""
        while (title := _cut(plain, end)).casefold() in taken:
            number += 1
            end = f" ({number})"
        taken.add(title.casefold())
        found.append(title)
    return found


def _cut(text: str, end: str) -> str:
    """A text with an ending, at most as long as Excel takes it, in units of UTF-16."""
    while len(f"{text}{end}".encode("utf-16-le")) > 2 * _LONGEST_UNITS:
        text = text[:-1]
    return f"{text.rstrip(chr(39) + ' ')}{end}"


def _page(book: Book, sheet: Any, operator: Operator) -> None:
    view, language = book.view, book.view.language_of(operator)
    zone, say = view.zone_of(operator), language.say
    sheet.write_string(0, 0, one_line(operator.label), book.format(bold=True, font_size=16))
    sheet.set_row(0, 24)
    sheet.write_string(1, 0, one_line(view.instance.hotline.name), book.format())
    sheet.write_string(2, 0, capital(say(
        "{first} to {last}, times of {zone}", first=language.dated("EEEE d MMMM y", view.dates[0]),
        last=language.dated("EEEE d MMMM y", view.dates[-1]), zone=zone.key)), book.format())
    hours, lines = say("Paid hours"), _lines(view, operator, language, zone)
    wide = max([_LEAST_WIDTH, *(len(line[2]) for line in lines)])
    book.table(sheet, [say("Date"), say("Shift"), say("Breaks"), hours], [*_WIDTHS[:2], wide, _WIDTHS[2]], [hours], row=3)
    line, row = {"bottom": 1, "bottom_color": "#D5DAE1"}, 3
    for row, (date, times, breaks, paid) in enumerate(lines, start=4):
        looks = book.format(line, **({} if paid is not None else {"font_color": "#46535F"}))
        for column, text in enumerate((capital(language.dated("EEE d MMM", date)), times, breaks)):
            sheet.write_string(row, column, text, looks)
        if paid is not None:
            sheet.write_number(row, 3, paid, book.format(line, num_format="0.00"))
        else:
            sheet.write_blank(row, 3, None, looks)
    _total(book, sheet, row + 1, operator, language)


def _total(book: Book, sheet: Any, row: int, operator: Operator, language: Language) -> None:
    least, most = (language.figure(f"{hours:,.2f}".rstrip("0").rstrip(".")) for hours in book.view.contract_hours(operator))
    sheet.write_string(row, 0, language.say("Paid hours"), book.format(HEAD))
    sheet.write_string(row, 1, "", book.head)
    bounds = (f"{language.say('Least')} {least}", f"{language.say('Most')} {most}", book.view.extra_words(operator))
    sheet.write_string(row, 2, " · ".join(filter(None, bounds)), book.head)
    sheet.write_number(row, 3, book.view.paid_hours(operator), book.format(HEAD, num_format="0.00"))


def _lines(view: RosterView, operator: Operator, language: Language, zone: ZoneInfo) -> list[_Line]:
    """Shifts, places on standby, and whole days on which somebody is away, in order of time."""
    shifts = view.shifts_of(operator)
    lines: list[_Line] = [
        (shift.start.astimezone(zone).date(), language.span(shift.start, shift.end, zone),
         ", ".join(f"{called(language, each.kind, each.name)} {language.span(each.start, each.end, zone)}"
                   for each in shift.breaks), view.paid_minutes(shift) / 60) for shift in shifts]
    lines += [(each.start.astimezone(zone).date(), language.span(each.start, each.end, zone), place_in_words(language, each),
               None) for each in view.standby_of(operator)]
    worked = {view.date_of(shift) for shift in shifts}
    lines += [(date, language.say(ABSENCES[marks.absence]), "", None) for date, marks in marks_of(view, operator).items()
              if marks.absence and date not in worked]
    return sorted(lines, key=lambda line: line[0])
