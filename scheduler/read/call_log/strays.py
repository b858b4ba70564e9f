"""Rows of a table outside opening hours: a call or two at an hour at which the hotline is never open."""

from __future__ import annotations

import pandas as pd

from scheduler.read.call_log.periods import DAY

_LEAST_DAYS = 5
_RARE_DAYS = 0.1
"""An hour of the day with calls on fewer days than this share is no opening hour …"""
_RARE_CALLS = 0.005
"""… if all such hours together have at most this share of the calls, …"""
_MOST_ROWS = 10
"""… and so few rows. A quiet night of an hotline that never closes has more of both."""


def without_strays(frame: pd.DataFrame, minutes: int) -> tuple[pd.DataFrame, list[str]]:
    """Leave out rows outside opening hours, and name them.

    Parameters
    ----------
    frame
        Columns `start` and `calls`, one row an interval.
    minutes
        Length of an interval.
    """
    with_calls = frame[frame["calls"] > 0]
    days = with_calls["start"].dt.date.nunique()
    if minutes >= DAY or days < _LEAST_DAYS:
        return frame, []
    hour = with_calls["start"].dt.hour
    seen = with_calls["start"].dt.date.groupby(hour).nunique() / days
    is_stray = with_calls[hour.map(seen) < _RARE_DAYS]
    if is_stray.empty or len(is_stray) > _MOST_ROWS or is_stray["calls"].sum() > _RARE_CALLS * with_calls["calls"].sum():
        return frame, []
    outside = set(hour[is_stray.index])
    places = ", ".join(f"{start:%a %Y-%m-%d %H:%M}" for start in is_stray["start"].head(3))
    note = (
        f"{len(is_stray)} row{'s' if len(is_stray) > 1 else ''} outside opening hours left out: {places}"
        f"{' …' if len(is_stray) > 3 else ''}"
    )
    return frame[~frame["start"].dt.hour.isin(outside)], [note]
