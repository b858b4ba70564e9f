"""Calls by interval where there is no history: a day's total, spread over the day by a shape."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.base import WEEKDAYS, Window
from scheduler.instance.instance import Instance
from scheduler.instance.service import CallInterval
from scheduler.instance.shapes import Shape, named_shape, weight_at
from scheduler.timegrid import MINUTES_PER_DAY

DEFAULT_SHAPE = "double-peak"


def rows_of_day_total(instance: Instance, opening_days: NDArray[np.int64]) -> Iterator[CallInterval]:
    """Yield a row for each open interval; `opening_days` says which day's window it lies in, -1 where closed.

    A day with the usual hours of its weekday gets `per_day` times the weekday's factor, spread by the shape over those
    hours. Where the hours of a day are shorter (an exception, a public holiday), the calls of the hours that are missing do
    not come; where they are longer, more come. On a day without usual hours the total is spread over the hours it has. What
    a window has after midnight is of the day that opened it.

    Raises
    ------
    ValueError
        If the instance has a forecast instead.
    """
    grid, calls = instance.grid, instance.calls
    if calls.per_day is None or calls.aht_s is None:
        raise ValueError("these calls have a forecast, and no day's total")
    shape = calls.shape or named_shape(DEFAULT_SHAPE)
    usual_windows = instance.hours.usual.windows(grid.first_day, grid.days)
    for day in range(grid.days):
        intervals = np.flatnonzero(opening_days == day).tolist()
        moments = [grid.moment(interval * grid.cells_per_interval) for interval in intervals]
        weights = [weight_at(shape, moment.hour * 60 + moment.minute) for moment in moments]
        whole = _weight_of(usual_windows[day], shape, grid.interval_minutes) or sum(weights)
        total = calls.per_day * calls.weekday_factors.get(WEEKDAYS[grid.date(day).weekday()], 1.0)
        for moment, weight in zip(moments, weights, strict=True):
            share = weight / whole if whole else 1 / len(moments)
            yield CallInterval(start=moment, calls=total * share, aht_s=calls.aht_s)


def _weight_of(windows: tuple[Window, ...], shape: Shape, interval_minutes: int) -> float:
    """Weight of all intervals that some windows touch; one past midnight goes on in the small hours."""
    minutes = set[int]()
    for window in windows:
        end = window.end if window.end > window.start else window.end + MINUTES_PER_DAY
        minutes.update(range(window.start // interval_minutes * interval_minutes, end, interval_minutes))
    return sum(weight_at(shape, minute % MINUTES_PER_DAY) for minute in minutes)
