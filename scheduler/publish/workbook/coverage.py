"""The sheet `Coverage`: every interval a row, and charts of those on the phone against those required."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scheduler.check.facts.covers import SetCover
from scheduler.publish.text import one_line
from scheduler.publish.workbook.book import ROW_PIXELS, Book

_MOST_CHARTS, _CHARTS_BESIDE = 31, 3
_CHART_ROWS, _CHART_COLUMNS, _FIRST_CHART_COLUMN = 10, 6, 8
_CHART_SIZE = {"width": _CHART_COLUMNS * 64 - 8, "height": _CHART_ROWS * ROW_PIXELS - 6}


def write(book: Book) -> None:
    """Write a row for each interval, queue by queue, with a chart for each day, or of many days one for each queue."""
    view, say = book.view, book.view.language.say
    sheet = book.sheet(say("Coverage"), (1, 1))
    numbers = [say("Calls"), say("Required"), say("On phone"), say("Short"), say("Service level")]
    queues = tuple(dict.fromkeys(interval.queue for interval in view.covers))
    more = [say("Queue")] * any(queues) + [say("Outside help")] * (view.instance.outside is not None)
    header, widths = [say("Start"), *numbers, *more], [20.0, 9, 11, 11, 9, 14, *[16.0] * len(more)]
    book.table(sheet, header, widths, numbers)
    by_day: list[tuple[str, int, int]] = []
    by_queue: list[tuple[str, int, int]] = []
    row = 0
    for queue in queues:
        top = row + 1
        for day in view.days:
            first = row + 1
            for interval in day.intervals_of(queue):
                row += 1
                _interval(book, sheet, row, interval)
            if row >= first:
                title = view.language.dated("EEE y-MM-dd", day.date)
                by_day.append((f"{title}, {one_line(queue)}" if queue else title, first, row))
        by_queue.append((one_line(queue) if queue else say("Coverage"), top, row))
    sheet.autofilter(0, 0, max(row, 1), len(header) - 1)
    _charts(book, sheet, by_day if len(by_day) <= _MOST_CHARTS else by_queue)


def _charts(book: Book, sheet: Any, charts: Sequence[tuple[str, int, int]]) -> None:
    """Draw the charts beside the table, three in a row; they are what is printed, on one page."""
    for number, (title, first, last) in enumerate(charts):
        down, across = divmod(number, _CHARTS_BESIDE)
        sheet.insert_chart(1 + down * _CHART_ROWS, _FIRST_CHART_COLUMN + across * _CHART_COLUMNS,
                           _chart(book, title, first, last))
    if charts:
        down, across = -(-len(charts) // _CHARTS_BESIDE), min(len(charts), _CHARTS_BESIDE)
        sheet.print_area(0, _FIRST_CHART_COLUMN, down * _CHART_ROWS, _FIRST_CHART_COLUMN + across * _CHART_COLUMNS - 1)
        sheet.fit_to_pages(1, 1)


def _interval(book: Book, sheet: Any, row: int, interval: SetCover) -> None:
    hundredth, lack = book.format(num_format="0.00"), interval.missing
    start = book.view.local(interval.start).replace(tzinfo=None)
    sheet.write_datetime(row, 0, start, book.format(num_format=book.dates("ddd yyyy-mm-dd hh:mm"), align="left"))
    sheet.write_number(row, 1, interval.calls, book.format(num_format="0.0"))
    sheet.write_number(row, 2, interval.required, book.format())
    sheet.write_number(row, 3, interval.on_phone, hundredth)
    sheet.write_number(row, 4, lack, book.format(
        num_format="0.00", bold=True, font_color="#9C1C1C", bg_color="#FBE3E1") if lack > 0 else hundredth)
    if interval.service_level is not None:
        sheet.write_number(row, 5, interval.service_level, book.format(num_format="0.0 %"))
    if interval.queue is not None:
        sheet.write_string(row, 6, one_line(interval.queue), book.format(indent=1))
    if book.view.instance.outside is not None:
        sheet.write_number(row, 6 + (interval.queue is not None), interval.outside, hundredth)


def _chart(book: Book, title: str, first: int, last: int) -> Any:
    """Columns of those on the phone against the line of those required, over the rows of one day."""
    columns = book.file.add_chart({"type": "column"})
    line = book.file.add_chart({"type": "line"})
    say = book.view.language.say
    name = say("Coverage")
    starts = [name, first, 0, last, 0]
    columns.add_series({"name": say("On phone"), "categories": starts, "values": [name, first, 3, last, 3], "gap": 0,
                        "fill": {"color": "#A9C7E8"}, "border": {"color": "#A9C7E8"}})
    line.add_series({"name": say("Required"), "categories": starts, "values": [name, first, 2, last, 2],
                     "line": {"color": "#B3261E", "width": 2}})
    columns.combine(line)
    columns.set_title({"name": title, "overlay": False, "name_font": {"size": 11}})
    columns.set_x_axis({"num_format": "hh:mm", "text_axis": True, "interval_unit": 4, "num_font": {"size": 8}})
    columns.set_y_axis({"min": 0, "num_font": {"size": 8}, "major_gridlines": {"visible": True,
                        "line": {"color": "#E0E0E0"}}})
    columns.set_legend({"position": "top"})
    columns.set_size(_CHART_SIZE)
    return columns
