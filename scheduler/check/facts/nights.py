"""Which shifts are night shifts: what the rules of nights ask."""

from __future__ import annotations

from scheduler.check.facts.times import Span, day_of, overlap, span
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def is_night(instance: Instance, shift: Shift) -> bool:
    """Whether enough minutes of a shift lie in the window of one night, the one before its day included."""
    nights, day = instance.nights, day_of(instance, shift.start)
    if nights is None:
        return False
    windows: list[Span] = [instance.grid.window(day + step, nights.start, nights.end) for step in (-1, 0, 1)]
    return any(overlap(span(shift), window) >= nights.minutes for window in windows)
