"""Where the table stands in a sheet: its header below title lines, its rows without totals and repeated headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Literal

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.complaints import CellError
from scheduler.read.call_log.footers import without_footers
from scheduler.read.call_log.numbers import decimal_mark
from scheduler.read.call_log.options import Decimal, LogOptions
from scheduler.read.call_log.source import Sheet
from scheduler.read.call_log.stamp import parse_stamp
from scheduler.read.call_log.systems import LOG, SYSTEMS, TABLE
from scheduler.read.call_log.systems.system import System
from scheduler.read.call_log.titles import LOG as LOG_TITLES
from scheduler.read.call_log.titles import MOMENTS, WEEKDAYS
from scheduler.read.call_log.titles import TABLE as TABLE_TITLES
from scheduler.read.call_log.words import is_blank, key, may_be_a_least, plain, time_key, unit_of

Says = Literal["word", "moment", "duration"]
"""What the cells of a column are: also numbers of calls are words. Only titles of the others name a unit of time."""

_SEARCHED_ROWS = 60
_LEAST_WIDE = 3
_KNOWN = frozenset(
    chain.from_iterable(
        chain(
            *(titles.values() for titles in (MOMENTS, LOG_TITLES, TABLE_TITLES)),
            *(chain(system.titles.values(), system.marks) for system in SYSTEMS),
        )
    )
)


@dataclass(frozen=True, eq=False)
class Located:
    """A table found in a sheet.

    Parameters
    ----------
    sheet
        Where it stands.
    titles
        Title of each column, as written; empty where there is none.
    cells
        The rows below the header.
    system
        The system whose export it is.
    decimal
        Decimal mark of its numbers; None: nothing tells.
    is_wide
        Whether its columns are dates, weekdays or times, with a number of calls in each cell.
    notes
        What was passed over.
    """

    sheet: Sheet
    titles: tuple[object, ...]
    cells: pd.DataFrame
    system: System
    decimal: Decimal | None
    is_wide: bool
    notes: tuple[str, ...]

    @cached_property
    def _texts(self) -> list[str]:
        return [str(title) if not is_blank(title) else "" for title in self.titles]

    @cached_property
    def keys(self) -> list[str]:
        """Title of each column without its dress."""
        return list(map(key, self._texts))

    @cached_property
    def time_keys(self) -> list[str]:
        """The same of durations: also without a unit at its end."""
        return list(map(time_key, self._texts))

    @cached_property
    def _forms(self) -> dict[Says, tuple[list[str], ...]]:
        """Forms of the titles, by what their cells are; a name is looked for in the first of them first."""
        words = [name if unit_of(text) is None else "" for name, text in zip(self.keys, self._texts, strict=True)]
        as_written = [plain(text).replace("_", "") for text in self._texts]
        return {"moment": (self.keys,), "word": (words,), "duration": (as_written, self.keys, self.time_keys)}

    def title(self, column: int) -> str:
        """Title of a column, as written."""
        return str(self.titles[column]).strip()

    def by_title(self) -> pd.DataFrame:
        """Cells by the keys of their titles; of two equal ones the first."""
        keys = self.keys
        first = [at for at, name in enumerate(keys) if name and name not in keys[:at]]
        return self.cells[first].set_axis([keys[at] for at in first], axis=1)

    def column(self, names: Iterable[str], says: Says = "word") -> int | None:
        """Column of the first name that is there.

        Raises
        ------
        InputError
            If two columns have that name.
        """
        name, found = self.alike(names, says)
        if len(found) > 1:
            titles = list(dict.fromkeys(repr(self.title(column)) for column in found))
            several = f"columns {' and '.join(titles)} may both be it; name it"
            problem = several if titles[1:] else f"column {titles[0]} stands twice"
            raise InputError([Fault(self.sheet.name, name, f"{problem}; {self.found}")])
        return found[0] if found else None

    def alike(self, names: Iterable[str], says: Says) -> tuple[str, list[int]]:
        """First name that is there, and its columns: those of that very title, else those that only differ by their units."""
        for name in names:
            for form in self._forms[says]:
                found = [column for column, each in enumerate(form) if each == name]
                if any(self.keys[column] == name or not may_be_a_least(self._texts[column]) for column in found):
                    return name, found
        return "", []

    def named(self, title: str, role: str) -> int:
        """Column that the user named.

        Raises
        ------
        InputError
            If there is none, or two.
        """
        keys = [plain(str(each)) for each in self.titles]
        if keys.count(plain(title)) != 1:
            problem = "stands twice" if plain(title) in keys else "is missing"
            raise InputError([Fault(self.sheet.name, role, f"column {title!r} {problem}; {self.found}")])
        return keys.index(plain(title))

    @property
    def found(self) -> str:
        """The columns, in words."""
        return "found are the columns " + ", ".join(str(title).strip() for title in self.titles)

    def roles(self, roles: Mapping[str, tuple[str, ...]], role: str) -> tuple[str, ...]:
        """Titles of a role: the system's own, or the common ones."""
        own = self.system.titles.get(role)
        return roles[role] if own is None else own


