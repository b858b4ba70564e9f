"""The sheet `Days`: day below day, operators down and the break grid across, and below each day what was needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from scheduler.language.breaks import BREAKS
from scheduler.publish.text import capital, one_line
from scheduler.publish.view import Day
from scheduler.publish.workbook.book import HEAD, ROW_PIXELS, Book, merged
from scheduler.roster import Shift

_FIXED = 3  # operator, name, shift
_TOP = 2  # title, legend
_FIXED_PIXELS = (90, 158, 96)
_LONG_DAY_MINUTES = 15 * 60
_PRINTED_PIXELS = 970, 665
"""What of A4 landscape at full size lies within the margins, with some room to spare."""
_WORK = {"bg_color": "#BFD7EE", "bottom": 1, "bottom_color": "#FFFFFF"}
# A letter as well as a colour: one reader in twelve does not tell these colours apart, and printers are often black.
_LOOKS: dict[str, dict[str, object]] = {
    "lunch": {"bg_color": "#F2A541", "bold": True, "bottom": 1, "bottom_color": "#FFFFFF"},
    "breather": {"bg_color": "#FFFFFF", "bold": True, "border": 1, "border_color": "#2F6B3A", "font_color": "#1E4D27"},
    "activity": {"bg_color": "#C9B6E4", "bold": True, "bottom": 1, "bottom_color": "#FFFFFF"},
}
_FULL_HOUR = {"left": 1, "left_color": "#7F8FA3"}
_LACK = {"bg_color": "#FBE3E1", "font_color": "#9C1C1C", "bold": True}


class DaysSheet:
    """The sheet under construction: one axis for all days, from the first hour that any of them draws to the last."""

    def __init__(self, book: Book, days: Sequence[Day]) -> None:
        self.book, self.view, self.say = book, book.view, book.view.language.say
        self._cell_minutes = book.view.instance.hotline.break_grid_minutes
        self._first_minute = min(map(self._wall_minute, days))
        last = max(self._wall_minute(day) + day.minutes for day in days)
        self._columns = (last - self._first_minute) // self._cell_minutes
        self.sheet = book.sheet(self.say("Days"), (_TOP, _FIXED), heads=_TOP)

    def write(self, days: Sequence[Day]) -> dict[dt.date, int]:
        """Write every day, none of them over the end of a page where it fits on one; return the row of each."""
        scale, rows = self._layout(), dict[dt.date, int]()
        on_page, breaks = _PRINTED_PIXELS[1] * 100 // scale // ROW_PIXELS - _TOP, list[int]()
        self._title()
        row = page = _TOP
        for day in days:
            rows[day.date] = row
            below = self._day(day, row)
            if row > page and below - page > on_page:
                breaks.append(row)
                page = row
            row = below + 1
        self.sheet.set_h_pagebreaks(breaks)
        return rows

    def _layout(self) -> int:
        """Set the widths of the columns; return the scale in percent at which they are as wide as the page."""
        for column, width in enumerate(_FIXED_PIXELS):
            self.sheet.set_column_pixels(column, column, width)
        # A quarter of an hour is as wide as the number below it; a day around the clock must still fit a page.
        quarter = 28 if self._columns * self._cell_minutes <= _LONG_DAY_MINUTES else 20
        wide = max(quarter * self._cell_minutes // 15, 8)
        self.sheet.set_column_pixels(_FIXED, _FIXED + self._columns - 1, wide)
        scale = max(10, min(100, 100 * _PRINTED_PIXELS[0] // (sum(_FIXED_PIXELS) + self._columns * wide)))
        # Where a sheet is fitted to pages, Excel breaks them where it likes.
        self.sheet.set_print_scale(scale)
        return scale

    def _title(self) -> None:
        book, say = self.book, self.say
        title = say("{hotline}: day by day", hotline=one_line(self.view.instance.hotline.name))
        self.sheet.write_string(0, 0, title, book.format(bold=True, font_size=16))
        self.sheet.set_row(0, 24)
        self.sheet.write_string(1, 0, say("Legend"), book.format(bold=True))
        self.sheet.write_string(1, 1, say("on the phone"), book.format(_WORK, align="center"))
        has_activities = bool(self.view.instance.work_names)
        entries = [(f"{words.letter(self.view.language)}   {say(words.name)}", _LOOKS[kind]) for kind, words in BREAKS.items()
                   if kind != "activity" or has_activities]
        entries.append((say("fewer on the phone than required"), _LACK))
        column, hour = _FIXED, 60 // self._cell_minutes
        self.sheet.write_string(1, 2, *self._legend(entries[0]))
        for entry, hours in zip(entries[1:], (1, 2, 3) if has_activities else (1, 3), strict=True):
            text, look = self._legend(entry)
            merged(self.sheet, 1, column, column + hours * hour - 1, text, look)
            column += hours * hour

    def _legend(self, entry: tuple[str, dict[str, object]]) -> tuple[str, Any]:
        return entry[0], self.book.format(entry[1], align="center", font_size=8)

    def _wall_minute(self, day: Day) -> int:
        """Minute of the wall clock at which a day begins to be drawn."""
        opens = self.view.local(day.opens)
        return 60 * opens.hour + opens.minute

    def _column(self, day: Day, moment: dt.datetime) -> int:
        minute = self._wall_minute(day) - self._first_minute + day.minute(moment)
        return _FIXED + minute // self._cell_minutes

    def _day(self, day: Day, row: int) -> int:
        """Write a day from a row on: its head with the hours, its shifts, its coverage; return the row below."""
        self._head(day, row)
        for at, shift in enumerate(day.shifts, start=row + 1):
            self._shift(day, at, shift)
        return self._cover(day, row + 1 + len(day.shifts))

    def _head(self, day: Day, row: int) -> None:
        language, head = self.view.language, self.book.head
        count = language.say_n("{count} shift", "{count} shifts", len(day.shifts))
        title = f"{capital(language.dated('EEEE y-MM-dd', day.date))}: {count}"
        merged(self.sheet, row, 0, _FIXED - 1, title, head)
        hours = list(day.hours())[:-1]
        last = hours[-1] + dt.timedelta(hours=1) if hours else day.opens
        for column in (*range(_FIXED, self._column(day, day.opens)), *range(self._column(day, last), _FIXED + self._columns)):
            self.sheet.write_blank(row, column, None, head)
        at_hour = self.book.format(HEAD, left=1, left_color="#FFFFFF", font_size=9)
        for hour in hours:
            first, end = self._column(day, hour), self._column(day, hour + dt.timedelta(hours=1))
            merged(self.sheet, row, first, end - 1, f"{self.view.local(hour):%H:%M}", at_hour)

    def _shift(self, day: Day, row: int, shift: Shift) -> None:
        view, book, sheet = self.view, self.book, self.sheet
        operator, line = view.operators[shift.operator], book.format({"bottom": 1, "bottom_color": "#D5DAE1"})
        texts = (one_line(operator.id), one_line(operator.name), view.span(shift.start, shift.end))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, line)
        per_hour, at_first = 60 // self._cell_minutes, self._first_minute // self._cell_minutes
        working, at_hour = book.format(_WORK), book.format(_WORK, **_FULL_HOUR)
        work, blank = (at_hour, *(working,) * (per_hour - 1)), sheet.write_blank
        for column in range(self._column(day, shift.start), self._column(day, shift.end)):
            blank(row, column, None, work[(column - _FIXED + at_first) % per_hour])
        for pause in shift.breaks:
            first, end = self._column(day, pause.start), self._column(day, pause.end)
            if end > first:
                cell = book.format(_LOOKS[pause.kind], align="center", font_size=8)
                merged(sheet, row, first, end - 1, pause.name or BREAKS[pause.kind].letter(view.language), cell)

    def _cover(self, day: Day, row: int) -> int:
        """Write required and on the phone for each queue; return the row below."""
        book, sheet = self.book, self.sheet
        length, say = dt.timedelta(minutes=self.view.instance.grid.interval_minutes), self.say
        small = {"font_size": 7, "align": "center", "top": 1, "top_color": "#7F8FA3"}
        for queue in day.queues:
            where = f" ({one_line(queue)})" if queue else ""
            for offset, label in enumerate((say("Required"), say("On phone"))):
                sheet.write_string(row + offset, 0, label + where, book.format(bold=True, top=1))
                for column in range(1, _FIXED):
                    sheet.write_blank(row + offset, column, None, book.format(top=1))
            for interval in day.intervals_of(queue):
                first, last = self._column(day, interval.start), self._column(day, interval.start + length) - 1
                places = "0.#" if interval.on_phone % 1 else "0"
                merged(sheet, row, first, last, interval.required, book.format(small))
                merged(sheet, row + 1, first, last, interval.on_phone,
                       book.format(small, num_format=places, **(_LACK if interval.missing > 0 else {})))
            row += 2
        return row
