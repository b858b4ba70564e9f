"""The workbook: roster, a sheet a day, breaks, coverage, operators, summary, as supervisors print and filter them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import xlsxwriter

from scheduler.publish import daysheet, judgement
from scheduler.publish.text import one_line
from scheduler.publish.view import Plan
from scheduler.roster import IntervalCover

# Text is text: a name such as =1+1 or http://x stays what it is.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_HEAD: dict[str, object] = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
_A4, _CHART_ROWS, _MOST_CHARTS = 9, 13, 31
# Above so many drawn cells the day sheets would make the file too large to open with pleasure.
_MOST_CELLS = 1_500_000


class Book:
    """A workbook under construction: the plan, and the formats everybody uses."""

    def __init__(self, plan: Plan, target: io.BytesIO) -> None:
        self.plan = plan
        self.file = xlsxwriter.Workbook(target, _OPTIONS)
        # Equal rosters give equal files, so the time of writing stays out.
        self.file.set_properties({"title": one_line(plan.instance.hotline.name), "created": _CREATED})
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, properties: Mapping[str, object] | None = None, **more: object) -> Any:
        """Return the format with these properties, made once."""
        merged = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter", **(properties or {}), **more}
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format(merged)
        return self.formats[key]

    @property
    def head(self) -> Any:
        """Format of column headers."""
        return self.format(_HEAD)

    def sheet(self, name: str, frozen: tuple[int, int], *, heads: int = 1) -> Any:
        """Add a sheet that prints in landscape, one page wide, its headings on every page."""
        sheet = self.file.add_worksheet(name)
        sheet.freeze_panes(*frozen)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, heads - 1)
        sheet.hide_gridlines(2)
        sheet.set_footer("&L&8&F&C&8&A&R&8&P / &N")
        return sheet

    def table(self, sheet: Any, header: Sequence[str], widths: Sequence[float], numbers: Collection[str] = ()) -> None:
        """Write the header of a table, that of `numbers` to the right, and set its columns' widths."""
        for column, (text, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, text, self.format(_HEAD, align="right") if text in numbers else self.head)


def render_workbook(plan: Plan) -> bytes:
    """Render ``roster.xlsx``; equal rosters give equal bytes."""
    target = io.BytesIO()
    book = Book(plan, target)
    _roster(book)
    if sum(shift.minutes for shift in plan.result.shifts) / plan.instance.hotline.break_grid_minutes <= _MOST_CELLS:
        for day in plan.days:
            daysheet.write(book, day)
    _breaks(book)
    _coverage(book)
    _operators(book)
    _summary(book)
    book.file.close()
    return target.getvalue()


def _name_widths(plan: Plan) -> tuple[float, float]:
    operators = plan.instance.operators
    longest_id, longest_name = max(len(o.id) for o in operators), max(len(o.name) for o in operators)
    return min(max(10, longest_id + 1), 30), min(max(14, longest_name + 1), 36)


def _roster(book: Book) -> None:
    plan = book.plan
    sheet = book.sheet("Roster", (1, 2))
    sheet.repeat_columns(0, 1)
    header = ["Operator", "Name", *(date.isoformat() for date in plan.dates)]
    book.table(sheet, header, [*_name_widths(plan), *(12.5 for _ in plan.dates)])
    for column, date in enumerate(plan.dates, start=2):
        colour = "#5B6B80" if date.weekday() >= 5 else "#1F3A5F"
        sheet.write_string(0, column, date.isoformat(), book.format(_HEAD, bg_color=colour, align="center"))
    for row, operator in enumerate(plan.instance.operators, start=1):
        line = {"bottom": 1, "bottom_color": "#D5DAE1", "bg_color": "#F6F8FA" if row % 2 == 0 else "#FFFFFF"}
        sheet.write_string(row, 0, one_line(operator.id), book.format(line))
        sheet.write_string(row, 1, one_line(operator.name), book.format(line))
        worked: dict[dt.date, list[str]] = {}
        for shift in plan.shifts_of(operator):
            worked.setdefault(plan.date_of(shift), []).append(plan.span(shift.start, shift.end))
        for column, date in enumerate(plan.dates, start=2):
            tint = {"bg_color": "#E9EDF2"} if date.weekday() >= 5 else {}
            cell = book.format({**line, "align": "center", **tint})
            if date in worked:
                sheet.write_string(row, column, ", ".join(worked[date]), cell)
            else:
                sheet.write_blank(row, column, None, cell)