def locate(sheets: list[Sheet], options: LogOptions) -> Located:
    """Find the table in the first sheet that looks like one.

    Raises
    ------
    InputError
        If no sheet has rows below a header.
    """
    scored = [(score, -at, row) for at, sheet in enumerate(sheets) for score, row in [_best_header(sheet, options)]]
    good = [entry for entry in scored if entry[0] >= 2]
    _, number, row = good[0] if good else max(scored)
    sheet = sheets[-number]
    for system in SYSTEMS:
        if system.form and (titles := system.form(sheet.cells.rename(columns=dict(enumerate(sheet.cells.columns))))):
            return Located(sheet, titles, sheet.cells, system, decimal_mark([], sheet.decimal), is_wide=False, notes=())
    passed = f"{sheet.name}: chosen among {len(sheets)} sheets" if len(sheets) > 1 and number else ""
    return _below(sheet, row, options, [passed] if passed else [])


def _best_header(sheet: Sheet, options: LogOptions) -> tuple[float, int]:
    """How much the best row looks like a header, and its position."""
    named = {plain(name) for name in vars(options.columns).values() if name}
    rows = [list(row) for row in sheet.cells.head(_SEARCHED_ROWS).itertuples(index=False)]
    scores = [_score(row, named) for row in rows]
    best = max(scores, default=0.0)
    if best >= 1:
        return best, scores.index(best)
    filled = [sum(not is_blank(cell) for cell in row) for row in rows]
    return 0.0, next((at for at, count in enumerate(filled) if count >= min(2, max(filled))), 0)


def _score(row: list[object], named: set[str]) -> float:
    texts = [cell for cell in row if not is_blank(cell)]
    known = sum(isinstance(cell, str) and (_is_known(cell) or plain(cell) in named) for cell in texts)
    wide = sum(is_wide_title(cell) for cell in texts)
    if wide >= _LEAST_WIDE and wide >= len(texts) - 3:
        return wide + known
    return known if known and known * 5 >= len(texts) else 0.0


def _is_known(title: str) -> bool:
    return key(title) in _KNOWN or time_key(title) in _KNOWN


def is_wide_title(cell: object) -> bool:
    """Whether a title is a date, a weekday or a time of day."""
    if isinstance(cell, str) and plain(cell) in WEEKDAYS:
        return True
    if isinstance(cell, str) and re.fullmatch(r"\d+([.,]\d+)?", cell.strip()):
        return False
    if isinstance(cell, int | float):
        return False
    try:
        stamp = parse_stamp(cell, "dmy")
    except CellError:
        try:
            stamp = parse_stamp(cell, "mdy")
        except CellError:
            return False
    return stamp.date is None or not stamp.second or isinstance(cell, str)


def _below(sheet: Sheet, position: int, options: LogOptions, notes: list[str]) -> Located:
    header, cells = sheet.cells.iloc[position], sheet.cells.iloc[position + 1 :]
    titles = list(header)
    if position + 1 < len(sheet.cells):
        titles, cells = _with_second_line(titles, cells)
    if position:
        notes.append(f"{position} line{'s' if position > 1 else ''} above the header passed over")
    cells, dropped = without_footers(sheet, titles, cells)
    notes += dropped
    wide = sum(is_wide_title(title) for title in titles if not is_blank(title))
    texts = cells.to_numpy().ravel()[:200_000]
    located = Located(
        sheet,
        tuple(titles),
        cells,
        LOG,
        options.decimal or decimal_mark(texts, sheet.decimal),
        is_wide=wide >= _LEAST_WIDE,
        notes=tuple(notes),
    )
    keys = frozenset(located.keys)
    system = next((system for system in SYSTEMS if system.has(keys)), TABLE if located.is_wide else LOG)
    return replace(located, system=system)


def _with_second_line(titles: list[object], cells: pd.DataFrame) -> tuple[list[object], pd.DataFrame]:
    """Titles whose second half stands in the row below, as reports set them: ``Avg`` above ``Talk Time``."""
    below = list(cells.iloc[0])
    if not all(isinstance(cell, str) or is_blank(cell) for cell in below) or any(re.search(r"\d", str(cell)) for cell in below):
        return titles, cells
    joined = [" ".join(str(part).strip() for part in pair if not is_blank(part)) for pair in zip(titles, below, strict=True)]
    if sum(map(_is_known, joined)) > sum(isinstance(each, str) and _is_known(each) for each in titles):
        return list(joined), cells.iloc[1:]
    return titles, cells
