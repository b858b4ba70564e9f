"""Weekdays and hours at which there was never a call: the hotline was closed then, which is not the same as quiet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.forecast.history import CLOSED, History, names_of
from scheduler.instance.base import format_local_time

DAYS_PER_WEEK = 7
_LEAST_DAYS = 2
"""Days of a weekday from which on it is told to be closed."""
_LEAST_MINUTES = 60
"""Shorter times without a call before the first and after the last one are chance."""


def never_on(history: History) -> list[int]:
    """Weekdays that were recorded, and never had a call."""
    had, known = np.nan_to_num(history.calls) > 0, history.is_known
    rows = [(kind, known & (history.days.kinds == kind)) for kind in range(7)]
    return [kind for kind, days in rows if days.sum() >= _LEAST_DAYS and not had[days].any()] if had.any() else []


def never_recorded(history: History) -> list[int]:
    """Weekdays of which there is no record, although the history is longer than a week: the hotline is closed then."""
    if len(history.days) <= DAYS_PER_WEEK:
        return []
    return [kind for kind in range(7) if not (history.is_known & (history.days.kinds == kind)).any()]


def last_written(history: History) -> int:
    """Index of the last day of which there is a record, be it one of a closed day."""
    return int(np.flatnonzero(~np.isnan(history.calls).all(axis=1))[-1])


def without_closed(history: History) -> tuple[History, tuple[str, ...]]:
    """A history in which nothing is known of the times at which there was never a call, and these times in words.

    They are whole weekdays, times of day on all weekdays, and on a weekday the times before its first and after its last call
    ever, if they last an hour. A zero in between stays a zero.
    """
    calls, notes = history.calls.copy(), []
    known, kinds = history.is_known, history.days.kinds
    had = np.nan_to_num(calls) > 0
    shut = never_on(history)
    if not had.any():
        return history, ()
    if shut:
        calls[np.isin(kinds, shut)] = np.nan
        notes.append(f"never a call on {names_of(shut)}: taken as closed, not as quiet")
    never = np.asarray(~had.any(axis=0) & ~np.isnan(calls).all(axis=0))
    calls[:, never] = np.nan
    if never.any():
        hours = ", ".join(f"{format_local_time(start)}-{format_local_time(end)}" for start, end in _windows(history, never))
        notes.append(f"never a call at {hours}: taken as closed, not as quiet")
    for kind in range(7):
        rows = known & (kinds == kind) & (kinds != CLOSED)
        if rows.sum() >= _LEAST_DAYS and had[rows].any():
            calls[np.ix_(rows, _edges(history, had[rows].any(axis=0)))] = np.nan
    return replace(history, calls=calls, aht_s=np.where(np.isnan(calls), np.nan, history.aht_s)), tuple(notes)


def _edges(history: History, had: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Intervals before the first and after the last that ever had a call, where they last an hour."""
    used = np.flatnonzero(had)
    least = -(-_LEAST_MINUTES // history.interval_minutes)
    before, after = np.arange(used[0]), np.arange(used[-1] + 1, len(had))
    return np.concatenate([part for part in (before, after) if len(part) >= least] or [np.arange(0)])


def _windows(history: History, mask: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield start * history.interval_minutes, end * history.interval_minutes
