"""What a forecast learns from: calls by day and time of day. A missing value is NaN, never zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.base import WEEKDAYS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLOSED = -1
"""Kind of a day from which nothing is learned and for which nothing is forecast."""


@dataclass(frozen=True)
class Days:
    """Consecutive days with the weekday that each is like.

    Parameters
    ----------
    first
        First day.
    kinds
        Weekday (0 is Monday) whose calls the day has: its own, on a public holiday perhaps another, or `CLOSED`;
        shape (days,).
    """

    first: dt.date
    kinds: Ints

    @classmethod
    def of(cls, first: dt.date, count: int, holidays: dict[dt.date, int] | None = None) -> Days:
        """Days from `first` on; `holidays` gives the kind of those that are not like their own weekday."""
        dates = [first + dt.timedelta(days=day) for day in range(count)]
        return cls(first, np.array([(holidays or {}).get(date, date.weekday()) for date in dates], dtype=np.int64))

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def dates(self) -> list[dt.date]:
        """Date of each day."""
        return [self.first + dt.timedelta(days=day) for day in range(len(self))]

    def part(self, start: int, end: int) -> Days:
        """The days from index `start` to before `end`."""
        return Days(self.first + dt.timedelta(days=start), self.kinds[start:end])


@dataclass(frozen=True)
class History:
    """Calls of past days.

    Parameters
    ----------
    days
        The days, without gaps: a day without a record is a row of NaN.
    interval_minutes
        Length of an interval; they are counted from midnight by the wall clock.
    calls, aht_s
        Calls and mean handling time in seconds; shape (days, intervals of a day); NaN: not known, or closed.
    weights
        Weight of each day when the level is learned, 0 to 1; shape (days,).
    """

    days: Days
    interval_minutes: int
    calls: Floats
    aht_s: Floats
    weights: Floats

    @classmethod
    def of(cls, days: Days, interval_minutes: int, calls: Floats, aht_s: Floats | None = None) -> History:
        """A history in which every day weighs the same."""
        times = np.full(calls.shape, np.nan) if aht_s is None else aht_s
        return cls(days, interval_minutes, calls, times, np.ones(len(days)))

    def before(self, day: int) -> History:
        """The days before index `day`."""
        return replace(self, days=self.days.part(0, day), calls=self.calls[:day], aht_s=self.aht_s[:day],
                       weights=self.weights[:day])

    @property
    def is_known(self) -> NDArray[np.bool_]:
        """Whether anything is known of a day and may be learned from it; shape (days,)."""
        return np.asarray((self.days.kinds != CLOSED) & ~np.isnan(self.calls).all(axis=1))

    @property
    def weeks(self) -> float:
        """Days known, in weeks from the first of them to the last."""
        known = np.flatnonzero(self.is_known)
        return 0.0 if known.size == 0 else float(known[-1] - known[0] + 1) / 7

    def age_weeks(self) -> Floats:
        """Weeks from each day to the day after the last; shape (days,)."""
        return np.arange(len(self.days), 0, -1) / 7


def names_of(kinds: Sequence[int]) -> str:
    """Weekdays in words, such as ``mon, tue``."""
    return ", ".join(WEEKDAYS[kind] for kind in kinds)
