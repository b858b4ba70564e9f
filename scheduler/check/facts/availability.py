"""What operators wrote of their time: the entries that speak of a day, and the moments between which they lie."""

from __future__ import annotations

from functools import lru_cache

from scheduler.check.facts.times import Span, day_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.roster import Shift
from scheduler.timegrid import TimeGrid


def entries_on(instance: Instance, operator: str, kind: str, day: int) -> list[Availability]:
    """Entries of one kind of an operator that speak of a day, which may lie outside the horizon."""
    date = instance.grid.date(day)
    return [entry for entry in instance.availability_of.get(operator, ()) if entry.kind == kind and entry.on(date)]


def entry_span(instance: Instance, entry: Availability, day: int) -> Span:
    """Moments (UTC) between which the window of an availability entry lies on a day, at its widest."""
    return _window(instance.grid, day, *entry.window)


def days_touched(instance: Instance, shift: Shift) -> range:
    """Days whose windows a shift can overlap: those it touches, and the one before, whose window may pass midnight."""
    return range(day_of(instance, shift.start) - 1, day_of(instance, shift.end) + 1)


@lru_cache(maxsize=8192)
def _window(grid: TimeGrid, day: int, start_minute: int, end_minute: int) -> Span:
    return grid.window(day, start_minute, end_minute)
