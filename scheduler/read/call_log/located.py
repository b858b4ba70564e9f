"""Where the table stands in a sheet: its header below title lines, its rows without totals and repeated headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.complaints import CellError
from scheduler.read.call_log.moments import content
from scheduler.read.call_log.numbers import decimal_mark
from scheduler.read.call_log.options import Decimal, LogOptions
from scheduler.read.call_log.source import Sheet
from scheduler.read.call_log.stamp import parse_stamp
from scheduler.read.call_log.systems import LOG, SYSTEMS, TABLE
from scheduler.read.call_log.systems.system import System
from scheduler.read.call_log.titles import LOG as LOG_TITLES
from scheduler.read.call_log.titles import MOMENTS, TOTALS, TOTALS_BESIDE, WEEKDAYS
from scheduler.read.call_log.titles import TABLE as TABLE_TITLES
from scheduler.read.call_log.words import is_blank, key, plain

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

    @property
    def keys(self) -> list[str]:
        """Title of each column without its dress."""
        return [key(str(title)) if not is_blank(title) else "" for title in self.titles]

    def title(self, column: int) -> str:
        """Title of a column, as written."""
        return str(self.titles[column]).strip()

    def by_title(self) -> pd.DataFrame:
        """Cells by the keys of their titles; of two equal ones the first."""
        keys = self.keys
        first = [at for at, name in enumerate(keys) if name and name not in keys[:at]]
        return self.cells[first].set_axis([keys[at] for at in first], axis=1)

    def column(self, names: Iterable[str]) -> int | None:
        """Column of the first name that is there.

        Raises
        ------
        InputError
            If two columns have that name.
        """
        keys = self.keys
        for name in names:
            if keys.count(name) == 1:
                return keys.index(name)
            if keys.count(name) > 1:
                raise InputError(
                    [Fault(self.sheet.name, name, f"column {self.title(keys.index(name))!r} stands twice; {self.found}")]
                )
        return None

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
    known = sum(isinstance(cell, str) and (key(cell) in _KNOWN or plain(cell) in named) for cell in texts)
    wide = sum(is_wide_title(cell) for cell in texts)
    if wide >= _LEAST_WIDE and wide >= len(texts) - 3:
        return wide + known
    return known if known and known * 5 >= len(texts) else 0.0


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
    cells, dropped = _without_footers(titles, cells)
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
    if sum(key(each) in _KNOWN for each in joined) > sum(isinstance(each, str) and key(each) in _KNOWN for each in titles):
        return list(joined), cells.iloc[1:]
    return titles, cells


def _without_footers(titles: list[object], cells: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Rows without totals, repeated headers, and remarks of a single cell; and what was passed over."""
    header = [str(title).strip() for title in titles]
    dropped: dict[str, list[int]] = {}
    for row, values in zip(cells.index, cells.to_numpy(), strict=True):
        if reason := _no_row(header, list(values)):
            dropped.setdefault(reason, []).append(int(row))
    notes = [
        f"{len(rows)} {reason}{'s' if len(rows) > 1 else ''} passed over (row {', '.join(map(str, rows[:3]))}"
        f"{' …' if len(rows) > 3 else ''})"
        for reason, rows in dropped.items()
    ]
    return cells.drop(index=[row for rows in dropped.values() for row in rows]), notes


def _no_row(header: list[str], values: list[object]) -> str | None:
    first = next((value for value in values[:2] if not is_blank(value)), None)
    if isinstance(first, str):
        word = plain(first).split("_")[0]
        if key(first) in TOTALS or (word in TOTALS_BESIDE and not first[:1].isdigit()):
            return "row of totals"
        if len(values) > 2 and isinstance(values[1], str) and key(values[1]) in TOTALS_BESIDE:
            return "row of totals"
        if first.strip() == header[0] and [str(value).strip() for value in values if not is_blank(value)] == [
            title for title in header if title not in ("", "None")
        ]:
            return "repeated header"
    says = [value for value in values if not is_blank(value)]
    if (
        len(says) == 1
        and len(header) > 2
        and isinstance(says[0], str)
        and content(pd.Series(says, dtype=object)) is None
        and not re.fullmatch(r"[\d.,: ]+", says[0])
    ):
        return "remark"
    return None


def kinds(cells: pd.DataFrame) -> Iterator[tuple[int, str | None]]:
    """What each column's cells are: moments, dates, times of day, or none of these."""
    for column in cells.columns:
        yield int(column), content(cells[column])
