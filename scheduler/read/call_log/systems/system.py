"""What is known of one telephone system's export, beyond the common titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import pandas as pd

Kind = Literal["log", "table", "events"]
COMMON = "call log"
"""Name of what is the log of no system that is known, and read by the common titles."""
_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class System:
    """One system's export.

    Parameters
    ----------
    name
        For what is said.
    kind
        One row a call, one row an interval, or one row an event of a call.
    marks
        Sets of titles, of any of which it has all.
    titles
        Titles by role that win over the common ones; a role with none is not there in this system.
    legs
        Titles of the number that legs of one call share, best first.
    left_out
        Rows that are no call of callers, by a reason in words; given the cells by title.
    unanswered
        Legs that no operator answered, whatever their outcome says.
    form
        Titles of a file without a header, if the cells have the form of this system; else None.
    """

    name: str
    kind: Kind
    marks: tuple[frozenset[str], ...] = ()
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    legs: tuple[str, ...] = ()
    left_out: Callable[[pd.DataFrame], tuple[pd.Series, str] | None] | None = None
    unanswered: Callable[[pd.DataFrame], pd.Series] | None = None
    form: Callable[[pd.DataFrame], tuple[str, ...] | None] | None = None

    def has(self, keys: frozenset[str]) -> bool:
        """Whether a header is that of this system."""
        return any(mark <= keys for mark in self.marks)


def marks(*sets: str) -> tuple[frozenset[str], ...]:
    """Sets of titles, each written with blanks between."""
    return tuple(frozenset(each.split()) for each in sets)


def text(cells: pd.DataFrame, title: str) -> pd.Series:
    """A column in lower case; empty text where there is no such column."""
    if title not in cells:
        return pd.Series("", index=cells.index)
    return cells[title].fillna("").astype(str).str.strip().str.lower()