def _breaks(book: Book) -> None:
    plan = book.plan
    sheet = book.sheet("Breaks", (1, 0))
    book.table(sheet, ["Operator", "Name", "Date", "Kind", "Start", "End", "Minutes"],
               [*_name_widths(plan), 12, 10, 8, 8, 10], numbers=["Minutes"])
    plain, date_format = book.format(), book.format(num_format="yyyy-mm-dd", align="left")
    row = 0
    for operator in plan.instance.operators:
        for shift in plan.shifts_of(operator):
            for pause in shift.breaks:
                row += 1
                sheet.write_string(row, 0, one_line(operator.id), plain)
                sheet.write_string(row, 1, one_line(operator.name), plain)
                sheet.write_datetime(row, 2, dt.datetime.combine(plan.date_of(shift), dt.time()), date_format)
                sheet.write_string(row, 3, pause.kind, plain)
                sheet.write_string(row, 4, f"{plan.local(pause.start):%H:%M}", plain)
                sheet.write_string(row, 5, f"{plan.local(pause.end):%H:%M}", plain)
                sheet.write_number(row, 6, pause.minutes, plain)
    sheet.autofilter(0, 0, max(row, 1), 6)


def _coverage(book: Book) -> None:
    """Write a row for each interval, queue by queue, with a chart for each day, or of many days one for each queue."""
    plan = book.plan
    sheet = book.sheet("Coverage", (1, 1))
    numbers = ["Calls", "Required", "On phone", "Short", "Service level"]
    queues = tuple(dict.fromkeys(interval.queue for interval in plan.result.intervals))
    named = any(queues)
    header, widths = ["Start", *numbers, *["Queue"] * named], [20.0, 9, 11, 11, 9, 14, *[16.0] * named]
    book.table(sheet, header, widths, numbers)
    by_day: list[tuple[str, int, int]] = []
    by_queue: list[tuple[str, int, int]] = []
    row = 0
    for queue in queues:
        top = row + 1
        for day in plan.days:
            first = row + 1
            for interval in day.intervals_of(queue):
                row += 1
                _interval(book, sheet, row, interval)
            if row >= first:
                by_day.append((f"{day.date:%a} {day.date}" + (f", {one_line(queue)}" if queue else ""), first, row))
        by_queue.append((one_line(queue) if queue else "Coverage", top, row))
    sheet.autofilter(0, 0, max(row, 1), len(header) - 1)
    sheet.print_area(0, 0, max(row, 1), len(header) - 1)
    for number, (title, first, last) in enumerate(by_day if len(by_day) <= _MOST_CHARTS else by_queue):
        sheet.insert_chart(1 + number * _CHART_ROWS, 8, _chart(book, title, first, last))


def _interval(book: Book, sheet: Any, row: int, interval: IntervalCover) -> None:
    hundredth, lack = book.format(num_format="0.00"), judgement.missing(interval)
    start = book.plan.local(interval.start).replace(tzinfo=None)
    sheet.write_datetime(row, 0, start, book.format(num_format="ddd yyyy-mm-dd hh:mm", align="left"))
    sheet.write_number(row, 1, interval.calls, book.format(num_format="0.0"))
    sheet.write_number(row, 2, interval.required, book.format())
    sheet.write_number(row, 3, interval.on_phone, hundredth)
    sheet.write_number(row, 4, lack, book.format(
        num_format="0.00", bold=True, font_color="#9C1C1C", bg_color="#FBE3E1") if lack > 0 else hundredth)
    if interval.service_level is not None:
        sheet.write_number(row, 5, interval.service_level, book.format(num_format="0.0 %"))
    if interval.queue is not None:
        sheet.write_string(row, 6, one_line(interval.queue), book.format(indent=1))


