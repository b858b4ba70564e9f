"""Legs of one call, each with a row of its own, joined to the call."""

from __future__ import annotations

import pandas as pd

from scheduler.read.call_log.located import Located
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.systems.system import COMMON
from scheduler.read.call_log.words import is_blank

_LONGEST = pd.Timedelta(hours=12)
"""Rows with the same number so far apart are other calls: some systems begin their numbers anew."""


_PASSED_ON = pd.Timedelta(minutes=2)
"""In logs of no system that is known the next leg begins so soon after the one before: some give several calls one number, as
voice units do that each count for themselves."""
_TELEPHONE = r"(?:\+|0)[\d ()/.-]{6,20}"
"""Some call the number of the caller so; many calls have one of these."""


def joined(table: Located, frame: pd.DataFrame, options: LogOptions) -> tuple[pd.DataFrame, list[str]]:
    """Calls of which each has one row: answered if one leg was, handled as long as all answered legs together.

    Parameters
    ----------
    table
        The log; its system says in which column the legs of one call share a number.
    frame
        A row a leg (see `log.read_log`).
    options
        Of a log of no system that is known somebody may say that each row is a call.
    """
    is_common = table.system.name == COMMON
    column = None if is_common and options.each_row_is_a_call else table.column(table.system.legs)
    if column is None:
        return frame, []
    cells = table.cells[column].loc[frame.index]
    number = cells.where(~cells.map(is_blank), pd.Series(frame.index.map(lambda row: f"row {row}"), frame.index)).astype(str)
    if not number.duplicated().any() or (is_common and number.str.fullmatch(_TELEPHONE).mean() > 0.5):
        return frame, []
    ordered = frame.assign(number=number).sort_values("start", kind="stable")
    apart = _are_apart(ordered, _PASSED_ON) if is_common else ordered.groupby("number")["start"].diff() > _LONGEST
    by = [ordered["number"], apart.groupby(ordered["number"]).cumsum()]
    ordered = ordered.assign(row=ordered.index, answered=(ordered["outcome"] == "answered").astype(int))
    groups = ordered.groupby(by, sort=False)
    calls = groups.agg(
        start=("start", "first"),
        unsure=("unsure", "first"),
        queue=("queue", "first"),
        wait_s=("wait_s", "min"),
        caller=("caller", "first"),
        answered=("answered", "max"),
        row=("row", "min"),
    )
    calls["handling_s"] = groups["handling_s"].sum(min_count=1)
    calls["outcome"] = calls.pop("answered").map({1: "answered", 0: "abandoned"})
    calls = calls.set_index("row").sort_index()[list(frame.columns)]
    return calls, [f"{len(frame):,} legs joined to {len(calls):,} calls by {table.title(column)}"]


def _are_apart(ordered: pd.DataFrame, longest: pd.Timedelta) -> pd.Series[bool]:
    """Whether a row begins so long after the end of the one before that has its number; rows are in order of beginning."""
    taken = ordered[["wait_s", "handling_s"]].fillna(0).sum(axis=1)
    ends = (ordered["start"] + pd.to_timedelta(taken, unit="s")).groupby(ordered["number"])
    return ordered["start"] - ends.shift() > longest
