"""How a call log is to be read, where it does not say so itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from scheduler.read.call_log.outcomes import Outcomes

Order = Literal["dmy", "mdy", "ymd"]
Decimal = Literal["point", "comma"]
Unit = Literal["ms", "s", "min", "h", "days", "m:ss", "h:mm", "h:mm:ss"]


@dataclass(frozen=True)
class Columns:
    """Titles of the columns, as the user named them; None: to be recognised.

    Parameters
    ----------
    start
        When the call or the interval began: date and time, or the time only.
    date
        Its date, where `start` is a time only.
    handling
        Time the operator spent with the caller; in a table of intervals its mean by call.
    answered_at, end
        Without a handling time: it lasts from `answered_at` (without it, from `start`) to `end`.
    outcome, direction
        Whether the call was answered, and whether it came in.
    queue
        Queue of the call; only if named.
    caller
        Number of the caller, or what else tells callers apart.
    calls
        Number of calls of an interval: the file is then a table, not a log.
    total_handling
        Handling time of all calls of an interval together.
    """

    start: str | None = None
    date: str | None = None
    handling: str | None = None
    answered_at: str | None = None
    end: str | None = None
    outcome: str | None = None
    direction: str | None = None
    queue: str | None = None
    caller: str | None = None
    calls: str | None = None
    total_handling: str | None = None


@dataclass(frozen=True)
class LogOptions:
    """How a log is to be read.

    Parameters
    ----------
    columns, outcomes
        What columns and outcomes mean.
    interval_minutes
        Length of an interval, in minutes; divides an hour.
    zone
        Zone of the wall clock; None: the clock as the log writes it, or UTC where it writes offsets or epochs.
    hours
        Minutes after midnight from and to which, on a day with calls, an interval without a call had none; None: from
        the first to the last call of each day.
    order
        Order of day, month and year in dates such as 03/04/2026; None: as the log's other dates show.
    sheet
        Worksheet of a workbook; None: the first that looks like a log or a table.
    unit
        Unit of handling times; also the answer where their mean is more than an hour. None: as they are written.
    decimal
        Whether 1.250 is a fraction (point) or a thousand (comma); None: as the log's other numbers show.
    each_row_is_a_call
        The answer where few rows a day, or a column that names a count, look like a table.
    aht_s
        Mean handling time in seconds, for a table without one.
    first_attempts
        Of a log that tells callers apart: redials, calls of somebody whose last one was not answered, are not counted.
    """

    columns: Columns = field(default_factory=Columns)
    outcomes: Outcomes = field(default_factory=Outcomes)
    interval_minutes: int = 15
    zone: ZoneInfo | None = None
    hours: tuple[int, int] | None = None
    order: Order | None = None
    sheet: str | None = None
    unit: Unit | None = None
    decimal: Decimal | None = None
    each_row_is_a_call: bool = False
    aht_s: float | None = None
    first_attempts: bool = False
