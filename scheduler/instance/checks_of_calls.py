"""Checks of the forecast: every row on the grid and once, and no open interval without a row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.calls_grid import interval_of, moment_of, open_intervals
from scheduler.instance.checks_of_times import Faults, usable_grid
from scheduler.instance.instance import Instance

_NAMED = 3


def calls_on_the_grid(instance: Instance) -> Faults:
    """Rows start where an interval of the horizon does, each at its own, and calls come while the hotline is open."""
    if not usable_grid(instance):
        return
    is_open = open_intervals(instance)
    seen: set[int] = set()
    for index, interval, problem in _intervals(instance):
        path = ("calls", "forecast", index)
        row = instance.calls.forecast[index]
        start = row.start.isoformat()
        if problem:
            yield (*path, "start"), f"found {start}: {problem}"
        elif not 0 <= interval < len(is_open):
            last = instance.grid.date(instance.grid.days - 1)
            message = f"found {start}, outside the horizon; allowed: {instance.grid.first_day} to {last}"
            yield (*path, "start"), message
        elif interval in seen:
            yield (*path, "start"), f"found {start} a second time; allowed is one row an interval"
        elif row.calls > 0 and not is_open[interval] and is_open.any():
            yield (*path, "calls"), f"found {row.calls:g} calls at {start}, outside the opening hours"
        seen.add(interval)


def calls_are_complete(instance: Instance) -> Faults:
    """Every open interval has a row: a missing one is not zero calls. A day's total has one for each by itself."""
    if instance.calls.per_day is not None or not usable_grid(instance):
        return
    grid = instance.grid
    is_open = open_intervals(instance)
    known = [interval for _, interval, problem in _intervals(instance) if not problem and 0 <= interval < len(is_open)]
    missing = is_open.copy()
    missing[known] = False
    indices = np.flatnonzero(missing).tolist()
    if indices:
        moments = [grid.moment(index * grid.cells_per_interval) for index in indices[:_NAMED]]
        named = ", ".join(moment.isoformat(timespec="minutes") for moment in moments)
        more = f" and {len(indices) - _NAMED} more" if len(indices) > _NAMED else ""
        yield ("calls", "forecast"), (f"no row for {len(indices)} of {int(is_open.sum())} open intervals: {named}{more}"
                                      "; a missing interval is not zero calls")


def _intervals(instance: Instance) -> Iterator[tuple[int, int, str]]:
    """Yield the index of a row, its interval, and why it has none."""
    grid = instance.grid
    for index, row in enumerate(instance.calls.forecast):
        try:
            yield index, interval_of(moment_of(row.start, grid.zone), grid), ""
        except (ValueError, OverflowError) as error:
            yield index, -1, str(error)
