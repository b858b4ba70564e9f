"""A table with one row an interval, where a row is many calls: offered calls and mean handling time of each interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.clock import moments, skipped, zone_for
from scheduler.read.call_log.complaints import Complaints
from scheduler.read.call_log.counts import Counts, counts_of, has_counts, numeric
from scheduler.read.call_log.fates import media_column
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.periods import length_of
from scheduler.read.call_log.strays import without_strays
from scheduler.read.call_log.table_handling import TableHandling, handling_of
from scheduler.read.call_log.titles import TABLE, VOICE
from scheduler.read.call_log.understood import Understood
from scheduler.read.call_log.when import When, told_in_utc, when
from scheduler.read.call_log.words import is_blank, key


def is_table(table: Located, options: LogOptions) -> bool:
    """Whether a row is an interval: the user or the system says so, or a column holds numbers of calls."""
    if options.each_row_is_a_call:
        return False
    if options.columns.calls is not None or table.is_wide:
        return True
    if table.system.kind != "log" or table.system.name != "call log":
        return table.system.kind == "table"
    return numeric(table, "calls") is not None or (
        numeric(table, "answered") is not None and numeric(table, "abandoned") is not None and has_counts(table)
    )


def read_table(table: Located, options: LogOptions) -> tuple[pd.DataFrame, Understood]:
    """Intervals of a table.

    Returns
    -------
    frame : pandas.DataFrame
        One row an interval, in order of time: `start` (with a zone where it is known), `queue` (None: not asked for), `calls`,
        `answered` (NaN: not said), `aht_s` (NaN: not said).
    understood : Understood
        What was understood; `minutes` is the length of the intervals.

    Raises
    ------
    InputError
        With every cause for which a cell cannot be understood.
    """
    complaints = Complaints(table.sheet.place)
    begun = when(table, options, complaints)
    counts = counts_of(table, options, complaints)
    handling = handling_of(table, options, complaints, counts.offered if counts.answered is None else counts.answered)
    zone = zone_for(begun.stamps, options.zone)
    is_row, notes = _rows_with_calls(table, begun, counts, complaints)
    stamps = begun.stamps.assign(second=begun.stamps["second"].fillna(0))
    never = is_row & (counts.offered == 0) & skipped(stamps, zone)
    if never.any():
        notes.append(f"{int(never.sum())} rows of 0 calls at a time that the clock skips passed over")
    is_row &= ~never
    starts = moments(stamps[is_row], zone, complaints, begun.start)
    complaints.raise_if_any()
    answered = counts.answered if counts.answered is not None else pd.Series(np.nan, table.cells.index)
    frame = pd.DataFrame(
        {
            "start": starts.start,
            "unsure": starts.unsure,
            "queue": _queue(table, options),
            "calls": counts.offered,
            "answered": answered,
            "aht_s": handling.seconds,
        }
    )[is_row]
    if frame.empty:
        raise InputError([Fault(table.sheet.name, "calls", "no interval of it has a number of calls")])
    minutes = length_of(begun, is_row)
    frame, of_order = once_each(table, frame, options)
    frame, of_strays = without_strays(frame, minutes)
    said = (*table.notes, *begun.notes, *counts.notes, *handling.notes, *notes, *of_order, *of_strays,
            *told_in_utc(begun, options))
    return frame, _understood(table, begun, counts, handling, frame, minutes, said)


def _rows_with_calls(table: Located, begun: When, counts: Counts, complaints: Complaints) -> tuple[pd.Series, list[str]]:
    """Rows that say a number of calls of callers."""
    is_row, notes = counts.offered.notna(), []
    column = media_column(table)
    if column is not None:
        other = ~table.cells[column].map(lambda cell: is_blank(cell) or key(str(cell)) in VOICE)
        if (other & is_row).any():
            notes.append(f"{int((other & is_row).sum()):,} rows left out: no voice")
        is_row &= ~other
    lost = is_row & (begun.stamps["date"].isna())
    for row in lost.index[lost]:
        if is_blank(table.cells[begun.start][row]):
            complaints.add("start", int(row), begun.start, "", "is empty; each row needs it")
    return is_row & ~lost, notes


def _queue(table: Located, options: LogOptions) -> pd.Series:
    if options.columns.queue is None:
        return pd.Series(None, table.cells.index, dtype=object)
    cells = table.cells[table.named(options.columns.queue, "queue")]
    return cells.map(lambda cell: None if is_blank(cell) else str(cell).strip()).astype(object)


def once_each(table: Located, frame: pd.DataFrame, options: LogOptions) -> tuple[pd.DataFrame, list[str]]:
    """Each interval of a queue once: queues that were not asked for are summed up, a second row of an interval is refused.

    Raises
    ------
    InputError
        If an interval stands twice, and no column of queues says why.
    """
    frame, notes = _second_readings(frame), []
    twice = frame.duplicated(["start", "queue"], keep=False)
    queues = next(
        (column for name in table.roles(TABLE, "queue") if (column := table.column([name])) is not None),
        None,
    )
    if twice.any() and options.columns.queue is None and queues is not None:
        names = sorted({str(cell).strip() for cell in table.cells[queues].loc[frame.index].dropna()})
        own = frame.assign(name=table.cells[queues].loc[frame.index].astype(str))
        if not own.duplicated(["start", "name"]).any():
            notes.append(
                f"{len(names)} queues summed up ({', '.join(names[:5])}{' …' if len(names) > 5 else ''}); --queue "
                f"{table.title(queues)!r} keeps them apart"
            )
            return _summed(frame), notes
    if twice.any():
        first = frame[frame.duplicated(["start", "queue"])].iloc[0]
        raise InputError(
            [
                Fault(
                    table.sheet.name,
                    "start",
                    f"found {first['start'].isoformat()} a second time; allowed is one row an interval "
                    f"({int(twice.sum()):,} such rows); if each row is one call, say --one-row-a-call",
                )
            ]
        )
    return frame.drop(columns="unsure").sort_values(["start"], kind="stable"), notes


def _second_readings(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of an hour that a clock change repeats: the second row of an interval is its second reading."""
    again = frame["unsure"] & (frame.groupby(["start", frame["queue"].fillna("")]).cumcount() == 1)
    if not again.any():
        return frame
    zone = frame["start"].dt.tz
    second = (
        frame.loc[again, "start"].dt.tz_localize(None).dt.tz_localize(zone, ambiguous=np.zeros(int(again.sum()), dtype=bool))
    )
    return frame.assign(start=frame["start"].where(~again, second))


