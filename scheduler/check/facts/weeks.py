"""Weeks and weekends of the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.instance import Instance

DAYS_PER_WEEK = 7


def weeks(instance: Instance) -> Iterator[range]:
    """Days of the horizon in each calendar week, counted from its first day; the first and last week may have fewer."""
    starts = WEEKDAYS.index(instance.hotline.week_starts)
    firsts = [day for day in range(instance.horizon.days)
              if day == 0 or instance.grid.date(day).weekday() == starts]
    for first, after in zip(firsts, [*firsts[1:], instance.horizon.days], strict=True):
        yield range(first, after)


def opens_before(instance: Instance, week: range) -> bool:
    """Whether calls were answered on a day of a calendar week that lies before the horizon."""
    return week.start == 0 and any(instance.is_open_on(-day) for day in range(1, days_into_week(instance, 0) + 1))


def opens_after(instance: Instance, week: range) -> bool:
    """Whether calls will be answered on a day of a calendar week that lies after the horizon."""
    rest = DAYS_PER_WEEK - 1 - days_into_week(instance, week.stop - 1)
    return any(instance.is_open_on(week.stop + day) for day in range(rest))


def days_into_week(instance: Instance, day: int) -> int:
    """Days of its calendar week that lie before a day."""
    return (instance.grid.date(day).weekday() - WEEKDAYS.index(instance.hotline.week_starts)) % DAYS_PER_WEEK



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
