"""What became of each row of a log: answered, given up, or left out as it is no call of callers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.complaints import Complaints
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.moments import content
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.outcomes import NO, YES, Fate, is_known_outcome, way_of
from scheduler.read.call_log.titles import ABANDONED_FLAGS, LOG, TABLE, VOICE
from scheduler.read.call_log.words import is_blank, key, plain

_MEDIA = VOICE | {
    "chat",
    "email",
    "mail",
    "message",
    "sms",
    "task",
    "webchat",
    "callback",
    "social",
    "fax",
    "video",
    "whatsapp",
}
_FLAGS = frozenset(("answered", "answeredyn", "wasanswered", "isanswered", "beantwortet", "angenommen", *ABANDONED_FLAGS))
_STRICT = frozenset(("direction", "calldirection", "initiationmethod", "richtung", "anrufrichtung"))


_MOST_WAYS, _LEAST_LETTERS = 30, 4
"""A column tells ways in fewer words than that; where its title does not say it, words of so many letters must prove it."""


@dataclass(frozen=True, eq=False)
class Fates:
    """What became of each row.

    Parameters
    ----------
    fate
        answered or abandoned, None where only the handling time tells; None: it tells of all.
    is_call
        Whether a row is a call of callers.
    columns
        Columns from which it was read, by what they say.
    notes
        What was left out, in words.
    """

    fate: pd.Series | None
    is_call: pd.Series
    columns: dict[str, int]
    notes: list[str]


def fates_of(table: Located, options: LogOptions, complaints: Complaints) -> Fates:
    """Read outcomes, directions, and what the system says besides.

    Raises
    ------
    InputError
        If a word is not known.
    """
    found = Fates(None, pd.Series(True, table.cells.index), {}, [])
    fate = _fates(table, options, complaints, found)
    missed = _ways(table, options, found)
    fate = missed if fate is None else fate.where(missed.isna(), missed)
    if table.system.left_out and (rows := table.system.left_out(table.by_title())):
        _leave_out(found, rows[0], rows[1])
    column = media_column(table)
    if column is not None:
        _leave_out(found, ~table.cells[column].map(lambda cell: is_blank(cell) or key(str(cell)) in VOICE), "no voice")
    if table.system.unanswered is not None:
        by_machine = table.system.unanswered(table.by_title())
        fate = fate.where(~((fate == "answered") & by_machine), "abandoned")
    return Fates(None if fate.isna().all() else fate, found.is_call, found.columns, found.notes)


def media_column(table: Located) -> int | None:
    """Column of the medium, if all of its cells name one."""
    column = table.column(TABLE["channel"])
    if column is None:
        return None
    names = {key(str(cell)) for cell in table.cells[column].dropna().unique() if not is_blank(cell)}
    return column if names and names <= _MEDIA else None


def _leave_out(found: Fates, rows: pd.Series, reason: str) -> None:
    gone = rows & found.is_call
    if gone.any():
        found.notes.append(f"{int(gone.sum()):,} row{'s' if gone.sum() > 1 else ''} left out: {reason}")
        found.is_call[gone] = False


def _fates(table: Located, options: LogOptions, complaints: Complaints, found: Fates) -> pd.Series | None:
    column = _outcome_column(table, options)
    if column is None:
        return None
    found.columns["outcome"] = column
    cells = table.cells[column].map(lambda cell: None if is_blank(cell) else _word(cell)).astype(object)
    yes: Fate = "abandoned" if table.keys[column] in ABANDONED_FLAGS else "answered"
    meanings = options.outcomes.meanings(cells.dropna(), table.sheet.name, yes_means=yes)
    fate = cells.map(meanings).astype(object)
    blank = cells.isna()
    words = {plain(word) for word in cells.dropna().unique()}
    if blank.any() and table.keys[column] in _FLAGS and words and (words <= set(YES) or words <= set(NO)):
        other: Fate = "abandoned" if set(fate.dropna()) == {"answered"} else "answered"
        fate[blank] = other
        found.notes.append(f"{int(blank.sum()):,} empty cells of {table.title(column)} were taken as {other}")
    elif blank.any():
        for row in cells.index[blank]:
            complaints.add("outcome", int(row), column, "", "is empty; each row needs an outcome")
    _leave_out(found, fate == "ignored", "no call by their outcome")
    return fate.where(fate != "ignored").astype(object)


def _word(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, bool | float) and float(cell).is_integer() else str(cell).strip()


def _outcome_column(table: Located, options: LogOptions) -> int | None:
    if options.columns.outcome is not None:
        return table.named(options.columns.outcome, "outcome")
    columns = [column for column in _present(table, "outcome") if content(table.cells[column]) is None]
    for column in columns:
        cells = [_word(cell) for cell in table.cells[column].dropna().unique() if not is_blank(cell)]
        if cells and all(map(is_known_outcome, cells)):
            return column
    numbered = [column for column in columns if not pd.to_numeric(table.cells[column], errors="coerce").notna().any()]
    told = options.outcomes.answered or options.outcomes.abandoned or options.outcomes.ignored
    return next(iter(columns if told else numbered), None)


def _present(table: Located, role: str) -> Iterator[int]:
    for name in dict.fromkeys(table.roles(LOG, role)):
        if (column := table.column([name])) is not None:
            yield column


def _ways(table: Located, options: LogOptions, found: Fates) -> pd.Series:
    """Leave out what did not come in; what is known of the others: abandoned, or None."""
    nothing = pd.Series(None, table.cells.index, dtype=object)
    column = _direction_column(table, options)
    if column is None:
        return nothing
    found.columns["direction"] = column
    words = table.cells[column].map(lambda cell: None if is_blank(cell) else str(cell).strip()).astype(object)
    ways = words.map({word: way_of(word) for word in words.dropna().unique()})
    if unknown := sorted(words[words.notna() & ways.isna()].unique()):
        raise InputError(
            [
                Fault(
                    table.sheet.name,
                    "direction",
                    f"cannot tell whether {', '.join(map(repr, unknown[:10]))} came in; allowed "
                    "are words such as inbound, outbound, internal; or name the column of the outcome with --outcome",
                )
            ]
        )
    _leave_out(found, ways == "out", "outbound")
    _leave_out(found, ways == "internal", "internal")
    if (ways == "transfer").any():
        found.notes.append(
            f"{int((ways == 'transfer').sum()):,} transfers count as calls of their own where they do not share a number "
            "with another: somebody has to answer them"
        )
    return nothing.where(ways != "missed", "abandoned")


def _direction_column(table: Located, options: LogOptions) -> int | None:
    if options.columns.direction is not None:
        return table.named(options.columns.direction, "direction")
    for column in _present(table, "direction"):
        cells = [str(cell) for cell in table.cells[column].dropna().unique() if not is_blank(cell)]
        if cells and (table.keys[column] in _STRICT or (len(cells) < _MOST_WAYS and all(map(way_of, cells)))):
            return column
    return next((at for at in range(len(table.titles)) if _tells_in_from_out(table.cells[at])), None)


def _tells_in_from_out(cells: pd.Series) -> bool:
    """Whether a column of whatever title holds words of ways alone, some of calls that came in and some of others."""
    words = [str(word) for word in islice((cell for cell in cells.unique() if not is_blank(cell)), _MOST_WAYS)]
    if len(words) == _MOST_WAYS or not all(map(way_of, words)):
        return False
    return {"in", "out"} <= {way_of(word) for word in words if len(plain(word)) >= _LEAST_LETTERS}
