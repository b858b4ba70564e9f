"""The sheet `Roster`: operators down, the days of the horizon across, in a cell the hours of a shift; live totals beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from scheduler.check.facts.covers import expected_service_level, missing_in_all
from scheduler.instance.operators import Operator
from scheduler.language.words import marked
from scheduler.publish.kinds import Kinds
from scheduler.publish.marks import ABSENCES, NOTHING, Marks, marks_of
from scheduler.publish.text import capital, one_line
from scheduler.publish.workbook.book import HEAD, Book, merged, width_of
from scheduler.publish.workbook.totals import count_formula, estimated_hours, hours_formula, unpaid_steps
from scheduler.roster import Shift

HEADER_ROW = 3
_FIRST_DAY = 2
_TONES = ("#FFEDB3", "#CFE4FF", "#FFD8BF", "#DCD3F7", "#CDEED6", "#F9D3E6")
_LINE = {"bottom": 1, "bottom_color": "#D5DAE1"}
_OFF, _WEEKEND = "#E1E6EB", "#EEF1F4"
_OF_SHIFT, _OF_PART, _TWO_LINES = 11, 13, 30
"""Widths of a day in which a shift stands, and one that may have two parts, one below the other; height of their row."""
_TOTALS = ((marked("Shifts"), 7), (marked("Hours"), 8), (marked("Least"), 7), (marked("Most"), 7))


def write(book: Book) -> Any:
    """Write title and period, a row for each operator, and the totals of each operator and each day.

    The day after the horizon has a column where shifts start on it: in an opening window that the last day opened.
    """
    view = book.view
    sheet = book.sheet(view.language.say("Roster"), (HEADER_ROW + 1, _FIRST_DAY), heads=HEADER_ROW + 1)
    sheet.repeat_columns(0, _FIRST_DAY - 1)
    kinds = Kinds(view.instance, view.language, view.whole_of)
    _heading(book, sheet, kinds)
    rows = range(HEADER_ROW + 1, HEADER_ROW + 1 + len(view.instance.operators))
    steps, estimated = unpaid_steps(view.instance), cache(partial(estimated_hours, view.instance))
    for row, operator in zip(rows, view.instance.operators, strict=True):
        _operator(book, sheet, kinds, row, operator, steps, estimated)
    _days(book, sheet, rows)
    return sheet


def link_days(book: Book, sheet: Any, rows: Mapping[dt.date, int]) -> None:
    """Make of the dates in the header links to their rows of the sheet `Days`."""
    for column, date in enumerate(book.view.rota_dates, start=_FIRST_DAY):
        if date in rows:
            place = f"internal:'{book.view.language.say('Days')}'!A{rows[date] + 1}"
            sheet.write_url(HEADER_ROW, column, place, string=date.isoformat(), tip=book.view.language.say("Days"))
            _date(book, sheet, column, date)


def _heading(book: Book, sheet: Any, kinds: Kinds) -> None:
    view = book.view
    first, last = view.dates[0], view.dates[-1]
    say, dated = view.language.say, view.language.dated
    sheet.write_string(0, 0, say("{hotline}: rota", hotline=one_line(view.instance.hotline.name)),
                       book.format(bold=True, font_size=16))
    period = say("{first} to {last}, times of {zone}", first=dated("EEEE d MMMM y", first),
                 last=dated("EEEE d MMMM y", last), zone=view.instance.hotline.timezone)
    sheet.write_string(1, 0, capital(period), book.format())
    used = kinds.used(view.result.shifts)
    for column, kind in enumerate(used, start=_FIRST_DAY):
        sheet.write_string(2, column, f"{kind.name} {kind.when}", book.format(
            bg_color=_TONES[kind.tone], font_size=8, align="center", text_wrap=True))
    looks = [say("bold: pinned · italic: wish granted · underlined: wish denied"),
             *([say("red: not as in the rotation")] if view.instance.rotations else [])]
    sheet.write_string(2, _FIRST_DAY + len(used), " · ".join(looks), book.format(font_size=8, font_color="#46535F"))
    sheet.set_row(2, 24)
    book.table(sheet, [say("Operator"), say("Name")], book.name_widths, row=HEADER_ROW)
    for column, date in enumerate(view.rota_dates, start=_FIRST_DAY):
        _date(book, sheet, column, date)
    sheet.set_column(_FIRST_DAY, _FIRST_DAY + len(view.rota_dates) - 1, _OF_PART if view.instance.may_split else _OF_SHIFT)
    for column, (label, width) in enumerate(_TOTALS, start=_FIRST_DAY + len(view.rota_dates)):
        sheet.set_column(column, column, max(width, width_of(say(label))))
        sheet.write_string(HEADER_ROW, column, say(label), book.format(HEAD, align="right"))


def _date(book: Book, sheet: Any, column: int, date: dt.date) -> None:
    colour = "#5B6B80" if date.weekday() in book.view.instance.hotline.weekend_days else "#1F3A5F"
    sheet.write_datetime(HEADER_ROW, column, dt.datetime.combine(date, dt.time()), book.format(
        HEAD, bg_color=colour, align="center", num_format=book.dates("ddd d mmm")))


def _operator(
    book: Book, sheet: Any, kinds: Kinds, row: int, operator: Operator, steps: list[tuple[int, int]],
    estimated: Callable[[str], float],
) -> None:
    view = book.view
    for column, text in enumerate((operator.id, operator.name)):
        sheet.write_string(row, column, one_line(text), book.format(_LINE))
    marks, differences = marks_of(view, operator), {}
    worked: dict[dt.date, list[Shift]] = {}
    for shift in view.shifts_of(operator):
        worked.setdefault(view.date_of(shift), []).append(shift)
    if any(len(shifts) > 1 for shifts in worked.values()):
        sheet.set_row(row, _TWO_LINES)
    for column, date in enumerate(view.rota_dates, start=_FIRST_DAY):
        shifts, marked_so = worked.get(date, ()), marks.get(date, NOTHING)
        cell = _cell_format(book, date, kinds.of(shifts[0]).tone if shifts else None, marked_so, in_parts=len(shifts) > 1)
        text = ", ".join(view.span(shift.start, shift.end) for shift in shifts)
        shown = text or (view.language.say(ABSENCES[marked_so.absence]) if marked_so.absence else "")
        if not shown:
            sheet.write_blank(row, column, None, cell)
            continue
        sheet.write_string(row, column, shown, cell)
        difference = sum(view.paid_minutes(shift) for shift in shifts) / 60 - estimated(text)
        if abs(difference) > 1e-6:
            differences[xl_rowcol_to_cell(row, column)] = text, difference
    formula = hours_formula(_cells(book, row), steps, differences, in_parts=view.instance.may_split)
    _totals(book, sheet, row, operator, formula, len(worked))


def _cell_format(book: Book, date: dt.date, tone: int | None, marks: Marks, *, in_parts: bool) -> Any:
    """Format of a cell; of the thousands of cells only some look different."""
    key = date.weekday() in book.view.instance.hotline.weekend_days, tone, marks, in_parts
    if key not in book.cells:
        book.cells[key] = book.format(_looks(*key[:3]), **({"text_wrap": True} if in_parts else {}))
    return book.cells[key]


def _looks(is_weekend: bool, tone: int | None, marks: Marks) -> dict[str, object]:
    looks: dict[str, object] = {**_LINE, "align": "center"}
    if tone is not None:
        looks["bg_color"] = _TONES[tone]
    elif marks.absence:
        looks |= {"bg_color": _OFF, "font_color": "#46535F"}
    elif is_weekend:
        looks["bg_color"] = _WEEKEND
    if marks.pinned:
        looks["bold"] = True
    if marks.granted:
        looks["italic"] = True
    if marks.denied:
        looks["underline"] = 1
    if marks.rotation:
        looks["font_color"] = "#B3261E"
    return looks


def _cells(book: Book, row: int) -> str:
    return str(xl_range(row, _FIRST_DAY, row, _FIRST_DAY + len(book.view.rota_dates) - 1))


def _totals(book: Book, sheet: Any, row: int, operator: Operator, formula: str, worked: int) -> None:
    view, column = book.view, _FIRST_DAY + len(book.view.rota_dates)
    paid, (least, most) = view.paid_hours(operator), view.contract_hours(operator)
    figure = book.format(_LINE, num_format="0.##;-0.##;0", align="right")
    sheet.write_formula(row, column, count_formula(_cells(book, row)), book.format(_LINE, align="right"), worked)
    sheet.write_array_formula(row, column + 1, row, column + 1, formula, book.format(
        _LINE, num_format="0.00", align="right", bold=True), paid)
    overtime, time_off = view.extra_hours(operator)
    for at, bound, extra, sign in ((2, least, time_off, "−"), (3, most, overtime, "+")):
        beside = {"num_format": f'0.## "{sign} {view.language.figure(f"{extra:.4g}")}"', "align": "right"}
        sheet.write_number(row, column + at, bound, book.format(_LINE, **beside) if extra else figure)
    # Outside the contract's range the hours that count turn red, also after an edit.
    hours, bounds = xl_rowcol_to_cell(row, column + 1), [xl_rowcol_to_cell(row, column + at) for at in (2, 3)]
    counted = f"{hours}{time_off - overtime:+.6g}" if time_off != overtime else hours
    sheet.conditional_format(row, column + 1, row, column + 1, {
        "type": "formula", "criteria": f"=OR({counted}<{bounds[0]}-0.001,{counted}>{bounds[1]}+0.001)",
        "format": book.alarm})


def _days(book: Book, sheet: Any, rows: range) -> None:
    """Write, below a blank row, how many work on each day, and what was published of its coverage."""
    view, row, say = book.view, rows.stop + 1, book.view.language.say
    days = {day.date: day for day in view.days}
    label, figure = book.format(bold=True, text_wrap=True), book.format(align="center", num_format="0.0", font_color="#46535F")
    for offset, text in enumerate((say("At work"), say("Hours short, as published"), say("Answered in time, as published"))):
        merged(sheet, row + offset, 0, _FIRST_DAY - 1, text, label)
        if width_of(text) > sum(book.name_widths):
            sheet.set_row(row + offset, _TWO_LINES)
    for column, date in enumerate(view.rota_dates, start=_FIRST_DAY):
        cells = xl_range(rows.start, column, rows.stop - 1, column)
        sheet.write_formula(row, column, count_formula(cells), book.format(align="center", bold=True), view.at_work[date])
        intervals = days[date].intervals if date in days else ()
        if intervals:
            sheet.write_number(row + 1, column, missing_in_all(view.instance, intervals) * view.interval_hours, figure)
        level = expected_service_level(view.result.intervals_on(date, view.zone) if view.result.pools else intervals)
        if level is not None:
            sheet.write_number(row + 2, column, level, book.format(align="center", num_format="0 %", font_color="#46535F"))
    column = _FIRST_DAY + len(view.rota_dates)
    shifts, hours = view.at_work.total(), sum(map(view.paid_hours, view.instance.operators))
    for at, total in ((column, shifts), (column + 1, hours)):
        sheet.write_formula(row, at, f"=SUM({xl_range(rows.start, at, rows.stop - 1, at)})", book.format(
            bold=True, align="right", num_format="#,##0.##"), total)

