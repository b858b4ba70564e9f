"""A log with one row a call, or a leg of one, to calls: when each arrived, and how long it was handled if it was answered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.callers import callers_of, with_redials
from scheduler.read.call_log.clock import Moments, moments, zone_for
from scheduler.read.call_log.complaints import Complaints
from scheduler.read.call_log.fates import Fates, fates_of
from scheduler.read.call_log.handling import Handling, handling_of, wait_of
from scheduler.read.call_log.legs import joined
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.systems import queue_log
from scheduler.read.call_log.understood import Understood
from scheduler.read.call_log.when import When, told_in_utc, when
from scheduler.read.call_log.words import is_blank

Read = tuple[pd.DataFrame, Understood]


def read_log(table: Located, options: LogOptions) -> Read:
    """Calls of a log.

    Returns
    -------
    frame : pandas.DataFrame
        One row a call, by the row of the file where it begins: `start` (with a zone where it is known), `queue` (None:
        not asked
        for), `wait_s`, `handling_s` (NaN: not answered, or not said), `outcome` (answered or abandoned), and `unsure`: whether
        the start lies in an hour that a clock change repeats, and nothing tells in which of the two; `again`: whether it is a
        redial, False where nothing tells callers apart.
    understood : Understood
        What was understood.

    Raises
    ------
    InputError
        With every cause for which a cell cannot be understood.
    """
    if table.system.kind == "events":
        table = _of_events(table)
    complaints = Complaints(table.sheet.place)
    notes = list(table.notes)
    begun = when(table, options, complaints)
    fates = fates_of(table, options, complaints)
    handling = handling_of(table, options, begun, complaints)
    queue = _queue(table, options, complaints, fates.is_call)
    starts = _starts(table, begun, options, complaints, fates)
    caller, told_by = callers_of(table, options)
    complaints.raise_if_any()
    frame = pd.DataFrame(
        {
            "start": starts.start,
            "unsure": starts.unsure,
            "queue": queue,
            "wait_s": wait_of(table),
            "handling_s": handling.seconds,
            "outcome": _outcomes(fates, handling),
            "caller": caller,
        }
    )[fates.is_call].pipe(_known_only)
    frame, of_legs = joined(table, frame, options)
    frame, of_redials = with_redials(frame, told_by, options, table.sheet.name)
    notes += [*begun.notes, *fates.notes, *handling.notes, *of_legs, *of_redials]
    notes += told_in_utc(begun, options)
    return frame, _understood(table, begun, fates, handling, frame, notes)


def _of_events(table: Located) -> Located:
    calls = queue_log.to_calls(table.by_title())
    if calls.empty:
        raise InputError([Fault(table.sheet.name, "", "no call entered a queue (event ENTERQUEUE)")])
    titles = tuple(calls.columns)
    return replace(table, titles=titles, cells=calls.set_axis(range(len(titles)), axis=1).astype(object))


def _starts(table: Located, begun: When, options: LogOptions, complaints: Complaints, fates: Fates) -> Moments:
    stamps = begun.stamps
    blank = table.cells[begun.start].map(is_blank) & fates.is_call
    for row in stamps.index[blank]:
        complaints.add("start", int(row), begun.start, "", "is empty; each row needs it")
    if begun.is_daily and not blank.all():
        raise InputError(
            [
                Fault(
                    table.sheet.name,
                    "start",
                    f"{table.title(begun.start)!r} has dates without times: name the column of the "
                    f"time with --start, or that of the number of calls a day with --calls-column; {table.found}",
                )
            ]
        )
    return moments(stamps.assign(second=stamps["second"].fillna(0)), zone_for(stamps, options.zone), complaints, begun.start)


def _outcomes(fates: Fates, handling: Handling) -> pd.Series:
    by_time = pd.Series(np.where(handling.seconds.fillna(0) > 0, "answered", "abandoned"), handling.seconds.index)
    return by_time if fates.fate is None else fates.fate.fillna(by_time)


def _known_only(frame: pd.DataFrame) -> pd.DataFrame:
    """Handling times of answered calls only."""
    return frame.assign(handling_s=frame["handling_s"].where(frame["outcome"] == "answered"))


def _queue(table: Located, options: LogOptions, complaints: Complaints, is_call: pd.Series) -> pd.Series:
    if options.columns.queue is None:
        return pd.Series(None, table.cells.index, dtype=object)
    column = table.named(options.columns.queue, "queue")
    cells = table.cells[column]
    for row in cells.index[cells.map(is_blank) & is_call]:
        complaints.add("queue", int(row), column, "", "is empty; each row needs a queue")
    return cells.map(lambda cell: None if is_blank(cell) else str(cell).strip()).astype(object)


def _understood(
    table: Located, begun: When, fates: Fates, handling: Handling, frame: pd.DataFrame, notes: list[str]
) -> Understood:
    columns = {"start": " and ".join(table.title(column) for column in reversed(begun.columns)), "handling": handling.named}
    columns |= {role: table.title(column) for role, column in fates.columns.items()}
    known = frame["handling_s"].dropna()
    return Understood(
        name=table.sheet.name,
        system=table.system.name,
        kind="log",
        columns=columns,
        width=len(table.titles),
        forms=handling.form,
        calls=len(frame),
        answered=int((frame["outcome"] == "answered").sum()),
        days=frame["start"].dt.date.nunique(),
        mean_s=float(known.mean()) if len(known) else float("nan"),
        notes=tuple(notes),
    )
