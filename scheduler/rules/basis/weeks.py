"""Weeks of the horizon, which run from its first day; the last may be incomplete. And its weekends."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance

DAYS = 7


def weeks(days: int) -> Iterator[tuple[int, int]]:
    """First and last day of each week."""
    for first in range(0, days, DAYS):
        yield first, min(first + DAYS, days) - 1


def weekends(instance: Instance, *, whole: bool = False) -> Iterator[tuple[int, int]]:
    """First and last day of each weekend, as far as it lies in the horizon; only those that lie in it wholly if `whole`."""
    days, weekend = instance.horizon.days, instance.hotline.weekend_days
    is_free = [instance.grid.date(day).weekday() in weekend for day in range(-1, days + 1)]
    first = 0
    for day in range(days):
        if is_free[day + 1]:
            first = first if is_free[day] and day else day
            if day == days - 1 or not is_free[day + 2]:
                is_cut = (first == 0 and is_free[0]) or (day == days - 1 and is_free[-1])
                if not (whole and is_cut):
                    yield first, day
