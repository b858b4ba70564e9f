"""When deferrable work comes, and by when it is due: the one place where rows and totals of a day become minutes of work."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from scheduler.instance.calls_grid import moment_of, opening_days
from scheduler.instance.deferrable import DeferrableWork
from scheduler.instance.instance import Instance

_FAR_DAYS = 31
_FUZZ = 1e-9


@dataclass(frozen=True)
class Batch:
    """Contacts that come at once.

    Parameters
    ----------
    arrives, due
        When they come, and by when they are to be handled (UTC).
    minutes
        Work that they make, in whole minutes.
    """

    arrives: dt.datetime
    due: dt.datetime
    minutes: int


def batches_of(instance: Instance, work: DeferrableWork) -> tuple[Batch, ...]:
    """All work of a kind in order of time; what comes earlier is due no later.

    Minutes are rounded up over all that has come by then, so that a row of few contacts asks for no minute more than it has to.
    """
    found, seconds, before = list[Batch](), 0.0, 0
    for arrives, contacts in sorted(_arrivals(instance, work)):
        seconds += contacts * work.aht_s
        minutes = math.ceil(seconds / 60 * (1 - _FUZZ))
        if minutes > before:
            found.append(Batch(arrives, due_of(instance, work, arrives), minutes - before))
        before = max(before, minutes)
    return tuple(found)


def due_of(instance: Instance, work: DeferrableWork, arrives: dt.datetime) -> dt.datetime:
    """By when what comes at a moment is to be handled (UTC); a month later where the hotline does not open any more."""
    if work.due is None:
        return arrives.astimezone(dt.UTC) + dt.timedelta(hours=work.within_hours or 0)
    grid = instance.grid
    day = (arrives.astimezone(grid.zone).date() - grid.first_day).days
    later = next((other for other in range(day + 1, day + _FAR_DAYS) if instance.is_open_on(other)), day + _FAR_DAYS)
    return grid.readings(later, work.due)[0]


def rows_of(instance: Instance, work: DeferrableWork) -> Iterator[int]:
    """Index of each row of the backlog that speaks of a kind of work."""
    for index, row in enumerate(instance.backlog):
        if row.work == work.name or (row.work is None and len(instance.deferrable) == 1):
            yield index


def contacts_of(instance: Instance, work: DeferrableWork) -> float:
    """Contacts of a kind of work that wait or come."""
    return sum(contacts for _, contacts in _arrivals(instance, work))


def _arrivals(instance: Instance, work: DeferrableWork) -> Iterator[tuple[dt.datetime, float]]:
    """Moments (UTC) and contacts."""
    for index in rows_of(instance, work):
        row = instance.backlog[index]
        yield moment_of(row.start, instance.grid.zone).astimezone(dt.UTC), row.contacts
    if work.per_day:
        for hours in _open_hours(instance):
            intervals = sum(count for _, count in hours)
            yield from ((moment, work.per_day * count / intervals) for moment, count in hours)


def _open_hours(instance: Instance) -> Iterator[list[tuple[dt.datetime, int]]]:
    """Of the hours of each open day the first open moment (UTC) and the number of open intervals."""
    grid, days = instance.grid, opening_days(instance)
    for day in range(grid.days):
        intervals = np.flatnonzero(days == day).tolist()
        if intervals:
            moments = [grid.moment(each * grid.cells_per_interval).astimezone(dt.UTC) for each in intervals]
            by_hour = (list(own) for _, own in groupby(moments, lambda moment: moment.replace(minute=0)))
            yield [(own[0], len(own)) for own in by_hour]
