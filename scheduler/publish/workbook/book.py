"""A workbook under construction: the roster it shows, its formats, and how every sheet looks and prints."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

import xlsxwriter

from scheduler.language.codes import ENGLISH
from scheduler.publish.overwriting import CREATED
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView

HEAD: dict[str, object] = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
"""Format of column headers."""

# Text is text: a name such as =1+1 or http://x stays what it is.
# A font that every program has, or one of its widths: by it columns are measured, and so what fits on a page.
FONT = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
ROW_PIXELS = 18
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
           "default_row_height": ROW_PIXELS}
_A4, _ARROW, _WIDEST = 9, 2, 40
"""The paper, the width of the arrow of a filter, and what a column's head asks for at most, in characters."""
_LOCALES = {"de": "407", "es": "C0A", "id": "421", "ru": "419"}
"""Numbers under which Excel knows languages, in hexadecimal digits."""


class Book:
    """A workbook under construction: the view, and the formats everybody uses."""

    def __init__(self, view: RosterView, target: io.BytesIO) -> None:
        self.view = view
        # It adds to the properties that it is given.
        self.file = xlsxwriter.Workbook(target, {**OPTIONS, "default_format_properties": {**FONT}})
        self.file.set_properties({"title": one_line(view.instance.hotline.name), "created": CREATED})
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.cells: dict[tuple[Any, ...], Any] = {}
        """Formats of cells of which there are many, by what makes them look different."""

    @cached_property
    def alarm(self) -> Any:
        """What a conditional format puts on a figure that breaks a bound."""
        return self.file.add_format({"font_color": "#9C1C1C", "bg_color": "#FBE3E1"})

    def format(self, properties: Mapping[str, object] | None = None, **more: object) -> Any:
        """Return the format with these properties, made once."""
        merged = {**FONT, "valign": "vcenter", **(properties or {}), **more}
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format(merged)
        return self.formats[key]

    def dates(self, form: str) -> str:
        """A format of dates, in the order and with the names of the workbook's language, whatever the reader's is."""
        language = self.view.language
        return form if language.code == ENGLISH else f"[$-{_LOCALES[language.code]}]{language.say(form)}"

    @property
    def head(self) -> Any:
        """Format of column headers."""
        return self.format(HEAD)

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

    def table(
        self, sheet: Any, header: Sequence[str], widths: Sequence[float], numbers: Collection[str] = (), *, row: int = 0
    ) -> None:
        """Write the header of a table, that of `numbers` to the right, and set its columns' widths, wide enough for it."""
        for column, (text, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, max(width, min(width_of(text) + _ARROW, _WIDEST)))
            sheet.write_string(row, column, text, self.format(HEAD, align="right") if text in numbers else self.head)

    @property
    def name_widths(self) -> tuple[float, float]:
        """Widths of the columns of ids and names, in characters."""
        operators = self.view.instance.operators
        longest_id, longest_name = max(len(o.id) for o in operators), max(len(o.name) for o in operators)
        return min(max(10, longest_id + 1), 30), min(max(14, longest_name + 1), 36)


def width_of(text: str) -> float:
    """Width of a text in bold, in characters as columns are measured; a little too wide rather than cut."""
    return 1.15 * len(text) + 1


def merged(sheet: Any, row: int, first: int, last: int, value: str | float, cell: Any) -> None:
    """Write a text or a number over one cell of a row or several."""
    if last > first:
        sheet.merge_range(row, first, row, last, "", cell)
    if isinstance(value, str):
        sheet.write_string(row, first, value, cell)
    else:
        sheet.write_number(row, first, value, cell)
