"""Checks of wall-clock times: on the break grid, in order, and not in an hour the clock skips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from math import gcd

from scheduler.instance.base import WEEKDAYS, Window, format_local_time
from scheduler.instance.instance import Instance
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

FieldPath = tuple[str | int, ...]
Faults = Iterator[tuple[FieldPath, str]]

EARLIEST_YEAR, LATEST_YEAR = 1970, 2200
"""Years of a horizon for which the rules of time zones mean something."""


def usable_horizon(instance: Instance) -> bool:
    """Whether the days of the horizon lie within the years we can reckon with."""
    return EARLIEST_YEAR < instance.horizon.start.year < LATEST_YEAR


def unfolded(window: tuple[int, int]) -> tuple[int, int]:
    """A window of a day in minutes, past midnight where it ends before it begins."""
    begins, ends = window
    return begins, ends if ends > begins else ends + MINUTES_PER_DAY


def usable_grid(instance: Instance) -> bool:
    """Whether every day of the horizon is a whole number of intervals, so that the grid has a meaning."""
    return usable_horizon(instance) and not any(grid_divides_clock_changes(instance))


def grid_divides_clock_changes(instance: Instance) -> Faults:
    """The horizon lies in usable years, and its days are whole numbers of cells, also when the clock changes.

    Days need not be whole numbers of intervals if what they are open is.
    """
    if not usable_horizon(instance):
        yield ("horizon", "start"), (f"found {instance.horizon.start}; allowed: dates from {EARLIEST_YEAR + 1} "
                                     f"to {LATEST_YEAR - 1}")
        return
    grid, hotline = instance.days_alone, instance.hotline
    lengths = {day: grid.minutes_of_day(day) for day in range(grid.days + 1)}  # the last shifts may run into the day after
    uneven = [day for day, minutes in lengths.items() if minutes % hotline.break_grid_minutes]
    for day in uneven:
        yield ("hotline", "break_grid_minutes"), _does_not_divide(instance, hotline.break_grid_minutes, day, lengths[day])
    if uneven:
        return  # there are no cells of which to say more
    open_minutes = [grid.cell_minutes * (end - start) for windows in instance.opening for start, end in windows]
    if any(minutes % hotline.interval_minutes for minutes in open_minutes):
        for day in grid.clock_changes():
            if lengths[day] % hotline.interval_minutes:
                yield ("hotline", "interval_minutes"), _does_not_divide(instance, hotline.interval_minutes, day, lengths[day])


def _does_not_divide(instance: Instance, step: int, day: int, minutes: int) -> str:
    largest = gcd(step, minutes)
    return (f"found {step} min, which does not divide the {minutes} min of {instance.days_alone.date(day)}, when the clock of "
            f"{instance.hotline.timezone} changes by {abs(minutes - MINUTES_PER_DAY)} min; allowed are {largest} min, or less "
            f"that divides {largest}")


def opening_on_the_grid(instance: Instance) -> Faults:
    """Opening hours begin and end where intervals do: calls and requirement are known of whole intervals only."""
    step = instance.hotline.interval_minutes
    for path, windows in _opening_lists(instance):
        for index, window in enumerate(windows):
            if window.start % step or window.end % step:
                yield (*path, index), (f"found {window}; allowed are times at a multiple of interval_minutes, {step} "
                                       "min, after midnight: an interval is open as a whole or not")


def opening_does_not_overlap(instance: Instance) -> Faults:
    """The windows of one day, as written in one place, do not overlap."""
    for path, windows in _opening_lists(instance):
        for earlier, later in pairwise(sorted(windows)):
            if later.start < (earlier.end if earlier.end > earlier.start else earlier.end + MINUTES_PER_DAY):
                yield path, f"found {earlier} and {later}, which overlap"


def opening_exists(instance: Instance) -> Faults:
    """Hours of a date name times that exist; whole days are left alone, since their meaning is clear in every zone."""
    if not usable_horizon(instance):
        return
    for kind, days in (("dates", instance.hours.dates), ("exceptions", instance.hours.exceptions)):
        for date, windows in days.items():
            day = (date - instance.horizon.start).days
            for index, window in enumerate(windows if 0 <= day < instance.horizon.days else ()):
                for minute in _skipped(instance.grid, day, window.start, window.end):
                    yield ("hours", kind, date.isoformat(), index), _not_existing(instance, day, minute)


def opens_at_all(instance: Instance) -> Faults:
    """Calls are answered at some time within the horizon."""
    if usable_horizon(instance) and not any(instance.hours.windows(instance.horizon.start, instance.horizon.days)):
        yield ("hours",), f"the hotline is never open in the {instance.horizon.days} days from {instance.horizon.start}"


def shifts_on_the_grid(instance: Instance) -> Faults:
    """Shifts start on the break grid, and their lengths are multiples of it."""
    grid = instance.hotline.break_grid_minutes
    for index, template in enumerate(instance.shifts):
        path, start, length = ("shifts", index), template.start, template.length
        if start.first % grid:
            yield (*path, "start", "from"), f"found {format_local_time(start.first)}, off the break grid of {grid} min"
        if len(start.minutes) > 1 and start.every_minutes % grid:
            yield (*path, "start", "every_minutes"), _no_multiple(start.every_minutes, grid)
        if length.from_minutes % grid:
            yield (*path, "length", "from_minutes"), _no_multiple(length.from_minutes, grid)
        if len(length.minutes) > 1 and length.every_minutes % grid:
            yield (*path, "length", "every_minutes"), _no_multiple(length.every_minutes, grid)
        if template.split:
            steps = {("gap_minutes", 0): template.split.gaps[0], ("part_minutes", 0): template.split.part_minutes[0],
                     ("every_minutes",): template.split.every_minutes}
            yield from (((*path, "split", *field), _no_multiple(minutes, grid)) for field, minutes in steps.items()
                        if minutes % grid)


def breaks_on_the_grid(instance: Instance) -> Faults:
    """Breaks last a multiple of the break grid."""
    grid, breaks = instance.hotline.break_grid_minutes, instance.breaks
    for row, lunch in enumerate(breaks.lunch):
        for index, minutes in enumerate(lunch.minutes):
            if minutes % grid:
                yield ("breaks", "lunch", row, "minutes", index), _no_multiple(minutes, grid)
    if breaks.breathers and breaks.breathers.minutes % grid:
        yield ("breaks", "breathers", "minutes"), _no_multiple(breaks.breathers.minutes, grid)


def pins_on_the_grid(instance: Instance) -> Faults:
    """Pinned shifts, and their breaks, begin and end on the break grid."""
    grid = instance.hotline.break_grid_minutes
    for index, entry in enumerate(instance.availability):
        for name, minute in zip(("from", "to"), entry.window, strict=True):
            if entry.kind == "pinned" and minute % grid:
                message = f"found {format_local_time(minute)}, off the break grid of {grid} min"
                yield ("availability", index, name), message
        for each in entry.breaks or ():
            for minute in (each.start, each.end):
                if minute % grid:
                    yield ("availability", index, "breaks"), (f"found {format_local_time(minute)} in {str(each)!r}, off the "
                                                              f"break grid of {grid} min")


def pins_exist(instance: Instance) -> Faults:
    """A shift pinned on a date begins and ends at times that exist."""
    first, days = instance.horizon.start, instance.horizon.days
    if not usable_horizon(instance):
        return
    for index, entry in enumerate(instance.availability):
        if entry.kind != "pinned" or not isinstance(entry.when, dt.date):
            continue
        day = (entry.when - first).days
        if 0 <= day < days:
            start, end = entry.window
            for minute in _skipped(instance.days_alone, day, start, end):
                yield ("availability", index, "from" if minute == start else "to"), _not_existing(instance, day, minute)


def _skipped(grid: TimeGrid, day: int, start: int, end: int) -> Iterator[int]:
    """Yield the bounds of a window, in minutes after midnight, that the clock skips; midnight itself is never one."""
    for minute in (start, end + MINUTES_PER_DAY if end <= start else end):
        if minute % MINUTES_PER_DAY and not grid.instants(day, minute):
            yield minute


def _not_existing(instance: Instance, day: int, minute: int) -> str:
    extra, minute = divmod(minute, MINUTES_PER_DAY)
    return (f"found {format_local_time(minute)}, a local time that does not exist on {instance.days_alone.date(day + extra)} "
            f"in {instance.hotline.timezone}: the clock skips it")


def _no_multiple(minutes: int, grid: int) -> str:
    return f"found {minutes} min, not a multiple of the break grid of {grid} min"


def _opening_lists(instance: Instance) -> Iterator[tuple[FieldPath, tuple[Window, ...]]]:
    """Yield each list of windows as it was written."""
    hours = instance.hours
    for weekday in WEEKDAYS:
        if weekday in hours.weekly:
            yield ("hours", "weekly", weekday), hours.weekly[weekday]
    for kind, days in (("dates", hours.dates), ("exceptions", hours.exceptions)):
        for date, windows in days.items():
            yield ("hours", kind, date.isoformat()), windows
    for index, rule in enumerate(hours.rules):
        yield ("hours", "rules", index, "hours"), rule.hours
