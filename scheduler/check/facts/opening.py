"""From when to when each day of the horizon is open."""

from __future__ import annotations

from scheduler.check.facts.times import Span
from scheduler.instance.instance import Instance


def opening_spans(instance: Instance) -> list[Span | None]:
    """Opening span of each day of the horizon, in UTC; None for a closed day."""
    # Evaluated from the first day on, not from the day before: a recurrence rule without a start counts from there.
    written = instance.hours.windows(instance.horizon.start, instance.horizon.days + 2)
    windows = [sorted(instance.grid.window(day, window.start, window.end) for window in day_windows)
               for day, day_windows in enumerate(written)]
    return [_span(windows, day) for day in range(instance.horizon.days)]


def _span(windows: list[list[Span]], day: int) -> Span | None:
    if not windows[day]:
        return None
    end = max(closing for _, closing in windows[day])
    for opening, closing in (window for following in windows[day + 1:] for window in following):
        if opening > end:
            break
        end = max(end, closing)
    return windows[day][0][0], end
