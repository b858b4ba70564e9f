"""What operators wrote of their time: the entries that speak of a day, and the moments between which they lie."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from scheduler.check.facts.times import Span, day_of
from scheduler.check.facts.words import hours_text
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


def closed_windows(instance: Instance, operator: str, day: int, *, past: bool = True) -> Iterator[tuple[Span, str]]:
    """Windows of a day in which an operator does not work, each with what says so.

    Parameters
    ----------
    past
        Whether also those that merely say that nothing else was worked before a moment.
    """
    for kind in ("unavailable", "leave", "sick", "public_holiday"):
        for entry in (each for each in entries_on(instance, operator, kind, day) if past or not each.is_past):
            window = entry_span(instance, entry, day)
            yield window, f"{kind.replace('_', ' ')} {hours_text(instance, window)}"
    whole_days = any(entry.kind == "only" and entry.start is None for entry in instance.availability_of.get(operator, ()))
    if whole_days or entries_on(instance, operator, "only", day):
        allowed = sorted(entry_span(instance, entry, near) for near in (day - 1, day)
                         for entry in entries_on(instance, operator, "only", near))
        text = ", ".join(hours_text(instance, window) for window in allowed) or "on other days"
        for gap in _gaps(instance.grid.window(day, 0, 24 * 60), allowed):
            yield gap, f"available only {text}"


def _gaps(whole: Span, windows: list[Span]) -> Iterator[Span]:
    """Parts of `whole` that no window covers; the windows are in order of their starts."""
    reached, end = whole
    for opening, closing in windows:
        if opening > reached:
            yield reached, min(opening, end)
        reached = max(reached, closing)
    if reached < end:
        yield reached, end


@lru_cache(maxsize=8192)
def _window(grid: TimeGrid, day: int, start_minute: int, end_minute: int) -> Span:
    return grid.window(day, start_minute, end_minute)
