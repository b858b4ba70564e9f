"""Checks of the forecast: every row on the grid, of a known queue and once, and no open interval without a row."""

from __future__ import annotations

import math
from collections.abc import Iterator

from scheduler.instance.checks.rows import queues_are_known, rows_are_complete, rows_on_the_grid
from scheduler.instance.checks.times import Faults, usable_grid, usable_horizon
from scheduler.instance.instance import Instance
from scheduler.instance.service import CallInterval

MOST_BUSY, MOST_BUSY_IN_ALL = 20_000, 20_000_000
"""Operators busy at once in one interval, and the sum over all intervals: what staffing curves have room for."""


def calls_on_the_grid(instance: Instance) -> Faults:
    """Rows start where an interval of the horizon does, each at its own, and calls come while the hotline is open."""
    if not usable_grid(instance):
        return
    yield from rows_on_the_grid(instance, instance.calls.forecast, ("calls", "forecast"), _asked)


def _asked(row: CallInterval) -> tuple[str, str] | None:
    return ("calls", f"{row.calls:g} calls") if row.calls > 0 else None


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
                         f"{load:,.0f} operators would be busy at once, one with each; allowed are loads of at most "
                         f"{MOST_BUSY:,}")
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
        longest = max((sum(window.minutes for window in day) for day in
                       instance.hours.windows(instance.horizon.start, min(instance.horizon.days, 7))), default=0) or 1440
        for _ in range(instance.horizon.days * longest // instance.hotline.interval_minutes):
            yield ("calls", "per_day"), most * instance.hotline.interval_minutes / longest, calls.aht_s


def queues_of_calls_are_known(instance: Instance) -> Faults:
    """Every row names one of the queues; where there are none, no row does."""
    yield from queues_are_known(instance, instance.calls.forecast, ("calls", "forecast"))


def calls_are_complete(instance: Instance) -> Faults:
    """Every open interval has a row for every queue: a missing one is not zero calls. A day's total has them by itself."""
    rows = instance.calls.forecast
    if instance.calls.per_day is not None:
        if None not in instance.queues and instance.calls.per_day:
            yield ("calls", "per_day"), ("stands here, but there are several queues, of which it says nothing; allowed is a "
                                         "forecast with a column queue")
        return
    is_asked = instance.calls.are_given or (instance.calls.are_written and not instance.requirement)
    if is_asked and usable_grid(instance) and all(row.queue in instance.queues for row in rows):
        yield from rows_are_complete(instance, rows, ("calls", "forecast"), "zero calls")