def _chart(book: Book, title: str, first: int, last: int) -> Any:
    """Columns of those on the phone against the line of those required, over the rows of one day."""
    columns = book.file.add_chart({"type": "column"})
    line = book.file.add_chart({"type": "line"})
    starts = ["Coverage", first, 0, last, 0]
    columns.add_series({"name": "On phone", "categories": starts, "values": ["Coverage", first, 3, last, 3], "gap": 0,
                        "fill": {"color": "#A9C7E8"}, "border": {"color": "#A9C7E8"}})
    line.add_series({"name": "Required", "categories": starts, "values": ["Coverage", first, 2, last, 2],
                     "line": {"color": "#B3261E", "width": 2}})
    columns.combine(line)
    columns.set_title({"name": title, "overlay": False, "name_font": {"size": 11}})
    columns.set_x_axis({"num_format": "hh:mm", "text_axis": True, "interval_unit": 4, "num_font": {"size": 8}})
    columns.set_y_axis({"min": 0, "num_font": {"size": 8}, "major_gridlines": {"visible": True,
                        "line": {"color": "#E0E0E0"}}})
    columns.set_legend({"position": "top"})
    columns.set_size({"width": 900, "height": _CHART_ROWS * 20 - 10})
    return columns


def _operators(book: Book) -> None:
    plan = book.plan
    sheet = book.sheet("Operators", (1, 2))
    numbers = ["Days", "Paid hours", "Least hours", "Most hours", "Wishes granted", "Wishes denied"]
    skilled = bool(plan.instance.service.queues or plan.instance.service.topics)
    header = ["Operator", "Name", "Contract", *numbers, *["Skills"] * skilled]
    book.table(sheet, header, [*_name_widths(plan), 14, 9, 16, 13, 13, 17, 16, *[30.0] * skilled], numbers)
    hours = book.format(num_format="0.00")
    for row, operator in enumerate(plan.instance.operators, start=1):
        wishes = plan.wishes(operator)
        for column, text in enumerate((operator.id, operator.name, operator.contract)):
            sheet.write_string(row, column, one_line(text), book.format())
        sheet.write_number(row, 3, plan.days_worked(operator), book.format())
        for column, value in enumerate((plan.paid_hours(operator), *plan.contract_hours(operator)), start=4):
            sheet.write_number(row, column, value, hours)
        sheet.write_number(row, 7, wishes.granted, book.format())
        sheet.write_number(row, 8, wishes.denied, book.format())
        if skilled:
            sheet.write_string(row, 9, one_line(", ".join(operator.skills)), book.format(indent=1))
    last = len(plan.instance.operators)
    # Without the solid fill of Excel 2010, an extension that openpyxl warns of on standard error.
    bars = {"type": "data_bar", "bar_color": "#A9C7E8", "min_type": "num", "min_value": 0}
    sheet.conditional_format(1, 4, last, 4, bars)
    sheet.autofilter(0, 0, last, len(header) - 1)


def _summary(book: Book) -> None:
    plan, run = book.plan, book.plan.result.run
    sheet = book.sheet("Summary", (1, 0))
    book.table(sheet, ["Summary", one_line(judgement.in_words(plan))], [44, 74])
    label, number = book.format(bold=True), book.format(num_format="#,##0.00##", align="left")
    rows: list[tuple[str, str | float]] = [
        ("objective", run.objective), ("bound", run.bound), ("gap", run.gap), ("status", run.status),
        *((f"{one_line(name)}: cost", term.cost) for name, term in plan.result.terms.items()),
        *((f"{one_line(name)}: {one_line(term.unit)}", term.amount) for name, term in plan.result.terms.items()),
        *judgement.settings(plan), *judgement.origin(plan),
    ]
    for row, (name, value) in enumerate(rows, start=1):
        sheet.write_string(row, 0, name, label)
        if isinstance(value, str):
            sheet.write_string(row, 1, value, book.format(text_wrap=True))
        else:
            sheet.write_number(row, 1, value, number)
