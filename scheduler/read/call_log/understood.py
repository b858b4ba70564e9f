"""What was understood of a file before anything was counted, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WEEK = 10_080
TOLD_IN_UTC = "moments are told in UTC, as they count from there and no --timezone was named"
Kind = Literal["log", "table"]


@dataclass(frozen=True)
class Understood:
    """What was understood of a file.

    Parameters
    ----------
    name
        Name of the file or worksheet.
    system
        The telephone system whose export it is, or what else it is called.
    kind
        A log has a row for each call, a table one for each interval.
    columns
        Titles by what was taken from them, such as calls and handling.
    width
        Number of columns.
    minutes
        Length of a table's intervals; a day is 1,440 and a week 10,080. None: a log.
    forms
        Form in which handling times are written.
    calls, answered, days, mean_s
        Calls, answered ones (None: not said), days with calls, and the mean handling time in seconds (NaN: not said).
    notes
        What was left out, or taken in a way that somebody may want to know.
    """

    name: str
    system: str
    kind: Kind
    columns: Mapping[str, str]
    width: int
    minutes: int | None = None
    forms: str = ""
    calls: float = 0
    answered: float | None = None
    days: int = 0
    mean_s: float = float("nan")
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def is_told_in_utc(self) -> bool:
        """Whether moments are those of UTC, since no zone says what the clock read."""
        return TOLD_IN_UTC in self.notes

    def lines(self) -> list[str]:
        """What was understood, in a few lines."""
        timed = next((role for role in self.columns if "handling" in role or role == "talk"), list(self.columns)[-1:])
        named = ", ".join(f"{role} = {title}" + (f" ({self.forms})" if self.forms and role == timed else "")
                          for role, title in self.columns.items())
        period = "week" if (self.minutes or 0) >= WEEK else "day"
        answered = "" if self.answered is None else f", {self.answered:,.0f} answered"
        mean = "" if self.mean_s != self.mean_s else f", mean handling time {self.mean_s:,.0f} s"
        return [
            f"{self.name}: {self.what}, {self.width} columns; {named}",
            f"{self.calls:,.0f} calls in {self.days} {period}{'s' if self.days != 1 else ''}{answered}{mean}",
            *self.notes,
        ]

    @property
    def what(self) -> str:
        """What kind of file it is, in words."""
        if self.kind == "log":
            return "log, one row a call" if self.system == "call log" else f"{self.system}, one row a call"
        own = "" if self.system == "table" else f"{self.system}, "
        length = {60: "hourly table", 1_440: "table of a total a day", WEEK: "table of a total a week"}
        return own + length.get(self.minutes or 0, f"interval table, {self.minutes} min")
