"""What is asked about before it is counted: what was read may be right, but more likely something else was meant."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.titles import COUNTING
from scheduler.read.call_log.understood import Understood
from scheduler.read.call_log.words import plain

_LONG_S, _SHORT_S, _SHORT_CLOCK_S = 3_600.0, 5.0, 15.0
_FEW_CALLS_A_DAY, _LEAST_DAYS = 2, 5
_GRID_S, _LEAST_ROWS = 600, 8
_SAME_BY_CHANCE = 0.01


def gate(table: Located, frame: pd.DataFrame, understood: Understood, options: LogOptions) -> None:
    """Ask about what is not plausible.

    Raises
    ------
    InputError
        With what was found, and the option that answers.
    """
    faults = [*_of_handling(understood, options), *_of_few_calls(understood, options)]
    if understood.kind == "log" and not options.each_row_is_a_call:
        faults += [*_of_counts(table), *_of_grid(table, frame, understood)][:1]
        faults += _of_repeated(table, frame)
    if understood.kind == "table" and understood.answered is not None and understood.answered > 1.001 * understood.calls:
        faults.append(
            Fault(
                understood.name,
                "calls",
                f"{understood.calls:,.0f} calls ({understood.columns['calls']}), but {understood.answered:,.0f} "
                "answered; name the column of those offered with --calls-column",
            )
        )
    if faults:
        raise InputError(faults)


def _of_handling(understood: Understood, options: LogOptions) -> list[Fault]:
    mean, form = understood.mean_s, understood.forms
    named = understood.columns.get("handling", "")
    if options.unit is not None or mean != mean:
        return []
    if mean > _LONG_S:
        guess = (
            "--unit m:ss if 4:12 was meant as minutes and seconds; "
            if form in ("Excel time", "h:mm:ss")
            else "--unit ms if these are milliseconds; "
            if form == "s"
            else ""
        )
        right = "h:mm:ss" if ":" in form or form == "Excel time" else "s"
        return [
            Fault(
                understood.name,
                "handling",
                f"{named}: a mean of {_clock(mean)} (h:mm:ss) a call is more than an hour; say {guess}"
                f"--unit {right} if it is right",
            )
        ]
    if form == "s" and mean < _SHORT_S:
        return [
            Fault(
                understood.name,
                "handling",
                f"{named}: a mean of {mean:.2g} s a call is very short; say --unit min or --unit days if it is "
                "written in these, --unit s if it is right",
            )
        ]
    if form == "m:ss" and mean < _SHORT_CLOCK_S:
        return [
            Fault(
                understood.name,
                "handling",
                f"{named}: a mean of {mean:.2g} s a call is very short; say --unit h:mm if 0:04 is four minutes, "
                "--unit m:ss if it is right",
            )
        ]
    return []


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _of_few_calls(understood: Understood, options: LogOptions) -> list[Fault]:
    if understood.days < _LEAST_DAYS or understood.calls >= _FEW_CALLS_A_DAY * understood.days:
        return []
    if options.each_row_is_a_call or options.columns.calls is not None:
        return []
    what = (
        "each row was taken as one call" if understood.kind == "log" else f"calls were taken from {understood.columns['calls']}"
    )
    return [
        Fault(
            understood.name,
            "calls",
            f"{understood.calls:,.0f} calls in {understood.days} days are fewer than {_FEW_CALLS_A_DAY} a day; {what}: name "
            "the column that counts calls with --calls-column, or say --one-row-a-call",
        )
    ]


def _of_counts(table: Located) -> list[Fault]:
    """A column that names a count, and holds one."""
    for column, title in enumerate(table.titles):
        words = set(re.split(r"_+", plain(str(title)))) if title is not None else set()
        if not words & COUNTING or words & {"id", "type", "time", "status", "sid", "by", "from", "to"}:
            continue
        numbers = pd.to_numeric(table.cells[column], errors="coerce").dropna()
        if (
            len(numbers) >= 0.5 * len(table.cells)
            and (numbers % 1 == 0).all()
            and (numbers > 1).any()
            and numbers.max() < 100_000
        ):
            return [
                Fault(
                    table.sheet.name,
                    "calls",
                    f"{table.title(column)!r} looks like a number of calls: say --calls-column {table.title(column)!r} "
                    "if each row is an interval, --one-row-a-call if each is one call",
                )
            ]
    return []


def _of_repeated(table: Located, frame: pd.DataFrame) -> list[Fault]:
    """Answered calls that stand there twice, letter by letter: of two calls some second or some caller would differ."""
    answered = frame.index[frame["handling_s"] > 0]
    if not (frame.loc[answered, "start"].dt.second > 0).any():
        return []
    rows = table.cells.loc[answered].astype(str)
    again = rows.index[rows.duplicated()]
    if len(again) <= _SAME_BY_CHANCE * len(rows):
        return []
    return [Fault(table.sheet.place(int(again[0])), "start",
                  f"this and {len(again) - 1:,} more of {len(rows):,} answered calls stand there a second time, letter by "
                  "letter; take them out if an export was pasted twice, or say --one-row-a-call if each is a call")]


def _of_grid(table: Located, frame: pd.DataFrame, understood: Understood) -> list[Fault]:
    """Beginnings that lie apart as those of a table's rows."""
    if "outcome" in understood.columns or table.system.name != "call log" or len(frame) < _LEAST_ROWS:
        return []
    starts = frame["start"].dt.tz_localize(None) if frame["start"].dt.tz is not None else frame["start"]
    seconds = (starts - pd.Timestamp("1970-01-01")) / pd.Timedelta(seconds=1)
    if (seconds % _GRID_S).any() or starts.duplicated().any() or len(np.unique(np.diff(np.sort(seconds)))) > 0.5 * len(frame):
        return []
    return [
        Fault(
            table.sheet.name,
            "calls",
            f"all {len(frame):,} rows begin at different full {_GRID_S // 60} minutes, like the rows of a table: "
            "name the column that counts calls with --calls-column, or say --one-row-a-call",
        )
    ]
