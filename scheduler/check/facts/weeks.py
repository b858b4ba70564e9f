"""Weeks and weekends of the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.instance.instance import Instance

DAYS_PER_WEEK = 7


def weeks(instance: Instance) -> Iterator[range]:
    """Days of each week, counted from the first day of the horizon; the last week may have fewer than seven."""
    for first in range(0, instance.horizon.days, DAYS_PER_WEEK):
        yield range(first, min(first + DAYS_PER_WEEK, instance.horizon.days))


def weekends_touched(instance: Instance, days: Iterable[int]) -> list[list[int]]:
    """Days of each weekend on which one of `days` lies, in order; also those of its days outside the horizon."""
    weekend = instance.hotline.weekend_days
    found: dict[int, list[int]] = {}
    for day in sorted(days):
        if instance.grid.date(day).weekday() in weekend:
            first, last = day, day
            while instance.grid.date(first - 1).weekday() in weekend and day - first < DAYS_PER_WEEK:
                first -= 1
            while instance.grid.date(last + 1).weekday() in weekend and last - day < DAYS_PER_WEEK:
                last += 1
            found.setdefault(first, list(range(first, last + 1)))
    return list(found.values())
