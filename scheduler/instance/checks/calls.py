"""Checks of the forecast: every row on the grid, of a known queue and once, and no open interval without a row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from scheduler.instance.base import Window
from scheduler.instance.calls_grid import interval_of, moment_of, open_intervals
from scheduler.instance.checks.names import unknown_name
from scheduler.instance.checks.times import Faults, usable_grid, usable_horizon
from scheduler.instance.instance import Instance
from scheduler.timegrid import MINUTES_PER_DAY

_NAMED = 3
MOST_BUSY, MOST_BUSY_IN_ALL = 20_000, 20_000_000
"""Operators busy at once in one interval, and the sum over all intervals: what staffing curves have room for."""


def calls_on_the_grid(instance: Instance) -> Faults:
    """Rows start where an interval of the horizon does, each at its own, and calls come while the hotline is open."""
    if not usable_grid(instance):
        return
    is_open = open_intervals(instance)
    seen: set[tuple[str | None, int]] = set()
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
        elif (row.queue, interval) in seen:
            one = "one row an interval" if row.queue is None else f"one row an interval of {row.queue!r}"
            yield (*path, "start"), f"found {start} a second time; allowed is {one}"
        elif row.calls > 0 and not is_open[interval] and is_open.any():
            yield (*path, "calls"), f"found {row.calls:g} calls at {start}, outside the opening hours"
        seen.add((row.queue, interval))


def load_is_bearable(instance: Instance) -> Faults:
    """No interval needs more operators than can be reckoned with in time and memory, nor do all intervals together."""
    if not usable_horizon(instance):
        return
    interval_s = instance.hotline.interval_minutes * 60
    total = 0.0
    for path, calls, aht_s in _largest_calls(instance):
        load = calls * aht_s / interval_s
        total += load
        if load > MOST_BUSY:
            yield path, (f"found {calls:,.10g} calls of {aht_s:,.10g} s within {instance.hotline.interval_minutes} min: "
                         f"{load:,.0f} operators would be busy at once; allowed are loads of at most {MOST_BUSY:,}")
            return
    if total > MOST_BUSY_IN_ALL:
        yield ("calls",), (f"all intervals together ask for {total:,.0f} busy operators; allowed are at most "
                           f"{MOST_BUSY_IN_ALL:,}, for the sake of time and memory")


def _largest_calls(instance: Instance) -> Iterator[tuple[tuple[str | int, ...], float, float]]:
    """Yield the path, calls and handling time of each interval; of a day's total only the most that one may get."""
    calls = instance.calls
    lift = math.prod(max(1.0, 1 + campaign.uplift_percent / 100) for campaign in instance.campaigns)
    for index, row in enumerate(calls.forecast):
        yield ("calls", "forecast", index, "calls"), row.calls * (1 if row.campaign_factor else lift), row.aht_s
    if calls.per_day is not None and calls.aht_s is not None:
        most = max(calls.weekday_factors.values(), default=1.0) * calls.per_day * lift
        longest = max((sum(_minutes(window) for window in day) for day in
                       instance.hours.windows(instance.horizon.start, min(instance.horizon.days, 7))), default=0) or 1440
        for _ in range(instance.horizon.days * longest // instance.hotline.interval_minutes):
            yield ("calls", "per_day"), most * instance.hotline.interval_minutes / longest, calls.aht_s


def _minutes(window: Window) -> int:
    return (window.end - window.start) % MINUTES_PER_DAY or MINUTES_PER_DAY


def queues_of_calls_are_known(instance: Instance) -> Faults:
    """Every row names one of the queues; where there are none, no row does."""
    named = [name for name in instance.queues if name is not None]
    rows = instance.calls.forecast
    if named and rows and all(row.queue is None for row in rows):
        yield ("calls", "forecast"), f"no row names its queue; needed is a column queue with {', '.join(named)}"
        return
    for index, row in enumerate(rows):
        path = ("calls", "forecast", index, "queue")
        if not named and row.queue is not None:
            yield path, (f"found {row.queue!r}, but the hotline has one queue without a name; "
                         "allowed is nothing, or queues under service.queues")
        elif named and row.queue is None:
            yield path, f"is missing; allowed: {', '.join(named)}"
        elif row.queue not in instance.queues:
            yield path, unknown_name("queue", str(row.queue), named)


def calls_are_complete(instance: Instance) -> Faults:
    """Every open interval has a row for every queue: a missing one is not zero calls. A day's total has them by itself."""
    rows = instance.calls.forecast
    if instance.calls.per_day is not None:
        if None not in instance.queues:
            yield ("calls", "per_day"), ("stands here, but there are several queues, of which it says nothing; allowed is a "
                                         "forecast with a column queue")
        return
    if not usable_grid(instance) or any(row.queue not in instance.queues for row in rows):
        return
    is_open = open_intervals(instance)
    found = [(rows[index].queue, interval) for index, interval, problem in _intervals(instance)
             if not problem and 0 <= interval < len(is_open)]
    for queue in instance.queues:
        missing = is_open.copy()
        missing[[interval for name, interval in found if name == queue]] = False
        indices = np.flatnonzero(missing).tolist()
        if indices:
            of_queue = "" if queue is None else f" of queue {queue!r}"
            yield ("calls", "forecast"), (f"no row for {len(indices)} of {int(is_open.sum())} open intervals{of_queue}: "
                                          f"{_moments(instance, indices)}; a missing interval is not zero calls")


def _moments(instance: Instance, intervals: Sequence[int]) -> str:
    """Starts of the first of some intervals, and how many more there are."""
    grid = instance.grid
    moments = (grid.moment(interval * grid.cells_per_interval) for interval in intervals[:_NAMED])
    more = f" and {len(intervals) - _NAMED} more" if len(intervals) > _NAMED else ""
    return ", ".join(moment.isoformat(timespec="minutes") for moment in moments) + more


def _intervals(instance: Instance) -> Iterator[tuple[int, int, str]]:
    """Yield the index of a row, its interval, and why it has none."""
    grid = instance.grid
    for index, row in enumerate(instance.calls.forecast):
        try:
            yield index, interval_of(moment_of(row.start, grid.zone), grid), ""
        except (ValueError, OverflowError) as error:
            yield index, -1, str(error)
