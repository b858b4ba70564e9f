"""Numbers of calls of a table: which column holds those that arrived, and which those that were answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.complaints import CellError, Complaints
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.numbers import parse_number
from scheduler.read.call_log.options import Decimal, LogOptions
from scheduler.read.call_log.titles import TABLE
from scheduler.read.call_log.words import is_blank

MOST_CALLS = 10_000_000
_NO_CALLS = f"is no number of calls; allowed are numbers from 0 to {MOST_CALLS:,}"


@dataclass(frozen=True, eq=False)
class Counts:
    """Numbers of calls by row.

    Parameters
    ----------
    offered, answered
        Calls that arrived, and those answered (None: not said).
    named
        Columns of the offered ones, in words.
    notes
        What somebody may want to know.
    """

    offered: pd.Series
    answered: pd.Series | None
    named: str
    notes: tuple[str, ...] = ()


def numbers(cells: pd.Series, complaints: Complaints, role: str, column: int, decimal: Decimal | None) -> pd.Series:
    """Numbers of calls of a column; NaN where it is blank."""

    def read(value: object) -> float:
        if is_blank(value):
            return float("nan")
        number = parse_number(value, decimal)
        if not 0 <= number <= MOST_CALLS:
            raise CellError(value, _NO_CALLS)
        return number

    read_cells = complaints.parse(cells, role, column, read)
    return pd.Series([np.nan if each is None else each for each in read_cells], cells.index, dtype=float)


def numeric(table: Located, role: str) -> int | None:
    """First column of a role whose cells are numbers."""
    for name in table.roles(TABLE, role):
        column = table.column([name])
        if column is not None and _share_of_numbers(table, column) >= 0.6:
            return column
    return None


def _share_of_numbers(table: Located, column: int) -> float:
    cells = [cell for cell in table.cells[column] if not is_blank(cell)][:500]
    good = 0
    for cell in cells:
        try:
            parse_number(cell, table.decimal or "point")
            good += 1
        except CellError:
            continue
    return good / len(cells) if cells else 0.0


def has_counts(table: Located) -> bool:
    """Whether answered and abandoned are numbers of calls, and not flags of one."""
    column = numeric(table, "answered")
    found = pd.to_numeric(table.cells[column], errors="coerce") if column is not None else pd.Series(dtype=float)
    return bool((found > 1).any())


def counts_of(table: Located, options: LogOptions, complaints: Complaints) -> Counts:
    """Calls that arrived, and those answered; those that arrived may be the answered and the abandoned ones together.

    Raises
    ------
    InputError
        If no column is known to count calls.
    """
    def read(column: int, role: str) -> pd.Series:
        return numbers(table.cells[column], complaints, role, column, table.decimal)

    offered, answered, abandoned = (numeric(table, role) for role in ("calls", "answered", "abandoned"))
    acd = numeric(table, "acd") if table.system.name.startswith("Avaya") else None
    if options.columns.calls is not None:
        offered = table.named(options.columns.calls, "calls")
    if offered is not None:
        taken = read(answered, "answered") if answered is not None and answered != offered else None
        return Counts(read(offered, "calls"), taken, table.title(offered))
    if acd is not None:
        if answered is not None:
            return Counts(read(acd, "calls"), read(answered, "answered"), table.title(acd))
        answered = acd
    if answered is not None and abandoned is not None:
        taken = read(answered, "answered")
        return Counts(
            taken + read(abandoned, "abandoned").fillna(0), taken, f"{table.title(answered)} + {table.title(abandoned)}"
        )
    if answered is not None:
        taken = read(answered, "answered")
        return Counts(
            taken, taken, table.title(answered), ("only answered calls are there: those that nobody answered are missing",)
        )
    raise InputError(
        [
            Fault(
                table.sheet.name,
                "calls",
                f"no column is known as the number of calls; name it with --calls-column; {table.found}",
            )
        ]
    )
