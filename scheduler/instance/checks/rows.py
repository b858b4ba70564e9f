"""Checks of tables with a row an interval, as calls and requirement are: on the grid, of a known queue, once, complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

import numpy as np

from scheduler.instance.calls_grid import interval_of, moment_of, of_yesterday, open_intervals, parts_of_an_interval
from scheduler.instance.checks.names import unknown_name
from scheduler.instance.checks.times import Faults
from scheduler.instance.instance import Instance
from scheduler.instance.words.paths import FieldPath

_NAMED = 3
_REMEDIES: dict[FieldPath, str] = {
    ("calls", "forecast"): "; `schedule forecast LOG INSTANCE` replaces all rows by those of the days that are planned"}
"""What writes the rows of a table anew."""


class Row(Protocol):
    """A row that speaks of an interval of a queue."""

    @property
    def start(self) -> dt.datetime:
        """Start of the interval."""

    @property
    def queue(self) -> str | None:
        """Its queue."""


RowT = TypeVar("RowT", bound=Row)


def rows_on_the_grid(
    instance: Instance, rows: Sequence[RowT], path: FieldPath, closed: Callable[[RowT], tuple[str, str] | None]
) -> Faults:
    """Rows start where an interval of the horizon does, each at its own, and ask for nothing while the hotline is closed.

    Parameters
    ----------
    closed
        Field and amount in words of a row that asks for something; None if it asks for nothing.
    """
    is_open, yesterdays = open_intervals(instance), of_yesterday(instance)
    seen: set[tuple[str | None, int]] = set()
    outside: list[int] = []
    for index, interval, problem in intervals_of(instance, rows):
        row = rows[index]
        start = row.start.isoformat()
        if problem:
            yield (*path, index, "start"), f"found {start}: {problem}"
        elif not 0 <= interval < len(is_open):
            outside.append(index)
        elif (row.queue, interval) in seen:
            one = "one row an interval" if row.queue is None else f"one row an interval of {row.queue!r}"
            yield (*path, index, "start"), f"found {start} a second time; allowed is {one}"
        elif (asked := closed(row)) and not is_open[interval] and not yesterdays[interval] and is_open.any():
            yield (*path, index, asked[0]), f"found {asked[1]} at {start}, outside the opening hours"
        seen.add((row.queue, interval))
    yield from _outside_the_horizon(instance, rows, path, outside)


def _outside_the_horizon(instance: Instance, rows: Sequence[Row], path: FieldPath, outside: Sequence[int]) -> Faults:
    """Rows of days that are not planned, said once: after the first day is changed, all of them are."""
    if not outside:
        return
    last = instance.grid.date(instance.grid.days - 1)
    more = "" if len(outside) == 1 else (f"; so do {len(outside) - 1} more rows, the last of "
                                               f"{rows[outside[-1]].start.isoformat()}")
    yield (*path, outside[0], "start"), (f"found {rows[outside[0]].start.isoformat()}, outside the horizon; allowed: "
                                         f"{instance.grid.first_day} to {last}{more}{_REMEDIES.get(path, '')}")


def queues_are_known(instance: Instance, rows: Sequence[Row], table: FieldPath) -> Faults:
    """Every row names one of the queues; where there are none, no row does."""
    named = [name for name in instance.queues if name is not None]
    if named and rows and all(row.queue is None for row in rows):
        yield table, f"no row names its queue; needed is a column queue with {', '.join(named)}"
        return
    for index, row in enumerate(rows):
        path = (*table, index, "queue")
        if not named and row.queue is not None:
            yield path, (f"found {row.queue!r}, but the hotline has one queue without a name; "
                         "allowed is nothing, or queues under service.queues")
        elif named and row.queue is None:
            yield path, f"is missing; allowed: {', '.join(named)}"
        elif row.queue not in instance.queues:
            yield path, unknown_name("queue", str(row.queue), named)


def rows_are_complete(instance: Instance, rows: Sequence[Row], table: FieldPath, what: str) -> Faults:
    """Every open interval has a row for every queue: a missing one is no `what`."""
    is_open = open_intervals(instance)
    found = [(rows[index].queue, interval) for index, interval, problem in intervals_of(instance, rows)
             if not problem and 0 <= interval < len(is_open)]
    for queue in instance.queues:
        missing = is_open.copy()
        for part in range(parts_of_an_interval(instance)):
            missing[[min(interval + part, len(missing) - 1) for name, interval in found if name == queue]] = False
        indices = np.flatnonzero(missing).tolist()
        if indices:
            of_queue = "" if queue is None else f" of queue {queue!r}"
            late = indices[-1] >= instance.grid.day_starts[instance.grid.days] // instance.grid.cells_per_interval
            evening = ", and the last day's opening hours after midnight are of this horizon" if late else ""
            yield table, (f"no row for {len(indices)} of {int(is_open.sum())} open intervals{of_queue}: "
                          f"{_moments(instance, indices)}; a missing interval is not {what}{evening}")


def rows_of_yesterday(instance: Instance, rows: Sequence[Row], table: FieldPath) -> Faults:
    """Rows in a window that opened on the day before the horizon: read, and of no effect."""
    yesterdays = of_yesterday(instance)
    found = [(index, interval) for index, interval, problem in intervals_of(instance, rows)
             if not problem and 0 <= interval < len(yesterdays) and yesterdays[interval]]
    if found:
        yield (*table, found[0][0]), (
            f"{len(found)} rows from {_moments(instance, [found[0][1]])} on belong to the window that opened on the day before "
            "the horizon, and to the roster of that day: they have no effect here")


def intervals_of(instance: Instance, rows: Sequence[Row]) -> Iterator[tuple[int, int, str]]:
    """Yield the index of a row, its interval of the grid, or the first of those it has, and why it has none."""
    grid, step = instance.grid, instance.hotline.interval_minutes
    for index, row in enumerate(rows):
        try:
            moment = moment_of(row.start, grid.zone)
            is_part = grid.interval_minutes < step and moment.astimezone(grid.zone).minute % step
            yield index, interval_of(moment, grid), f"no interval of {step} min starts at this time" if is_part else ""
        except (ValueError, OverflowError) as error:
            yield index, -1, str(error)


def _moments(instance: Instance, intervals: Sequence[int]) -> str:
    """Starts of the first of some intervals, and how many more there are."""
    grid = instance.grid
    moments = (grid.moment(interval * grid.cells_per_interval) for interval in intervals[:_NAMED])
    more = f" and {len(intervals) - _NAMED} more" if len(intervals) > _NAMED else ""
    return ", ".join(moment.isoformat(timespec="minutes") for moment in moments) + more