def _summed(frame: pd.DataFrame) -> pd.DataFrame:
    weight = frame["answered"].fillna(frame["calls"]).where(frame["aht_s"].notna(), 0)
    sums = (
        frame.assign(seconds=weight * frame["aht_s"].fillna(0), weight=weight)
        .groupby("start", sort=True)
        .agg(calls=("calls", "sum"), answered=("answered", "sum"), seconds=("seconds", "sum"), weight=("weight", "sum"))
    )
    sums["aht_s"] = sums["seconds"] / sums["weight"].where(sums["weight"] > 0)
    if frame["answered"].isna().any():
        sums["answered"] = np.nan
    return sums.reset_index().assign(queue=None)[["start", "queue", "calls", "answered", "aht_s"]]


def _understood(
    table: Located,
    begun: When,
    counts: Counts,
    handling: TableHandling,
    frame: pd.DataFrame,
    minutes: int,
    notes: tuple[str, ...],
) -> Understood:
    columns = {"start": " and ".join(table.title(column) for column in reversed(begun.columns)), "calls": counts.named}
    columns |= {"handling": handling.named} if handling.named else {}
    return Understood(
        name=table.sheet.name,
        system="table" if table.system.name == "call log" else table.system.name,
        kind="table",
        columns=columns,
        width=len(table.titles),
        minutes=minutes,
        forms=handling.form,
        notes=notes,
        calls=float(frame["calls"].sum()),
        answered=None if frame["answered"].isna().all() else float(frame["answered"].sum()),
        days=int(frame["start"][frame["calls"] > 0].dt.date.nunique()),
        mean_s=_mean_handling(frame),
    )


def _mean_handling(frame: pd.DataFrame) -> float:
    """Mean handling time over all answered calls; NaN where none is known."""
    known = frame[frame["aht_s"].notna() & (frame["calls"] > 0)]
    weight = known["answered"].fillna(known["calls"])
    return float((known["aht_s"] * weight).sum() / weight.sum()) if weight.sum() else float("nan")
