"""How a workbook to fill in looks: titles, hints, headers, cells for input in yellow, drop-downs and tips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LAST_ROW = 2_000
"""Drop-downs and tips reach down to this row."""

_SPARE_ROWS = 20
"""Empty rows for input below those that are filled in."""

_TIP_LENGTH = 250
_ON_ONE_PAGE = 10
"""A sheet of so many columns is printed on the width of one page."""

_HEAD_ROW = 2
_INK, _PAPER, _INPUT, _GREY = "#1F3864", "#FFFFFF", "#FFF8DC", "#666666"


@dataclass(frozen=True)
class Head:
    """Head of a column.

    Parameters
    ----------
    label, hint
        What stands in it and above it.
    choices
        What may be chosen: words, or a range of cells such as ``=Contracts!$A$4:$A$50``; empty: anything.
    is_text
        Whether cells are to stay text, such as 9-17, of which a spreadsheet would make a date.
    width
        In characters.
    """

    label: str
    hint: str = ""
    choices: Sequence[str] | str = ()
    is_text: bool = False
    width: int = 14


class Form:
    """Draws sheets.

    Parameters
    ----------
    book
        Workbook of XlsxWriter.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        wrapped = {"text_wrap": True, "valign": "top"}
        edge = {"border": 1, "border_color": "#D9D9D9", "bg_color": _INPUT, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": _INK})
        self.plain = book.add_format(wrapped)
        self.quiet = book.add_format({**wrapped, "font_color": _GREY, "italic": True, "font_size": 9})
        self.head = book.add_format({**wrapped, "bold": True, "font_color": _PAPER, "bg_color": _INK})
        self.group = book.add_format({"bold": True, "font_color": _INK, "top": 1})
        self.code = book.add_format({"font_name": "Courier New", "bg_color": "#F2F2F2"})
        self._text = book.add_format({"num_format": "@"})
        self._inputs = {kind: book.add_format({**edge, "align": "left", **more}) for kind, more in {
            "any": {}, "text": {"num_format": "@"}, "date": {"num_format": "yyyy-mm-dd"},
            "moment": {"num_format": "yyyy-mm-dd hh:mm"}}.items()}

    def add(self, name: str, about: str) -> Any:
        """A new sheet with its title and what it is for."""
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.write_string(0, 0, f"{name}: {about}" if about else name, self.title)
        return sheet

    def table(self, name: str, about: str, heads: Sequence[Head], rows: Sequence[Sequence[Any]]) -> None:
        """A sheet of rows to fill in, with a hint above the label of each column."""
        sheet = self.add(name, about)
        sheet.set_row(1, 15 * max(1, *(-(-len(head.hint) // max(1, head.width)) for head in heads)))
        sheet.set_row(_HEAD_ROW, 15 * max(1, *(-(-len(head.label) // max(1, head.width - 2)) for head in heads)))
        if len(heads) <= _ON_ONE_PAGE:
            sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_rows(_HEAD_ROW)
        for column, head in enumerate(heads):
            sheet.set_column(column, column, head.width, self._text if head.is_text else None)
            sheet.write_string(1, column, head.hint, self.quiet)
            sheet.write_string(_HEAD_ROW, column, head.label, self.head)
            self.offer(sheet, _HEAD_ROW + 1, LAST_ROW, column, head)
            for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + len(rows) + _SPARE_ROWS):
                given = rows[row - _HEAD_ROW - 1] if row - _HEAD_ROW - 1 < len(rows) else ()
                self.input(sheet, row, column, given[column] if given else None, is_text=head.is_text)

    def offer(self, sheet: Any, first: int, last: int, column: int, head: Head) -> None:
        """Offer choices in some cells, and say in a tip what they take."""
        rule: dict[str, Any] = {"validate": "any"}
        if head.choices:
            rule = {"validate": "list", "source": head.choices if isinstance(head.choices, str) else list(head.choices)}
        tip = {"input_title": head.label[:32], "input_message": head.hint[:_TIP_LENGTH]} if head.hint else {}
        if head.choices or head.hint:
            sheet.data_validation(first, column, last, column, {**rule, **tip})

    def input(self, sheet: Any, row: int, column: int, value: Any, *, is_text: bool = False) -> None:
        """A cell for input with what stands there; text stays text, whatever it looks like."""
        form = self._inputs["text" if is_text else "any"]
        if value is None or value == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, bool):
            sheet.write_string(row, column, "yes" if value else "no", form)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, form)
        elif isinstance(value, dt.datetime):
            sheet.write_datetime(row, column, value, self._inputs["moment"])
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, self._inputs["date"])
        else:
            sheet.write_string(row, column, str(value), self._inputs["text"])
